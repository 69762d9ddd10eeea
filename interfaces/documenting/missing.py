"""Names that guides, dashboards and scripts use for states, and that nothing upstream writes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wayout.diagrams.tables import Cell, Span, Table, markdown
from wayout.diagrams.tables.table import code, heads, plain, prose


@dataclass(frozen=True, slots=True)
class MissingName:
    """A name that is taken for a value of a field; `instead` says what there is, in Markdown."""

    lifecycle: str
    field: str
    name: str
    instead: str


MISSING: tuple[MissingName, ...] = (
    MissingName(
        "server",
        "task_state",
        "NULL",
        "Not a string. A server without a task has the value of its vm_state alone, as `active`; "
        "in JSON its part `task_state` is null.",
    ),
    MissingName(
        "server",
        "task_state",
        "error",
        "A vm_state. The task is kept beside it until it is cleared, as in `error/rebuilding`.",
    ),
    MissingName(
        "server",
        "task_state",
        "reboot_completed",
        "Nova never had it. A reboot that is done leaves no task: `active`.",
    ),
    MissingName(
        "server",
        "task_state",
        "shelved",
        "A vm_state; the tasks that lead there are `shelving` and those of its image.",
    ),
    MissingName(
        "server",
        "task_state",
        "shelved_offloaded",
        "A vm_state; the task that leads there is `shelving_offloading`.",
    ),
    MissingName(
        "power_state",
        "power_state",
        "_unused",
        "A filler for the numbers 2 and 5 of Nova's enumeration.",
    ),
)


def missing_names(missing: Iterable[MissingName]) -> Table:
    """Return the table of these names."""
    return Table(
        "Names that do not exist",
        heads("lifecycle", "field", "name", "what is there instead"),
        tuple(tuple(_row(each)) for each in missing),
    )


def _row(each: MissingName) -> Iterator[Cell]:
    yield ((Span(each.lifecycle, link=f"lifecycles/{each.lifecycle}.md"),),)
    yield plain(each.field)
    yield code(each.name)
    yield (prose(each.instead),)


def page_of_missing_names() -> str:
    """Return docs/reference/names-that-do-not-exist.md."""
    return "\n".join(
        (
            "# Names that do not exist",
            "",
            "Guides, dashboards and scripts use these names for states. No lifecycle has them,",
            "because nothing writes them: a program that waits for one waits for ever.",
            "This page is generated.",
            "",
            markdown(missing_names(MISSING)),
            "`none` as the migration status of a volume is a name that requests use. What is",
            "stored is null, and the lifecycle `volume_migration` calls that state `none`.",
            "",
        )
    )
