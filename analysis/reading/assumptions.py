"""What a reading takes for granted, because it cannot be known without running the machine."""

from collections.abc import Iterator

from wayout.analysis.reading.guards import is_opaque
from wayout.analysis.reading.tree import Tree


def assumptions_of(tree: Tree) -> tuple[str, ...]:
    """Name everything that was over-approximated, each once, in document order."""
    return tuple(dict.fromkeys((*_left_out(tree), *_of_arrows(tree), *_of_states(tree))))


def _left_out(tree: Tree) -> Iterator[str]:
    for transition in tree.foreign:
        yield f"transition {transition} was added by another class and is left out"


def _of_arrows(tree: Tree) -> Iterator[str]:
    for node in tree.nodes:
        for arrow in node.arrows:
            label = "/".join(arrow.events) or "an eventless transition"
            if is_opaque(arrow.transition):
                yield f"the guard of {label} from {node.id} is a function: it may hold or not"
            if any(True for _ in arrow.transition.validators):
                yield f"a validator may refuse {label} from {node.id}"
            for event in arrow.transition.events:
                if event.delay:
                    yield f"event {event} is delayed: it may come at any time, or never"
            if any(event.startswith("done.invoke.") for event in arrow.events):
                yield f"the invocation that raises {label} may end at any time, or never"
            if any(event.replace(".", "_") == "error_execution" for event in arrow.events):
                yield f"any action in {node.id} may fail and raise error.execution"


def _of_states(tree: Tree) -> Iterator[str]:
    for node in tree.nodes:
        if any(not spec.is_convention for spec in node.state.invoke):
            yield f"what {node.id} invokes may end, fail or go on at any time"
