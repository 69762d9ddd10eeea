"""Each lifecycle is its reference rows: every step of a row is declared, and nothing else is."""

from dataclasses import replace

import pytest
from tests.machines.fidelity import exceptions
from tests.machines.fidelity.accounting import BY_ROW, account
from tests.machines.fidelity.exceptions import Added, Different, Undeclared
from tests.machines.fidelity.rows import FILES, event_name, expand, read_rows, shared
from tests.machines.walking import load

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.reading import read
from wayout.machines import BUILTIN
from wayout.machines.vocabulary import Kind

WITH_ROWS = tuple(name for name in BUILTIN if name not in exceptions.WITHOUT_ROWS)


@pytest.fixture(scope="module")
def image() -> Lifecycle:
    return read(load("image"), target="image")


@pytest.mark.parametrize("name", WITH_ROWS)
def test_machine_and_rows_say_the_same(name: str) -> None:
    lifecycle = read(load(name), target=name)
    found = account(lifecycle)
    assert not found.problems, "\n".join(found.problems[:20])
    assert not lifecycle.shadowed, "declared, but an earlier transition always wins"
    assert found.steps[BY_ROW] == found.declared[BY_ROW]
    assert sum(found.steps.values()) == len({change for change, _ in expand(lifecycle)})
    assert sum(found.declared.values()) == len(
        {(step.event, step.from_state, step.to_state) for step in lifecycle.transitions}
    )


@pytest.mark.parametrize("name", WITH_ROWS)
def test_every_row_has_steps(name: str) -> None:
    rows = {event_name(row["event"]) for row in read_rows(name)}
    steps = {change.event for change, _ in expand(read(load(name), target=name))}
    assert rows == steps


def test_each_file_of_rows_is_that_of_a_lifecycle() -> None:
    files = {path.stem for path in shared("lifecycles").glob("*.csv")}
    assert {FILES.get(name, name) for name in WITH_ROWS} == files
    assert set(exceptions.WITHOUT_ROWS) == set(BUILTIN) - set(WITH_ROWS)


def _index(lifecycle: Lifecycle, event: str) -> int:
    return next(i for i, step in enumerate(lifecycle.transitions) if step.event == event)


def _with(lifecycle: Lifecycle, index: int, *steps: Transition) -> Lifecycle:
    kept = list(lifecycle.transitions)
    kept[index : index + 1] = steps
    return replace(lifecycle, transitions=tuple(kept))


def test_a_step_that_is_left_out_is_found(image: Lifecycle) -> None:
    (problem,) = account(_with(image, _index(image, "upload_start"))).problems
    assert problem.startswith("not declared: Change(event='upload_start', before='queued'")


def test_a_step_too_many_is_found(image: Lifecycle) -> None:
    index = _index(image, "upload_start")
    step = image.transitions[index]
    more = _with(image, index, step, replace(step, from_state="active"))
    (problem,) = account(more).problems
    assert problem.startswith("in no row: Change(event='upload_start', before='active'")


@pytest.mark.parametrize(
    ("trait", "change"),
    [
        ("kind", {"kind": Kind.ADMIN}),
        ("places", {"source": "glance/api/v2/images.py:ImagesController.create"}),
        ("unsure", {"unsure": True}),
    ],
)
def test_another_kind_source_or_certainty_is_found(
    image: Lifecycle, trait: str, change: dict[str, object]
) -> None:
    index = _index(image, "upload_start")
    other = replace(image.transitions[index], **change)  # type: ignore[arg-type]  # as given above
    (problem,) = account(_with(image, index, other)).problems
    assert f"the row's {trait} is" in problem


def test_an_exception_that_applies_to_nothing_is_found(
    image: Lifecycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        exceptions,
        "UNDECLARED",
        (*exceptions.UNDECLARED, Undeclared("image", "delete", "a test", before=("absent",))),
    )
    monkeypatch.setattr(exceptions, "ADDED", (Added("image", "melt", "a test"),))
    monkeypatch.setattr(exceptions, "DIFFERENT", (Different("image", "purge", "kind", "a test"),))
    problems = account(image).problems
    assert len(problems) == 3
    assert all(problem.startswith("applies to nothing any more: ") for problem in problems)


def test_every_exception_says_why_and_of_what() -> None:
    listed = (*exceptions.UNDECLARED, *exceptions.ADDED, *exceptions.DIFFERENT)
    assert all(exception.reason for exception in listed)
    assert {exception.lifecycle for exception in listed} <= set(WITH_ROWS)
    assert set(exceptions.UNREACHED) <= set(WITH_ROWS)


def test_readings_of_rows_apply_to_rows() -> None:
    previous = {event_name(row["event"]) for row in read_rows("volume") if row["to"] == "PREVIOUS"}
    assert set(exceptions.SAVED) <= previous
    for lifecycle, event in exceptions.UNSURE_BY_NOTE:
        (row,) = [row for row in read_rows(lifecycle) if event_name(row["event"]) == event]
        assert not row["source"].startswith("unsure")
