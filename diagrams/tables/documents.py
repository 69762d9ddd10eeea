"""Several tables, each under its title."""

from collections.abc import Iterable, Iterator

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.escaping import spelt
from wayout.diagrams.tables import TABLES, WRITERS, Table
from wayout.diagrams.tables.markdown import escaped
from wayout.diagrams.tables.rst import heading


def everything(lifecycle: Lifecycle) -> Iterator[Table]:
    """Yield the tables that together say all of a lifecycle, but for those without rows."""
    for name in ("states", "transitions", "statuses", "accepted"):
        yield from (table for table in TABLES[name](lifecycle) if table.rows)


def documents(form: str, tables: Iterable[Table]) -> str:
    """Return the tables in a format of `WRITERS`; those with one title stand under it together."""
    parts: list[str] = []
    title: str | None = None
    for table in tables:
        if table.title != title:
            title = table.title
            parts.append(_heading(form, title))
        parts.append(WRITERS[form](table))
    return "\n".join(parts)


def _heading(form: str, title: str) -> str:
    match form:
        case "markdown":
            return f"## {escaped(title)}\n"
        case "rst":
            return heading(title)
        case _:
            return f"{spelt(title)}\n"
