"""The pages of the built-in lifecycles, by their paths under docs/reference."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from inspect import getdoc

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.diagrams.tables import Cell, Span, Table, markdown
from wayout.diagrams.tables.table import heads, plain, prose
from wayout.interfaces.documenting.missing import MISSING, page_of_missing_names
from wayout.interfaces.documenting.pages import page
from wayout.interfaces.documenting.subject import Subject
from wayout.machines import BUILTIN


def pages() -> Mapping[str, str]:
    """Return each page's text by its path: one for each lifecycle, their index, missing names."""
    subjects = tuple(map(subject_of, BUILTIN))
    return {
        **{f"lifecycles/{each.lifecycle.name}.md": page(each) for each in subjects},
        "lifecycles.md": index(each.lifecycle for each in subjects),
        "names-that-do-not-exist.md": page_of_missing_names(),
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


def index(lifecycles: Iterable[Lifecycle]) -> str:
    """Return the page that links those of the lifecycles."""
    table = Table(
        "The lifecycles",
        heads("lifecycle", "what it models", "states", "transitions", "known defects"),
        tuple(tuple(_entry(lifecycle)) for lifecycle in lifecycles),
        right=frozenset({"states", "transitions", "known defects"}),
    )
    return "\n".join(
        (
            "# The lifecycles",
            "",
            "A page for each: what it models, a diagram, its states, its operations with their",
            "shortest runs, and the known defects of the real system. These pages are generated.",
            "",
            markdown(table),
            "[Names that do not exist](names-that-do-not-exist.md) are those that guides use, and",
            "that nothing writes.",
            "",
        )
    )


def _entry(lifecycle: Lifecycle) -> Iterator[Cell]:
    yield ((Span(lifecycle.name, link=f"lifecycles/{lifecycle.name}.md"),),)
    yield (prose(lifecycle.title),)
    yield plain(f"{len(lifecycle.states):,}")
    yield plain(f"{len(lifecycle.transitions):,}")
    yield plain(f"{len(lifecycle.accepted):,}")


def _docstring(path: str) -> str:
    module = import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    return getdoc(module) or ""
