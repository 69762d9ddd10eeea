"""What a page of the docs says of a lifecycle, by small ones."""

import pytest

from wayout.analysis.grouping import operations
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.diagrams.tables.effects import effects
from wayout.diagrams.tables.markdown import cell
from wayout.interfaces.documenting.courses import courses
from wayout.interfaces.documenting.pages import page
from wayout.interfaces.documenting.subject import Subject
from wayout.interfaces.reporters.wording import run
from wayout.machines.vocabulary import (
    Absent,
    Accepted,
    Actor,
    Admin,
    AnyOf,
    Error,
    Failure,
    Final,
    Machine,
    Progress,
    Request,
    Revert,
    Stable,
    Success,
    Transient,
)


class Door(Machine):
    """A door <b>.

    Read: `door|2`.
    """

    absent = Absent()
    shut = Stable(value="SHUT")
    unlocking = Transient(value="UNLOCKING")
    opening = Transient(value="OPENING")
    ajar = Stable(value="A|JAR")
    stuck = Error("a __bad__ *door*", value="STUCK")
    gone = Final(value="GONE")
    live = AnyOf(shut, unlocking, opening, ajar, stuck)

    build = Request(absent.to(shut), source="door/api.py:build")
    open = Request(shut.to(unlocking), source="door/api.py:open")
    open_unlocked = Progress(unlocking.to(opening), source="door/motor.py")
    open_done = Success(opening.to(ajar), source="door/motor.py")
    open_pushed = Success(opening.to(ajar), source="door/hand.py", unsure=True)
    open_failed = Failure(opening.to(stuck), source="door/motor.py")
    open_forgotten = Request(unlocking.to(shut), source="door/api.py", actor=Actor.SERVICE)
    open_locked = Revert(unlocking.to(shut), source="door/motor.py")
    blown_open = Success(live.to(ajar), source="wind")
    scrap = Admin(live.to(gone, cond="allowed"), source="a")

    allowed: bool = True
    accepted = (
        Accepted("WO203", states=("stuck",), reason="it *sticks*", reference="a.py:f; see https"),
    )


@pytest.fixture(scope="module")
def door() -> Lifecycle:
    return read(Door, target="door.py:Door", name="door")


def test_events_are_grouped_by_the_words_they_share(door: Lifecycle) -> None:
    found = {each.name: [event for event, _ in each.events] for each in operations(door)}
    assert found == {
        "events on their own": ["build", "blown_open", "scrap"],
        "open": [event for event in door.events if event.startswith("open")],
    }


def test_a_request_has_its_shortest_runs(door: Lifecycle) -> None:
    _, opening = operations(door)
    (course,) = courses(door, opening)
    assert course.event == "open"
    assert course.success is not None
    assert course.failure is not None
    assert run(course.success.run) == (
        "SHUT -open-> UNLOCKING -open_unlocked-> OPENING -open_done-> A|JAR"
    )
    assert course.success.also == ("open_pushed",)
    assert run(course.failure.run) == "SHUT -open-> UNLOCKING -open_locked-> SHUT"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("open", ["`SHUT` → `UNLOCKING`"]),
        ("blown_open", [r"any live state → `A\|JAR`"]),
        ("scrap", ["any live state → `GONE` if `allowed`"]),
    ],
)
def test_where_an_event_leads_is_said_in_few_words(
    door: Lifecycle, event: str, said: list[str]
) -> None:
    steps = [step for step in door.transitions if step.event == event]
    assert [cell((line,)) for line in effects(door, steps)] == said


def test_nothing_that_a_lifecycle_says_is_markdown(door: Lifecycle) -> None:
    text = page(Subject(door, explained={}))
    assert r"A door \<b\>." in text
    assert r"| a \_\_bad\_\_ \*door\* |" in text
    assert r"| `A\|JAR` |" in text
    assert "<br>inferred, not read" in text
    assert r"| `STUCK` | it \*sticks\* | `a.py:f`<br>see https |" in text
