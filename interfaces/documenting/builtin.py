"""The pages of the built-in lifecycles, by their paths under docs/reference."""

from collections.abc import Mapping
from importlib import import_module
from inspect import getdoc

from wayout.analysis.reading import read
from wayout.interfaces.documenting.commands import page_of_commands
from wayout.interfaces.documenting.missing import MISSING, page_of_missing_names
from wayout.interfaces.documenting.pages import page
from wayout.interfaces.documenting.subject import Subject
from wayout.machines import BUILTIN


def pages() -> Mapping[str, str]:
    """Return each page's text by its path: lifecycles, command line, missing names."""
    subjects = tuple(map(subject_of, BUILTIN))
    return {
        **{f"lifecycles/{each.lifecycle.name}.md": page(each) for each in subjects},
        "names-that-do-not-exist.md": page_of_missing_names(),
        "command-line.md": page_of_commands(),
    }


def subject_of(name: str) -> Subject:
    """Read a built-in lifecycle, and gather what its page needs.

    Raises:
        KeyError: no lifecycle is called so.
    """
    module, _, attribute = BUILTIN[name].partition(":")
    lifecycle = read(getattr(import_module(module), attribute), target=name, name=name)
    paths = {step.location.path for step in lifecycle.transitions if step.location}
    return Subject(
        lifecycle=lifecycle,
        explained={path: _docstring(path) for path in sorted(paths)},
        missing=tuple(each for each in MISSING if each.lifecycle == name),
    )


def _docstring(path: str) -> str:
    module = import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    return getdoc(module) or ""
