"""The pages of the built-in lifecycles and systems, by their paths under docs/reference."""

from collections.abc import Mapping
from importlib import import_module
from inspect import getdoc
from pkgutil import resolve_name

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.documenting.commands import page_of_commands
from wayout.interfaces.documenting.failed import page_of_failed_claims
from wayout.interfaces.documenting.missing import MISSING, page_of_missing_names
from wayout.interfaces.documenting.pages import page
from wayout.interfaces.documenting.subject import Subject
from wayout.interfaces.documenting.systems import Group, page_of_system, page_of_systems
from wayout.interfaces.loading import load
from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS
from wayout.machines.vocabulary.systems import System


def pages() -> Mapping[str, str]:
    """Return each page's text by its path: lifecycles, systems, command line, tables of names."""
    subjects = tuple(map(subject_of, BUILTIN))
    groups = tuple(map(group_of, SYSTEMS))
    claimed: tuple[Lifecycle | DeclaredSystem, ...] = (
        *(each.lifecycle for each in subjects),
        *(each.declared for each in groups),
    )
    return {
        **{f"lifecycles/{each.lifecycle.name}.md": page(each) for each in subjects},
        **{f"systems/{each.declared.name}.md": page_of_system(each) for each in groups},
        "systems.md": page_of_systems(groups),
        "failed-claims.md": page_of_failed_claims(claimed),
        "names-that-do-not-exist.md": page_of_missing_names(),
        "command-line.md": page_of_commands(),
    }


def subject_of(name: str) -> Subject:
    """Read a built-in lifecycle, and gather what its page needs.

    Raises:
        KeyError: no lifecycle is called so.
    """
    lifecycle = read(resolve_name(BUILTIN[name]), target=name, name=name)
    paths = {step.location.path for step in lifecycle.transitions if step.location}
    return Subject(
        lifecycle=lifecycle,
        explained={path: _docstring(path) for path in sorted(paths)},
        missing=tuple(each for each in MISSING if each.lifecycle == name),
    )


def group_of(name: str) -> Group:
    """Read a built-in system, and gather what its page needs.

    Raises:
        KeyError: no system is called so.
    """
    declared: type[System] = resolve_name(SYSTEMS[name])
    names = {place: built_in for built_in, place in BUILTIN.items()}
    kinds = {
        copy: names.get(f"{member.machine.__module__}:{member.machine.__qualname__}", "")
        for member in declared.members
        for copy in member.names
    }
    (system,) = load([name]).systems
    sources = {event: step.source for event, step in declared.steps.items()}
    return Group(system, kinds, sources)


def _docstring(path: str) -> str:
    module = import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    return getdoc(module) or ""
