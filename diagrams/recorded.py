"""From a lifecycle and what logs say of it to a picture: how often each line was taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Judged, Outcome
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle, State
from wayout.diagrams import wording
from wayout.diagrams.drawing import Detail, Drawing, Edge, Mark, Node
from wayout.diagrams.escaping import TITLE_LIMIT, cut, label, visible
from wayout.diagrams.joining import TELLING
from wayout.diagrams.marking import marked
from wayout.diagrams.places import Places, places
from wayout.diagrams.wording import UNDECLARED, counted
from wayout.machines.vocabulary import Kind, Role

if TYPE_CHECKING:
    from wayout.analysis.conformance.replay.replaying import Replayed

MOST_LINES = 150
"""So many lines are drawn at most: what is not declared before all else, then the most frequent."""
FEWER_LINES = (MOST_LINES, MOST_LINES // 3, MOST_LINES // 10)
"""So many, where what is more could not be laid out in time."""

_UNDRAWN = (
    Outcome.SKIPPED,
    Outcome.GAP,
    Outcome.TRUNCATED,
    Outcome.STUTTER,
    Outcome.DUPLICATE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """All steps from one value to another; from None, what began there."""

    tail: str | None
    head: str
    judged: tuple[Judged, ...]
    is_against: bool

    @property
    def count(self) -> int:
        return sum(each.certain for each in self.judged)

    @property
    def said(self) -> str:
        pairs = [each.pair for each in self.judged]
        first, last = min(pair.first for pair in pairs), max(pair.last for pair in pairs)
        when = f"at {first}" if first == last else f"first {first}, last {last}"
        example = visible(min(pair.example for pair in pairs))
        return f"{counted(self.count, 'time')}, {when}, such as of {example}."


def recorded(
    replayed: "Replayed", findings: Iterable[Finding] = (), *, most: int = MOST_LINES
) -> Drawing:
    """Plan a picture of what logs say of a lifecycle: the states that they record, and the steps.

    A line bears how often it was taken; what is not declared is a line of its own sort, and a
    state that is not is a node. The steps that are no line are counted. Linear in the pairs.
    """
    lifecycle = replayed.lifecycle
    hops = Hops(lifecycle)
    lines = _in_order(_lines(replayed), hops)
    order = sorted(range(len(lines)), key=lambda at: (not lines[at].is_against, -lines[at].count))
    kept = [lines[at] for at in sorted(order[:most])]
    states = _states(lifecycle, hops, kept)
    found = places(replace(lifecycle, states=states, transitions=(), initial=()), Detail.FULL)
    ids = {state.value: state.id for state in reversed(states)}
    nodes = tuple(_counted(node, states, hops, replayed.entered) for node in found.nodes)
    drawing = Drawing(
        name=lifecycle.name,
        title=f"{label(lifecycle.name)} as recorded: {counted(len(states), 'state')}, "
        f"{counted(len(kept), 'line')}",
        detail=Detail.FULL,
        summary=tuple(_summary(replayed, len(lines) - len(kept))),
        signs=(f"{UNDECLARED} not declared.",) if any(each.is_against for each in kept) else (),
        nodes=tuple(chain(_dots(kept), nodes)),
        clusters=tuple(each for each in found.clusters if found.inside[each.id]),
        edges=tuple(_edge(index, each, ids, found, hops) for index, each in enumerate(kept)),
    )
    return marked(drawing, [_on_states(each, ids) for each in findings], lifecycle)


def _lines(replayed: "Replayed") -> Iterator[_Line]:
    """Yield the lines: what began in a value, and what led from one to another."""
    wrong = frozenset(replayed.wrong)
    grouped: dict[tuple[str | None, str, bool], list[Judged]] = {}
    for each in replayed.judged:
        tail, head = each.step
        is_against = each.outcome is not Outcome.GAP and (
            each in wrong or each.outcome is Outcome.AFTER_UNKNOWN
        )
        if is_against or each.outcome in {Outcome.PERMITTED, Outcome.INITIAL}:
            grouped.setdefault((tail, head, is_against), []).append(each)
    for (tail, head, is_against), judged in grouped.items():
        if tail != head:
            yield _Line(tail, head, tuple(judged), is_against)


def _in_order(lines: Iterable[_Line], hops: Hops) -> list[_Line]:
    """Return the lines in the order in which the lifecycle declares their values."""
    place = {value: number for number, value in enumerate(hops.values)}

    def at(value: str | None) -> tuple[int, str]:
        return (-1, "") if value is None else (place.get(value, len(place)), value)

    return sorted(lines, key=lambda each: (at(each.tail), at(each.head), each.is_against))


def _states(lifecycle: Lifecycle, hops: Hops, lines: Sequence[_Line]) -> tuple[State, ...]:
    """Return a state for each value at a line, and one for each that is not declared."""
    values = dict.fromkeys(chain.from_iterable((each.tail, each.head) for each in lines))
    first = {state.value: state for state in reversed(lifecycle.states)}
    declared = tuple(state for state in lifecycle.states if first[state.value] is state)
    unknown = [value for value in values if value is not None and value not in hops]
    return (
        *(state for state in declared if state.value in values),
        *(State(f"?{number}", value, Role.STABLE) for number, value in enumerate(unknown)),
    )


def _counted(node: Node, states: Sequence[State], hops: Hops, entered: Mapping[str, int]) -> Node:
    (value,) = (state.value for state in states if state.id == node.states[0])
    if value not in hops:
        title = f"{visible(value)} is recorded, and not declared."
        return replace(node, caption=f"{UNDECLARED} not declared", title=title)
    said = f"{node.title}\nCome into {counted(entered[value], 'time')}."
    return replace(node, caption=_caption(node, entered[value]), title=cut(said, TITLE_LIMIT))


def _caption(node: Node, count: int) -> str:
    return f"{count:,}" if node.mark is Mark.STATE else ""


def _dots(lines: Sequence[_Line]) -> Iterator[Node]:
    for index, each in enumerate(lines):
        if each.tail is None:
            title = f"What the log holds begins in {visible(each.head)}."
            yield Node(f"i{index}", "", "", title, Mark.ENTRY, Role.STABLE)


def _edge(index: int, line: _Line, ids: Mapping[str, str], found: Places, hops: Hops) -> Edge:
    head = found.of[ids[line.head]]
    text = f"{UNDECLARED} {line.count:,}" if line.is_against else f"{line.count:,}"
    if line.tail is None:
        said = f"Begins in {head.value}: {line.said}"
        return Edge(f"b{index}", f"i{index}", head.id, None, text, said, (), bears=(text,))
    tail = found.of[ids[line.tail]]
    declared = () if line.is_against else hops.between(line.tail, line.head)
    kinds = sorted((step.kind for step in declared), key=_likely(tail.role, head.role).index)
    said = (
        f"From {tail.value} to {head.value}, which is not declared:"
        if line.is_against
        else wording.edge_title(tail.value, head.value, declared, ())
    )
    return Edge(
        id=f"e{index}",
        tail=tail.id,
        head=head.id,
        kind=kinds[0] if kinds else None,
        label=text,
        title=cut(said, TITLE_LIMIT - len(line.said)) + f"\n{line.said}",
        there=declared,
        bears=(text,),
        is_against=line.is_against,
    )


def _likely(tail: Role, head: Role) -> tuple[Kind | None, ...]:
    """Return the kinds in the order in which they are likely of a step between such states."""
    first: tuple[Kind, ...] = ()
    if head is Role.ERROR is not tail:
        first = (Kind.FAILURE,)
    elif tail is Role.TRANSIENT:
        first = (Kind.SUCCESS, Kind.PROGRESS, Kind.REVERT)
    return (*first, *(kind for kind in TELLING if kind not in first))


def _summary(replayed: "Replayed", left: int) -> Iterator[str]:
    tally = replayed.tally
    steps = sum(pair.count for pair in tally.pairs)
    times = [moment for pair in tally.pairs for moment in (pair.first, pair.last)]
    when = f", {min(times)} to {max(times)}" if times else ""
    yield f"{counted(steps, 'observation')} of {counted(tally.resources, 'resource')}{when}."
    yield "A line bears how often it was taken, a state how often it was come into."
    yield "A log does not tell which of the transitions in a line's tooltip was taken."
    undrawn = [
        f"{replayed.counts[outcome]:,} {outcome.value}"
        for outcome in _UNDRAWN
        if replayed.counts[outcome] and not (outcome is Outcome.SKIPPED and replayed.complete)
    ]
    if undrawn:
        yield f"Not drawn: {', '.join(undrawn)}."
    if left:
        yield f"Simplified: {counted(left, 'line')} taken less often not drawn."


def _on_states(finding: Finding, ids: Mapping[str, str]) -> Finding:
    """Return a finding on states that are not declared as one on those that are drawn for them."""
    drawn = tuple(ids[value] for value in finding.statuses if value in ids)
    return replace(finding, states=drawn) if drawn and not finding.states else finding
