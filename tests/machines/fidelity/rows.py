"""The reference rows of a lifecycle, expanded into single steps.

A row says much at once: lists, any state, the value a column keeps or that was saved before.
`expand` writes it out. Rows are facts read from the real source; the declared machines are held
against them. In cells, lists are separated by `;` and

- `ANY`: any live state, that is, none that is deleted or destroyed;
- `SAME`: the column is not written;
- `NONE`: no value; for a record's status no record, before it is made or after it is destroyed;
- `ABSENT`, `GONE`: no record yet, the record destroyed;
- `PREVIOUS`: the value that the column `previous_status` holds.

A row that lists the same values before and after leaves each as it is. Rows of what Nova's compute
service does when it starts are called `init-host` and bear the kind of their outcome; here all
of them are of the kind `startup`.
"""

import csv
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from tests.machines.fidelity.exceptions import JOINED, SAVED, SPREAD, UNSURE_BY_NOTE

from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("WAYOUT_SHARED") or ROOT.parent / "shared")
FILES = {"image_task": "task", "floating_ip": "floatingip"}
"""Where the file of a lifecycle is not called as the lifecycle."""

_NOT_LIVE = ("ABSENT", "GONE")
_PLACE = re.compile(
    r"(?P<path>[\w/.-]+\.(?:py|rst))(?:[: ](?P<function>[\w.]+))?"
    r"|(?:; | \+ )(?P<bare>\w[\w.]*)(?=$|;| \+)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a step does: the names by which rows and declarations find each other."""

    event: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Traits:
    """What is said of a step. `places`: upstream paths with functions, `path:Class.function`."""

    kind: str
    places: frozenset[str]
    unsure: bool


def shared(*names: str) -> Path:
    """Where reference material lies; the test skips where there is none."""
    path = SHARED.joinpath(*names)
    if not path.exists():
        pytest.skip(f"the reference rows are not here: no {Path(*names)} beside the checkout")
    return path


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a lifecycle as their file spells them."""
    path = shared("lifecycles", f"{FILES.get(name, name)}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expand(lifecycle: Lifecycle) -> Iterator[tuple[Change, Traits]]:
    """Write every row out into its steps."""
    rows = read_rows(lifecycle.name)
    for row in rows:
        event = event_name(row["event"])
        unsure = row["source"].startswith("unsure") or row.get("certainty") == "unsure"
        traits = Traits(
            kind="startup" if "init-host" in row["event"].split("/") else row["kind"],
            places=places(row["source"]),
            unsure=unsure or (lifecycle.name, event) in UNSURE_BY_NOTE,
        )
        for before, after in _steps(row, rows, lifecycle):
            yield Change(event, before, after), traits


def event_name(label: str) -> str:
    """Return the Python name of an event, as declarations spell it.

    >>> event_name("create/claimed-by-compute"), event_name("target.create")
    ('create_claimed_by_compute', 'target_create')
    """
    return re.sub(r"[/.-]", "_", label)


def places(source: str) -> frozenset[str]:
    """Return the upstream places that a source names, without its remarks.

    >>> sorted(places("nova/compute/api.py API.delete"))
    ['nova/compute/api.py:API.delete']
    >>> sorted(places("unsure (read): a/b.py:Image.stage (from) + _restore; Task.run"))
    ['a/b.py:Image._restore', 'a/b.py:Image.stage', 'a/b.py:Task.run']
    """
    found = set()
    path = owner = ""
    for match in _PLACE.finditer(re.sub(r" \([^()]*\)", "", source)):
        function = match["function"] or match["bare"] or ""
        path = match["path"] or path
        if match["bare"] and "." not in function:
            function = f"{owner}.{function}"
        owner = function.rpartition(".")[0]
        if path:
            found.add(f"{path}:{function}".rstrip(".:"))
    return frozenset(found)


def _steps(
    row: dict[str, str], rows: list[dict[str, str]], lifecycle: Lifecycle
) -> Iterable[tuple[str, str]]:
    if "from_vm_state" in row:
        return _pair_steps(row, lifecycle)
    if "migration_type" in row:
        return _typed_steps(row, lifecycle)
    return _plain_steps(row, rows, lifecycle)


def _plain_steps(
    row: dict[str, str], rows: list[dict[str, str]], lifecycle: Lifecycle
) -> Iterator[tuple[str, str]]:
    record = SPREAD.get((lifecycle.name, row["event"].partition(".")[0]), "")
    no_record = lifecycle.name != "volume_migration"  # its NONE is a value of the column
    before = _cell(row["from"], live(lifecycle, record), "ABSENT" if no_record else "none", record)
    after = _cell(row["to"], (), "GONE" if no_record else "none", record)
    kept = row["from"] == row["to"]  # each status of the list stays as it is
    for start, end in zip(before, after, strict=True) if kept else product(before, after):
        if end == "PREVIOUS":
            yield from ((start, saved) for saved in _previous(start, row, rows))
        else:
            yield start, end


def _cell(cell: str, any_state: Iterable[str], nothing: str, record: str) -> list[str]:
    if cell == "ANY":
        return list(any_state)
    return [nothing if word == "NONE" else f"{record}{word}" for word in cell.split(";")]


def _previous(start: str, row: dict[str, str], rows: list[dict[str, str]]) -> list[str]:
    """What previous_status may hold: where the requests that led to this state began."""
    if (told := SAVED.get(event_name(row["event"]))) is not None:
        return list(told.values)
    began = [
        word
        for other in rows
        if other["kind"] == "request" and other["to"] == start
        for word in other["from"].split(";")
    ]
    assert began, f"nobody says what {row['event']} from {start} finds in previous_status"
    return list(dict.fromkeys(began))


def _pair_steps(row: dict[str, str], lifecycle: Lifecycle) -> Iterator[tuple[str, str]]:
    vm_states, tasks = _fields(lifecycle)
    before = product(
        _cell(row["from_vm_state"], vm_states, "NONE", ""),
        _cell(row["from_task_state"], tasks, "NONE", ""),
    )
    after = list(product(row["to_vm_state"].split(";"), row["to_task_state"].split(";")))
    for (vm_state, task), (to_vm_state, to_task) in product(before, after):
        yield (
            pair(vm_state, task),
            pair(
                vm_state if to_vm_state == "SAME" else to_vm_state,
                task if to_task == "SAME" else to_task,
            ),
        )


def pair(vm_state: str, task: str) -> str:
    """Return a server's value as declarations spell it.

    >>> pair("active", "NONE"), pair("active", "rebooting"), pair("GONE", "GONE")
    ('active', 'active/rebooting', 'GONE')
    """
    return vm_state if task in ("NONE", *_NOT_LIVE) else f"{vm_state}/{task}"


def _fields(lifecycle: Lifecycle) -> tuple[list[str], list[str]]:
    """Every live vm_state, and every task with none: what `ANY` means in each column."""
    values = [value.partition("/") for value in live(lifecycle, "")]
    tasks = [task for _, _, task in values if task]
    return list(dict.fromkeys(head for head, _, _ in values)), list(dict.fromkeys(["NONE", *tasks]))


def _typed_steps(row: dict[str, str], lifecycle: Lifecycle) -> Iterator[tuple[str, str]]:
    """Steps of a record that has a type besides its status, and keeps it for life."""
    values = {state.parts: state.value for state in lifecycle.states}
    for kind in dict.fromkeys(JOINED.get(word, word) for word in row["migration_type"].split(";")):
        for words in product(row["from_status"].split(";"), row["to_status"].split(";")):
            parts = [(("migration_type", kind), ("status", word)) for word in words]
            before, after = (
                word if word in _NOT_LIVE else values.get(part, f"{kind}/{word}")
                for word, part in zip(words, parts, strict=True)
            )
            yield before, after


def live(lifecycle: Lifecycle, record: str) -> list[str]:
    """The values of the live states of a record: neither absent nor final."""
    records = [spread for (name, _), spread in SPREAD.items() if name == lifecycle.name and spread]
    return [
        state.value
        for state in lifecycle.states
        if state.role is not Role.FINAL and state.value not in _NOT_LIVE
        if state.value.startswith(record)
        if record or not any(state.value.startswith(other) for other in records)
    ]
