"""From a lifecycle to what its picture shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from wayout.analysis.grouping import operations
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.diagrams.drawing import Detail, Drawing, Edge, Mark, Node, Rule
from wayout.diagrams.escaping import label
from wayout.diagrams.folding import Folding, fold
from wayout.diagrams.joining import join
from wayout.diagrams.marking import marked
from wayout.diagrams.places import Places, places
from wayout.diagrams.pointers import pointed_out
from wayout.diagrams.viewing import Part, part_of
from wayout.diagrams.views import View
from wayout.diagrams.wording import INFERRED, ROUND_TRIP, counted, events_of
from wayout.machines.vocabulary import Role

_READABLE_STATES = 40
_DRAWN_STATES = 500
_LIMITS = ((150, Detail.QUIET), (220, Detail.FOLDED), (300, Detail.GROUPS))
"""More lines than these -> less detail; found with random machines, the worst to lay out."""

_CROWDED = 4
_CROWD = 60
"""More lines than these for each state, and in all -> folded: labels would cover each other."""

_LABELS = 75
_LABELS_PER_STATE = 2.5
"""More lines than these for each state, and in all -> their labels would push all apart."""

_HARDER = Folding(share=0.2, least=3, errors=2, small=0)
_NAMED = 24
"""Up to so many events inside the boxes are named."""

_SIMPLIFIED: Mapping[Detail, str] = MappingProxyType(
    {
        Detail.QUIET: "Simplified: the events are in the tooltips.",
        Detail.FOLDED: "Simplified: the events are in the tooltips, and an event that starts in "
        "a fifth of the states is listed and not drawn.",
        Detail.NOTICE: "It could not be laid out; see the table of its transitions.",
    }
)


@dataclass(frozen=True, slots=True)
class _Parts:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rules: tuple[Rule, ...]
    once: tuple[str, ...]
    by_operation: bool


def plan(lifecycle: Lifecycle, detail: Detail | None = None, view: View | None = None) -> Drawing:
    """Plan a picture of what the view shows, with the given detail or with what stays readable.

    Above 40 boxes a lifecycle with compound states is shown as an overview of these, above 500
    any is shown as groups, and above 150 lines, or 75 and 2.5 for each state, their events are in
    the tooltips. Above 4 lines for each state, and 60 in all, the events of many states are
    listed as well. The choice
    depends on the lifecycle only, never on time. Linear in states and transitions, but for the
    words of rules.

    Compound states that are alike but for their names are drawn once, unless FULL is asked for.

    Raises:
        ViewError: as `part_of`.
    """
    view = view or View()
    part = part_of(lifecycle, view)
    each = detail is Detail.FULL
    drawing = (
        _readable(part.lifecycle) if detail is None else _planned(part.lifecycle, detail, each=each)
    )
    return marked(_of_part(drawing, part, lifecycle), view.findings, lifecycle)


def _of_part(drawing: Drawing, part: Part, whole: Lifecycle) -> Drawing:
    """Say which part of the whole is drawn, and what is left out."""
    if not part.words:
        return drawing
    states = _share(len(part.lifecycle.states), len(whole.states), "state")
    steps = _share(len(part.lifecycle.transitions), len(whole.transitions), "transition")
    title = f"{label(whole.name)}, {part.words}: {states}, {steps}"
    every = ("Every state means every one in this picture.",) if drawing.rules else ()
    summary = (*drawing.summary, *part.notes)
    return replace(drawing, title=title, summary=summary, signs=(*drawing.signs, *every))


def _share(shown: int, of: int, thing: str) -> str:
    return f"{shown:,} of {counted(of, thing)}"


def _readable(lifecycle: Lifecycle) -> Drawing:
    readable = _READABLE_STATES if lifecycle.compounds else _DRAWN_STATES
    if len(places(lifecycle, Detail.FULL, each=False).nodes) > readable:
        return _planned(lifecycle, Detail.GROUPS)
    drawing = _planned(lifecycle, Detail.FULL)
    for lines, less in _LIMITS:
        if len(drawing.edges) > lines:
            drawing = _planned(lifecycle, less)
    if drawing.detail is Detail.FULL and len(drawing.edges) > max(
        _CROWD, _CROWDED * len(lifecycle.states)
    ):
        return _planned(lifecycle, Detail.FOLDED)
    if drawing.detail is Detail.FULL and len(drawing.edges) > max(
        _LABELS, _LABELS_PER_STATE * len(lifecycle.states)
    ):
        return _planned(lifecycle, Detail.QUIET)
    return drawing


def _planned(lifecycle: Lifecycle, detail: Detail, *, each: bool = False) -> Drawing:
    title = _title(lifecycle)
    if detail is Detail.NOTICE:
        return Drawing(lifecycle.name, title, detail, (_SIMPLIFIED[detail],))
    found = places(lifecycle, detail, each=each)
    within, across = _split(lifecycle.transitions, found)
    rules, rest = fold(across, found, _HARDER if detail is Detail.FOLDED else Folding())
    called = _operations(lifecycle) if detail is Detail.GROUPS else None
    edges = join(rest, found, detail, called)
    nodes = tuple(_with_inside(node, within.get(node.id, ())) for node in found.nodes)
    entries, arrows = _entries(lifecycle, found)
    words, pointers = pointed_out(edges, rules, found)
    parts = _Parts((*nodes, *words), edges, rules, found.once, called is not None)
    return Drawing(
        name=lifecycle.name,
        title=title,
        detail=detail,
        summary=tuple(_summary(lifecycle, detail, parts)),
        signs=tuple(_signs(detail, parts)),
        nodes=(*entries, *nodes, *words),
        clusters=found.clusters,
        edges=(*edges, *arrows, *pointers),
        rules=rules,
    )


def _operations(lifecycle: Lifecycle) -> Mapping[str, str] | None:
    """Return the operation of each event, where there are several with modules of their own."""
    groups = operations(lifecycle)
    if len(groups) == 1 or any(each.path is None for each in groups):
        return None
    return {event: each.name for each in groups for event, _ in each.events}


def _split(
    transitions: Iterable[Transition], found: Places
) -> tuple[dict[str, list[Transition]], list[Transition]]:
    """Part what happens inside a group from what is between nodes."""
    within: dict[str, list[Transition]] = {}
    across = []
    for step in transitions:
        node = found.of[step.from_state]
        if node.mark is Mark.GROUP and node is found.of[step.to_state]:
            within.setdefault(node.id, []).append(step)
        else:
            across.append(step)
    return within, across


def _with_inside(node: Node, inside: Sequence[Transition]) -> Node:
    if node.mark is not Mark.GROUP:
        return node
    states = counted(len(node.states), "state")
    unsure = sum(step.unsure for step in inside)
    inferred = f", {unsure:,} of them inferred {INFERRED}" if unsure else ""
    steps = f", {counted(len(inside), 'transition')} inside{inferred}" if inside else ""
    caption = f"{states}{steps}"
    return replace(node, caption=caption, inside=tuple(inside))


def _entries(lifecycle: Lifecycle, found: Places) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return UML's initial dots and their arrows, for initial states that are no dots."""
    targets = dict.fromkeys(found.of[state] for state in lifecycle.initial)
    real = [target for target in targets if target.mark is not Mark.ABSENT]
    nodes, arrows = [], []
    for index, target in enumerate(real):
        title = f"The lifecycle begins in {target.value}."
        nodes.append(Node(f"i{index}", "", "", title, Mark.ENTRY, Role.STABLE))
        arrows.append(Edge(f"b{index}", f"i{index}", target.id, None, "", title, ()))
    return tuple(nodes), tuple(arrows)


