"""What TARGETs hold, with the names that it is reported by."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from wayout.analysis.check import Subject
from wayout.analysis.finding import Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.loading.found import Found

Begin = Callable[[Subject], None]
"""What begins with a lifecycle or system while others are still read."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What TARGETs hold. No two lifecycles or systems have the same name.

    `unfinished` are what a limit kept from being read. `files` maps what was read from data files
    to these.
    """

    lifecycles: tuple[Lifecycle, ...]
    unfinished: tuple[Unfinished, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    systems: tuple[DeclaredSystem, ...] = ()


def named_apart(items: Sequence[Found]) -> Loaded:
    """Return what was found, named by its plain names; where two have the same, by its TARGET."""
    counts = Counter(item.name for item in items)
    lifecycles: list[Lifecycle] = []
    unfinished: list[Unfinished] = []
    files: dict[str, str] = {}
    systems: list[DeclaredSystem] = []
    for item in items:
        name = item.name if counts[item.name] == 1 else item.qualified
        match item.content:
            case Unfinished():
                unfinished.append(item.content)
            case Lifecycle():
                lifecycles.append(replace(item.content, name=name))
            case DeclaredSystem():
                systems.append(replace(item.content, name=name))
        if item.file is not None:
            files[name] = item.file
    found = tuple(lifecycles), tuple(unfinished), MappingProxyType(files), tuple(systems)
    return Loaded(*found)
