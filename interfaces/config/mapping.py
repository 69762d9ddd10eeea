"""The tables of a mapping: which facts of a project's source bind which lifecycle."""

import posixpath
from collections.abc import Callable, Iterator

from wayout.analysis.conformance.drift.bindings import (
    Binding,
    ConstantsBinding,
    DocsBinding,
    GuardsBinding,
    Machine,
    MapBinding,
    Mapping,
    TableBinding,
    WritesBinding,
)
from wayout.interfaces.config.accepting import read_accepted
from wayout.interfaces.config.fields import Tables
from wayout.machines.vocabulary import Place

_SHAPES = ("statuses", "terms", "transitions", "commands")
_Base = tuple[str, str, str, Place]


def read_projects(tables: Tables) -> Iterator[tuple[Mapping, str]]:
    """Yield the mapping of each project in the table `drift`, with the path of its source."""
    projects = tables.table("drift")
    if projects is None:
        return
    for project in projects.keys():  # noqa: SIM118 - no mapping
        inner = projects.table(project)
        if inner is not None:
            path = inner.text("path", "")
            yield read_mapping(project, inner), path
            inner.close()
    projects.close()


def read_mapping(project: str, tables: Tables) -> Mapping:
    """Return what a table says of a project. Whoever hands it over closes it."""
    release = tables.text("release", "")
    bindings = tuple(each for key, read in _SORTS for each in _sort(tables, key, read))
    return Mapping(project, release, bindings, read_accepted(tables), tuple(_machines(tables)))


def _machines(tables: Tables) -> Iterator[Machine]:
    for base, inner in _bases(tables, "machines"):
        yield Machine(*base)
        inner.close()


def _sort(
    tables: Tables, key: str, read: "Callable[[_Base, Tables], Binding]"
) -> Iterator[Binding]:
    for base, inner in _bases(tables, key):
        yield read(base, inner)
        inner.close()


def _bases(tables: Tables, key: str) -> Iterator[tuple[_Base, Tables]]:
    for inner in tables.tables(key):
        lifecycle = inner.label("lifecycle")
        path, _, name = inner.label("source").partition(":")
        path = posixpath.normpath(path) if path else path
        if path.startswith("/") or ".." in path.split("/"):
            inner.wrong("source", f"{path!r} leads out of the source; begin at its root")
        line = inner.problems.text.of(inner.path) or 1
        yield (lifecycle, path, name, Place("", inner.problems.shown, line)), inner


def _constants(base: _Base, inner: Tables) -> Binding:
    return ConstantsBinding(
        *base,
        part=_maybe(inner, "part"),
        only=inner.texts("only") or ("*",),
        whole=not inner.flag("some"),
        compared=inner.text("compared", ""),
    )


def _guards(base: _Base, inner: Tables) -> Binding:
    fields = inner.table("fields")
    return GuardsBinding(
        *base,
        decorator=inner.text("decorator", ""),
        fields=tuple(_texts_of(fields)) or (("status", ""),),
        events=tuple(_lists_of(inner.table("events"))),
        on=inner.texts("on") or ("*",),
        when=_maybe(inner, "when"),
        refuses=inner.texts("refuses"),
    )


def _table(base: _Base, inner: Tables) -> Binding:
    return TableBinding(*base, labels=inner.flag("labels"))


def _map(base: _Base, inner: Tables) -> Binding:
    return MapBinding(*base, parts=inner.texts("parts"), rest=_maybe(inner, "rest"))


def _writes(base: _Base, inner: Tables) -> Binding:
    return WritesBinding(
        *base,
        field=inner.text("field", "status"),
        part=_maybe(inner, "part"),
        on=inner.texts("on") or ("*",),
        besides=inner.texts("besides"),
    )


def _docs(base: _Base, inner: Tables) -> Binding:
    return DocsBinding(
        *base,
        shape=inner.word("shape", _SHAPES) or "statuses",
        words=tuple(_lists_of(inner.table("words"))),
        events=tuple(_lists_of(inner.table("events"))),
        column=inner.text("column", ""),
        part=_maybe(inner, "part"),
        public=inner.flag("public"),
        labels=inner.flag("labels"),
        whole=not inner.flag("some"),
        everywhere=inner.texts("everywhere"),
    )


_SORTS: tuple[tuple[str, Callable[[_Base, Tables], Binding]], ...] = (
    ("constants", _constants),
    ("guards", _guards),
    ("tables", _table),
    ("maps", _map),
    ("writes", _writes),
    ("docs", _docs),
)


def _maybe(inner: Tables, key: str) -> str | None:
    return inner.text(key, "") or None


def _texts_of(inner: Tables | None) -> Iterator[tuple[str, str]]:
    if inner is not None:
        yield from ((key, inner.text(key)) for key in inner.keys())  # noqa: SIM118 - no mapping
        inner.close()


def _lists_of(inner: Tables | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    if inner is not None:
        yield from ((key, inner.texts(key)) for key in inner.keys())  # noqa: SIM118 - no mapping
        inner.close()