def _title(lifecycle: Lifecycle) -> str:
    states = counted(len(lifecycle.states), "state")
    return f"{label(lifecycle.name)}: {states}, {counted(len(lifecycle.transitions), 'transition')}"


def _summary(lifecycle: Lifecycle, detail: Detail, parts: _Parts) -> Iterator[str]:
    """Account for every transition, and for what the picture does not show."""
    if detail is Detail.GROUPS:
        groups = "compound state" if lifecycle.compounds else "role"
        yield f"Simplified: one box for all states of a {groups}."
    elif detail in _SIMPLIFIED:
        yield _SIMPLIFIED[detail]
    yield from (f"Drawn once, since they are alike: {names}." for names in parts.once)
    drawn = sum(len(edge.there) + len(edge.back) for edge in parts.edges)
    listed = sum(len(rule.transitions) for rule in parts.rules)
    inside = sum(len(node.inside) for node in parts.nodes)
    if drawn:
        yield f"{counted(drawn, 'transition')} drawn as {counted(len(parts.edges), 'line')}."
    elif not inside and not listed:
        yield "No transitions are drawn."
    if inside:
        events = events_of(step for node in parts.nodes for step in node.inside)
        by = f", by {', '.join(events)}" if len(events) <= _NAMED else ""
        yield f"{counted(inside, 'transition')} inside the boxes{by}."
    if listed:
        yield f"{counted(listed, 'transition')} listed below."
    if lifecycle.shadowed:
        yield f"{counted(len(lifecycle.shadowed), 'transition')} never selected, not shown."


def _signs(detail: Detail, parts: _Parts) -> Iterator[str]:
    """Explain the signs that occur in labels and rules."""
    if detail is Detail.GROUPS and parts.rules:
        yield "From a compound state means: from at least one state inside."
    if any(edge.back for edge in parts.edges):
        yield f"{ROUND_TRIP} there and back."
    if parts.by_operation:
        yield "Lines bear operations, not events."
    if any(" +" in edge.label for edge in parts.edges):
        yield f"+1 one more {'operation' if parts.by_operation else 'event'}, in the tooltip."
    if _is_any_inferred(parts):
        yield f"{INFERRED} inferred, not read in the source."
    if any(node.mark is Mark.RULE for node in parts.nodes):
        yield "A line that comes from words points out one of the rules."


def _is_any_inferred(parts: _Parts) -> bool:
    folded = (step for rule in parts.rules for step in rule.transitions)
    inside = (step for node in parts.nodes for step in node.inside)
    return any(edge.is_inferred for edge in parts.edges) or any(
        step.unsure for step in (*folded, *inside)
    )
