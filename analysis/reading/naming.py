"""Names for configurations: ids that are Python names, unique and stable."""

from collections.abc import Iterable, Iterator

from wayout.analysis.reading.configuration import Configuration
from wayout.analysis.reading.stepping import Stepper
from wayout.analysis.reading.tree import Arrow, Node, Tree


class Names:
    """Ids, values and parents of the configurations of one machine.

    A configuration of one leaf has the leaf's id and value. Several leaves are joined by `__`
    (values by ` + `). Where a history or a pending event tells configurations of the same
    leaves apart, the later found are told apart by what is remembered or pending.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._ids: dict[Configuration, str] = {}
        self._suffixes: dict[Configuration, str] = {}

    def give(self, found: Iterable[Configuration], lone: Iterable[Configuration]) -> None:
        """Name all configurations. They are iterated in document order of their leaves."""
        taken: set[str] = set()
        ordered = sorted(
            (*found, *lone), key=lambda here: sorted(atom.order[1] for atom in here.atoms)
        )
        for here in ordered:
            base = "__".join(atom.id for atom in here.atoms)
            empty = "" if _is_whole(here) else "__empty"
            suffix = empty if base + empty not in taken else empty + _memory_suffix(here)
            name, count = base + suffix, 2
            while name in taken:
                suffix = f"{empty}{_memory_suffix(here)}_{count}"
                name, count = base + suffix, count + 1
            taken.add(name)
            self._ids[here] = name
            self._suffixes[here] = suffix

    def __iter__(self) -> Iterator[Configuration]:
        """The configurations in document order."""
        return iter(self._ids)

    @property
    def extended(self) -> bool:
        """Whether any value says more than those of its leaves."""
        return any(self._suffixes.values())

    def of(self, here: Configuration) -> str:
        """Return the id of a configuration."""
        return self._ids[here]

    def value_of(self, here: Configuration) -> str:
        """Return its value: the exact string of a single leaf."""
        value = _plain_value(here)
        suffix = self._suffixes[here].removeprefix("__")
        return f"{value} [{suffix}]" if suffix else value

    def plain_values(self) -> Iterator[tuple[str, str]]:
        """Yield ids and values, these without what tells equal configurations apart."""
        for here, name in self._ids.items():
            yield name, _plain_value(here)

    def by_path(self) -> dict[str, list[str]]:
        """Map the path of each leaf that is one configuration alone to its ids."""
        found: dict[str, list[str]] = {}
        for here, name in self._ids.items():
            if len(here.atoms) == 1:
                found.setdefault(".".join(here.atoms[0].path), []).append(name)
        return found

    def within(self, nodes: Iterable[Node]) -> tuple[str, ...]:
        """Return the ids of the configurations that are in one of these states."""
        wanted = set(nodes)
        return tuple(
            name
            for here, name in self._ids.items()
            if any(wanted.intersection((atom, *atom.ancestors)) for atom in here.atoms)
        )

    def parent_of(self, here: Configuration) -> str | None:
        """Return the id of the innermost compound or parallel state around all its leaves."""
        above = here.atoms[0].ancestors if here.atoms else ()
        return next(
            (
                ancestor.id
                for ancestor in above
                if all(atom.inside(ancestor) for atom in here.atoms)
            ),
            None,
        )

    def after(self, stepper: Stepper, here: Configuration, arrow: Arrow) -> str:
        """Return the id where an arrow that is never selected would lead, or its target's."""
        there = stepper.taking(here, arrow)
        return self._ids.get(there) or _target_id(arrow, here)


def _plain_value(here: Configuration) -> str:
    return " + ".join(str(atom.state.value) for atom in here.atoms)


def _is_whole(here: Configuration) -> bool:
    return bool(here.atoms) and not here.missing and all(atom.atomic for atom in here.atoms)


def _memory_suffix(here: Configuration) -> str:
    """Say what tells a configuration from others of the same leaves."""
    remembered = "".join(
        f"__{history.id}_{'_'.join(node.id for node in nodes)}" for history, nodes in here.memory
    )
    pending = "".join(f"__{event.replace('.', '_')}" for event in here.pending)
    return remembered + pending


def _target_id(arrow: Arrow, here: Configuration) -> str:
    node: Node = arrow.targets[0] if arrow.targets else here.atoms[0]
    while node.children:
        node = node.default_entry[0] if node.default_entry else node.children[0]
    return node.id
