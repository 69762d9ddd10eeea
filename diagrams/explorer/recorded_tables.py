"""The tables in a page of what logs say."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from wayout.analysis.conformance.replay.candidates import Candidate, candidates
from wayout.analysis.conformance.replay.judging import AGAINST, Judged, Outcome
from wayout.diagrams.escaping import visible
from wayout.diagrams.explorer.markup import code, joined, table, tag
from wayout.diagrams.wording import EVENTLESS

if TYPE_CHECKING:
    from wayout.analysis.conformance.replay.dwelling import Dwelling
    from wayout.analysis.conformance.replay.replaying import Replayed

_MEANS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.INITIAL: "the first of a resource, as a whole log begins",
        Outcome.PERMITTED: "a declared transition",
        Outcome.STUTTER: "leaves the state as it is",
        Outcome.DUPLICATE: "recorded twice",
        Outcome.TRUNCATED: "the first of a resource that had a life before",
        Outcome.AFTER_UNKNOWN: "follows a state that is not declared",
        Outcome.GAP: "begins in a state that was told and not recorded",
        Outcome.SKIPPED: "several declared transitions: observations are missing",
        Outcome.UNREACHABLE: "no run of the lifecycle, however much was lost",
        Outcome.AFTER_FINAL: "leaves a final state, and is not declared",
        Outcome.UNKNOWN_STATE: "leads to a state that is not declared",
    }
)


def outcome_table(found: "Replayed") -> ET.Element:
    """Return a row for each outcome that there is."""
    rows = (
        tag(
            "tr",
            tag("th", outcome.value),
            _number(count),
            tag("td", _MEANS[outcome]),
            **_tone(outcome),
        )
        for outcome, count in found.counts.items()
        if count
    )
    return table("The steps by what they are", ("Outcome", "Steps", "Which"), rows)


def _tone(outcome: Outcome) -> dict[str, str]:
    return {"class_": "against"} if outcome in AGAINST else {}


def candidate_table(found: "Replayed") -> Iterator[ET.Element]:
    """Yield the rows that would declare what was recorded."""
    rows = candidates(found, least=1)
    if not rows:
        yield tag("p", "Nothing: the lifecycle declares all that is recorded.")
        return
    yield tag(
        "p",
        "Rows for the body of the machine's class, where it should permit what was recorded. The "
        "kinds of transitions and roles of states are guesses; the sources are to be filled in.",
    )
    head = ("From", "To", "Row", "Times", "First", "Last", "Example")
    yield table("What would have to be declared", head, (_row(each) for each in rows))


def _row(each: Candidate) -> ET.Element:
    return tag(
        "tr",
        tag("th", visible(each.previous) if each.previous is not None else "(a state)"),
        tag("td", visible(each.current)),
        tag("td", code(each.row), class_="row"),
        _number(each.count),
        *_when(each.first, each.last, each.example),
    )


def _when(first: datetime, last: datetime, example: str) -> Iterator[ET.Element]:
    yield from (tag("td", str(each), class_="number") for each in (first, last))
    yield tag("td", visible(example))


def seen_table(found: "Replayed") -> ET.Element:
    """Return a row for each state that was seen."""
    role = {state.value: state.role.value for state in reversed(found.lifecycle.states)}
    rows = (
        tag("tr", tag("th", visible(value)), tag("td", role[value]), _number(count))
        for value, count in found.entered.items()
        if count
    )
    return table("The states that were seen", ("State", "Role", "Entered"), rows)


def never_seen(found: "Replayed") -> Iterator[ET.Element]:
    """Yield which states were not."""
    never = [value for value, count in found.entered.items() if not count]
    if never:
        yield tag("p", "Never seen: ", *joined(map(code, never)), ".")


def stay_tables(dwelling: "Dwelling") -> Iterator[ET.Element]:
    """Yield how long resources stay in each state, and which are stuck."""
    rows = (
        tag(
            "tr",
            tag("th", visible(each.state)),
            _number(each.stays),
            *(
                _text(_lasted(one))
                for one in (each.shortest, each.median, each.ninety, each.longest)
            ),
            _number(each.over),
        )
        for each in dwelling.stays
    )
    lasted = ("Shortest", "Median", "90 %", "Longest")
    yield table("How long resources stay", ("State", "Stays", *lasted, "Too long"), rows)
    stuck = tuple(
        tag(
            "tr",
            tag("th", visible(each.state)),
            _number(each.resources),
            _text(_lasted(dwelling.limits[each.state])),
            _text(str(each.since)),
            tag("td", visible(each.example)),
        )
        for each in dwelling.stuck
    )
    if stuck:
        head = ("State", "Resources", "Longer than", "The first since", "Example")
        yield table(f"What is stuck at {dwelling.now}", head, stuck)


def _lasted(stay: timedelta) -> str:
    return str(timedelta(seconds=round(stay.total_seconds())))


def taken_table(found: "Replayed") -> ET.Element:
    """Return a row for each event: a log does not tell which of equal transitions a step was."""
    by_event: dict[str | None, list[int]] = {}
    for step, count in found.taken.items():
        by_event.setdefault(step.event, []).append(count)
    rows = (
        tag(
            "tr",
            tag("th", EVENTLESS if event is None else visible(event)),
            _number(sum(count > 0 for count in counts)),
            _number(len(counts)),
            _number(sum(counts)),
        )
        for event, counts in by_event.items()
    )
    head = ("Event", "Transitions taken", "Of", "Steps that it may have been")
    return table("The events, and how often", head, rows)


def step_table(found: "Replayed") -> ET.Element:
    """Return a row for each sort of step: what is against the lifecycle first."""
    order = sorted(found.judged, key=lambda each: (each.outcome not in AGAINST, -each.pair.count))
    head = ("From", "To", "Outcome", "Missing", "Times", "First", "Last", "Example")
    return table("The steps", head, map(_step, order))


def _step(each: Judged) -> ET.Element:
    pair = each.pair
    tail, head = each.step
    return tag(
        "tr",
        tag("th", "(begins)" if tail is None else visible(tail)),
        tag("td", visible(head)),
        tag("td", each.outcome.value),
        _number(each.missing) if each.missing else tag("td"),
        _number(pair.count),
        *_when(pair.first, pair.last, pair.example),
        **_tone(each.outcome),
    )


def _number(number: int) -> ET.Element:
    return _text(f"{number:,}")


def _text(said: str) -> ET.Element:
    return tag("td", said, class_="number")
