"""What a class says of the machine as a whole: its name, docstring, constraints, compounds."""

import inspect
import re
from collections.abc import Iterator

from wayout.analysis.lifecycle import Compound
from wayout.analysis.reading.places import Places
from wayout.analysis.reading.tree import Tree
from wayout.machines.vocabulary import Constraints, Machine


def name_of(machine: type) -> str:
    """Return the class's name, in snake case where it is one of the vocabulary."""
    if not issubclass(machine, Machine):
        return machine.__name__
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", machine.__name__).lower()


def constraints_of(machine: type) -> Constraints:
    """Return what the class declares; the attribute of any other type is the user's own."""
    declared = getattr(machine, "constraints", None)
    return declared if isinstance(declared, Constraints) else Constraints()


def documentation_of(machine: type) -> tuple[str, str]:
    """Return the first line of the class's own docstring and the rest, or its name."""
    text = inspect.cleandoc(machine.__dict__.get("__doc__") or "")
    title, _, rest = text.partition("\n")
    return title.strip().rstrip(".") or machine.__name__, rest.strip()


def compounds_of(tree: Tree, places: Places) -> Iterator[Compound]:
    """Yield the compound and parallel states in document order."""
    for node in tree.nodes:
        if node.children:
            yield Compound(
                id=node.id,
                value=str(node.state.value),
                parent=None if node.parent is None else node.parent.id,
                parallel=node.parallel,
                location=places.of(*node.path),
            )
