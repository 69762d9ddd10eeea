from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest

from wayout.analysis.reading import machines_of, read, validation_off
from wayout.machines.vocabulary import Accepted, Origin

CLASS = """
    from statemachine import State, StateChart


    class Order(StateChart):{header}
        open = State(initial=True){open}
        lost = State({inside}
            value="LOST",
        )
        class held(State.Compound):{held}
            here = State(initial=True){here}
            there = State()
            walk = here.to(there){walk}
        lose = open.to(lost) | held.to(lost){lose}
        keep = open.to(held){keep}
        {line}
"""
EMPTY = dict.fromkeys(
    ("header", "open", "inside", "held", "here", "walk", "lose", "keep", "line"), ""
)

MISPLACED = (
    "its last day belongs after the bracket; write "
    "`# wayout: accept[WO203] until=2027-01-31 reason`"
)

Accept = Callable[..., list[Accepted]]


@pytest.fixture
def accept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Accept:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    name = f"order_{abs(hash(request.node.nodeid))}"

    def _accept(more: str = "", **comments: str) -> list[Accepted]:
        text = dedent(CLASS).format(**EMPTY | comments)
        (tmp_path / f"{name}.py").write_text(text + dedent(more), encoding="utf-8")
        with validation_off():
            module = import_module(name)
        return list(read(machines_of(module)[-1], target="t").accepted)

    return _accept


@pytest.mark.parametrize(
    ("where", "states", "events"),
    [
        ("header", (), ()),
        ("open", ("open",), ()),
        ("inside", ("lost",), ()),
        ("here", ("here",), ()),
        ("walk", (), ("walk",)),
        ("lose", (), ("lose",)),
    ],
)
def test_a_comment_accepts_what_its_line_declares(
    accept: Accept, where: str, states: tuple[str, ...], events: tuple[str, ...]
) -> None:
    (found,) = accept(**{where: "  # wayout: accept[WO102] known: see 1"})
    assert (found.check, found.states, found.events) == ("WO102", states, events)
    assert (found.reason, found.origin, found.problem) == ("known: see 1", Origin.INLINE, "")
    assert found.place is not None
    line = Path(found.place.path).read_text("utf-8").splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("# wayout")


def test_several_checks_by_id_or_slug_until_a_day(accept: Accept) -> None:
    one, two = accept(
        open="  # noqa: X1 # wayout: accept[wo102, admin-only-exit] a until=2027-01-31"
    )
    assert (one.check, two.check) == ("WO102", "WO203")
    assert str(one.until) == "2027-01-31"
    assert (one.reason, two.problem) == ("a", "")


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("accept[WO102]", "it gives no reason; write one after the bracket"),
        ("accept[WO102] until=2027-01-31", "it gives no reason; write one after the bracket"),
        ("accept[] why", "the comment names no check; write `# wayout: accept[WO203] reason`"),
        ("accept[WO1,] why", "the comment names no check; write `# wayout: accept[WO203] reason`"),
        ("acept[WO1] w", "the comment is not understood; write `# wayout: accept[WO203] reason`"),
        ("", "the comment is not understood; write `# wayout: accept[WO203] reason`"),
        ("accept[WO1] until=soon why", "'soon' is no date; write until=2027-01-31"),
        ("accept[WO1] until=20270131 why", "'20270131' is no date; write until=2027-01-31"),
        ("accept[WO1] (until=2027-01-31) a", "'2027-01-31)' is no date; write until=2027-01-31"),
        (
            "accept[WO1] a until: 2027-01-31",
            "'until: 2027-01-31' is no date; write until=2027-01-31",
        ),
        ("accept[WO1] why until=", "'until=' is no date; write until=2027-01-31"),
        ("accept[WO1, until=2027-01-31] why", MISPLACED),
        ("accept[WO1 until=2027-01-31] why", MISPLACED),
    ],
)
def test_what_is_wrong_with_a_comment_is_kept(accept: Accept, comment: str, problem: str) -> None:
    assert {found.problem for found in accept(open=f"  # wayout: {comment}")} == {problem}


@pytest.mark.parametrize("where", ["line", "held"])
def test_a_comment_beside_no_state_and_no_event_is_wrong(accept: Accept, where: str) -> None:
    (found,) = accept(**{where: "# wayout: accept[WO102] why"})
    assert found.problem == ("on its line no state and no event is declared; put it on such a line")


def test_only_comments_of_the_class_and_its_bases_speak(accept: Accept) -> None:
    found = accept(
        """
        X = "# wayout: accept[WO101] text"  # wayout: accept[WO102] outside

        class Special(Order):
            more = State()  # wayout: accept[WO103] own
        """,
        open="  # wayout: accept[WO104] of the base",
        line="# wayout: accept[WO105] stray in the base",
    )
    assert [(one.check, one.states) for one in found] == [
        ("WO103", ("more",)),
        ("WO104", ("open",)),
    ]
