"""What a reading takes for granted, because it cannot be known without running the machine."""

from collections.abc import Iterable, Iterator, Mapping

from wayout.analysis.reading.configuration import Configuration, Move
from wayout.analysis.reading.guards import Guard
from wayout.analysis.reading.tree import Arrow, Node, Tree

_RAISED = ("done.", "error")


def assumptions_of(tree: Tree, found: Mapping[Configuration, Iterable[Move]]) -> tuple[str, ...]:
    """Name everything that was over-approximated, each once: in the class, then in its steps."""
    moves = (move for each in found.values() for move in each)
    return (
        *dict.fromkeys((*_left_out(tree), *_of_arrows(tree), *_of_states(tree))),
        *_of_joint_guards(moves),
        *_of_contests(found),
    )


def _of_joint_guards(moves: Iterable[Move]) -> tuple[str, ...]:
    """Name the events whose guards are not held against each other."""
    joint = dict.fromkeys(
        move.event
        for move in moves
        if len(move.arrows) > 1 and any(arrow.guard for arrow in move.arrows)
    )
    return tuple(
        f"{event or 'an eventless step'} is taken in several parallel regions at once: whether "
        "its guards overlap or leave a gap there is not decided"
        for event in joint
    )


def _left_out(tree: Tree) -> Iterator[str]:
    for transition in tree.foreign:
        yield f"transition {transition} was added by another class and is left out"


def _of_arrows(tree: Tree) -> Iterator[str]:
    arrows = [(node, arrow) for node in tree.nodes for arrow in node.arrows]
    guards = {arrow.guard for _, arrow in arrows if arrow.guard}
    remarkable = {
        guard for guard in guards if guard.is_opaque or guard.validators or not guard.is_well_formed
    }
    for node, arrow in arrows:
        if arrow.guard and arrow.guard in remarkable:
            yield from _of_guard(node, arrow, arrow.guard)
        if any(event.delay or event.startswith(_RAISED) for event in arrow.transition.events):
            yield from _of_events(node, arrow)


def _of_guard(node: Node, arrow: Arrow, guard: Guard) -> Iterator[str]:
    label = _label(arrow)
    if guard.is_opaque:
        yield f"the guard of {label} from {node.id} is a function: it may hold or not"
    if not guard.is_well_formed:
        yield (
            f"the guard of {label} from {node.id} cannot be parsed: "
            "python-statemachine makes no instance of the class"
        )
    if guard.validators:
        yield f"a validator may refuse {label} from {node.id}"


def _of_events(node: Node, arrow: Arrow) -> Iterator[str]:
    for event in arrow.transition.events:
        if event.delay:
            yield f"event {event} is delayed: it may come at any time, or never"
    label = _label(arrow)
    if any(event.startswith("done.state.") for event in arrow.events):
        yield f"{label} is raised by the machine itself, and sent by nobody else"
    if any(event.startswith("done.invoke.") for event in arrow.events):
        yield f"the invocation that raises {label} may end at any time, or never"
    if any(event.replace(".", "_") == "error_execution" for event in arrow.events):
        yield f"any action in {node.id} may fail and raise error.execution"


def _of_contests(found: Mapping[Configuration, Iterable[Move]]) -> Iterator[str]:
    """Name the events of which one of several regions' transitions is taken, by no known order."""
    contested: dict[str | None, None] = {}
    for here, moves in found.items():
        if len(here.atoms) == 1:  # all that is taken lies around one leaf
            continue
        winners: dict[str | None, set[Arrow]] = {}
        for move in moves:
            winners.setdefault(move.event, set()).update(move.arrows)
        for event, arrows in winners.items():
            sure = {arrow.source for arrow in arrows if arrow.guard is None}
            if any(
                not (one.inside(two) or two.inside(one)) and _apart(one, two, moves, event)
                for one in sure
                for two in sure
                if one is not two
            ):
                contested[event] = None
    for event in contested:
        yield (
            f"{event or 'an eventless step'} leaves several parallel regions in ways that exclude "
            "each other: which one is taken depends on which was entered first"
        )


def _apart(one: Node, two: Node, moves: Iterable[Move], event: str | None) -> bool:
    """Whether no step on the event takes transitions of both states."""
    return not any(
        {one, two} <= {arrow.source for arrow in move.arrows}
        for move in moves
        if move.event == event
    )


def _label(arrow: Arrow) -> str:
    return "/".join(arrow.events) or "an eventless transition"


def _of_states(tree: Tree) -> Iterator[str]:
    for node in tree.nodes:
        if any(not spec.is_convention for spec in node.state.invoke):
            yield f"what {node.id} invokes may end, fail or go on at any time"
