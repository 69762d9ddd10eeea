"""What cannot be drawn whole is drawn with less, and says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.diagrams.examples import ORDER, PARCEL

from wayout.analysis.lifecycle import Compound, Lifecycle, State, Transition
from wayout.diagrams import (
    FORMATS,
    Detail,
    Drawing,
    LimitReached,
    RendererFailed,
    TooLarge,
    View,
    draw,
    mermaid,
    pictures,
    plan,
)
from wayout.diagrams.tabled import tabled
from wayout.machines.vocabulary import Kind, Role

Fail = Callable[..., None]


def ring(states: int, *, per_state: int = 1, length: int = 1) -> Lifecycle:
    """Return a flat lifecycle with `per_state` steps from each state, all of one event each."""
    names = [f"s{index}" for index in range(states)]
    return Lifecycle(
        name="ring",
        title="ring",
        target="ring",
        initial=("s0",),
        states=tuple(
            State(id=name, value=name.ljust(length, "x"), role=Role.STABLE) for name in names
        ),
        transitions=tuple(
            Transition(
                event=f"e{index}_{turn}".ljust(length, "x"),
                from_state=name,
                to_state=names[(index + turn) % states],
                kind=Kind.REQUEST,
            )
            for index, name in enumerate(names)
            for turn in range(1, per_state + 1)
        ),
    )


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Let rendering fail until there is little enough to draw."""

    def until(enough: Detail, error: Exception) -> None:
        order = list(Detail)

        def render(drawing: Drawing, *_args: object, **_options: object) -> bytes:
            if order.index(drawing.detail) < order.index(enough):
                raise error
            return " ".join(drawing.summary).encode()

        monkeypatch.setattr(pictures, "render", render)

    return until


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_drawn(form: pictures.AnyFormat) -> None:
    picture = draw(ORDER, form)
    assert picture.data
    assert (picture.form, picture.detail) == (form, Detail.FULL)


@pytest.mark.parametrize("error", [LimitReached("dot", 10), RendererFailed("dot", -11, "")])
@pytest.mark.parametrize("enough", [Detail.QUIET, Detail.FOLDED, Detail.GROUPS])
def test_less_is_drawn_and_the_picture_says_so(
    limited: Fail, enough: Detail, error: Exception
) -> None:
    limited(enough, error)
    picture = draw(PARCEL, "svg")
    assert picture.detail is enough
    assert b"Simplified" in picture.data


def test_in_the_end_there_is_a_notice(limited: Fail) -> None:
    limited(Detail.NOTICE, LimitReached("dot", 10))
    picture = draw(PARCEL, "svg")
    assert picture.detail is Detail.NOTICE
    assert b"It could not be laid out" in picture.data


def test_when_nothing_helps_the_reason_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    crashed = RendererFailed("dot", -11, "")

    def render(*_args: object, **_options: object) -> bytes:
        raise crashed

    monkeypatch.setattr(pictures, "render", render)
    with pytest.raises(RendererFailed):
        draw(ORDER, "svg")


def test_large_lifecycles_are_planned_with_less() -> None:
    assert plan(ring(100)).detail is Detail.FULL
    assert plan(ring(100, per_state=2)).detail is Detail.QUIET
    assert plan(ring(100, per_state=4)).detail is Detail.GROUPS
    assert plan(ring(501)).detail is Detail.GROUPS
    many = replace(ORDER, states=ORDER.states * 7)
    assert plan(many).detail is Detail.GROUPS


def test_quiet_drawings_keep_events_in_tooltips() -> None:
    text = draw(PARCEL, "dot", detail=Detail.QUIET).data.decode()
    assert 'label=" create "' not in text
    assert "create (request): shop/api.py:create" in text


@pytest.mark.parametrize("form", ["mermaid", "plantuml"])
@pytest.mark.parametrize(
    ("detail", "said"), [(Detail.QUIET, False), (Detail.FOLDED, True), (Detail.FULL, False)]
)
def test_text_speaks_of_no_tooltips(form: str, detail: Detail, said: bool) -> None:  # noqa: FBT001 - a case
    text = draw(PARCEL, form, detail=detail).data.decode()
    assert "tooltip" not in text
    assert ("an event that starts in a fifth of the states is listed" in text) is said
    assert "create" in text


def test_mermaid_has_limits() -> None:
    with pytest.raises(TooLarge, match="ring is too large: it has 601 lines, and at most 500"):
        mermaid(plan(ring(600), Detail.FULL))
    with pytest.raises(TooLarge, match="characters, and at most 50,000 by Mermaid"):
        mermaid(plan(ring(450, length=200), Detail.FULL))


def test_mermaid_falls_back_to_groups() -> None:
    lifecycle = ring(400)
    assert draw(lifecycle, "mermaid").detail is Detail.GROUPS


def test_a_table_stands_for_what_mermaid_cannot_show_even_as_groups() -> None:
    whole = ring(60, per_state=59)
    parted = replace(
        whole,
        states=tuple(
            replace(state, parent=f"c{index // 2}") for index, state in enumerate(whole.states)
        ),
        compounds=tuple(Compound(f"c{index}", f"c{index}") for index in range(30)),
    )
    picture = draw(parted, "mermaid")
    assert (picture.form, picture.detail) == ("markdown", Detail.NOTICE)
    assert picture.notice.startswith("ring is too large: it has 871 lines")
    comment, empty, head, *rows = picture.data.decode().splitlines()
    why = "A table instead of a Mermaid diagram: 871 lines, at most 500 by Mermaid"
    assert (comment, empty) == (f"<!-- {why} -->", "")
    assert head == "| event | kind | actor | effect | source |"
    assert len(rows) == 1 + len({step.event for step in parted.transitions})


def test_a_table_shows_only_what_the_view_does() -> None:
    reason = TooLarge("parcel", "501 lines", "500 by Mermaid")
    text = tabled(PARCEL, reason, View(failures=True))
    events = {step.event for step in PARCEL.transitions if step.kind is Kind.FAILURE}
    *rows, empty, left_out = text.splitlines()[4:]
    assert {row.split("`")[1] for row in rows} == events
    assert not empty
    assert left_out.startswith("Left out of this view: ")


def test_what_is_shown_instead_is_told() -> None:
    picture = draw(ring(600), "mermaid", detail=Detail.FULL)
    assert picture.notice.startswith("ring is too large: it has 601 lines")
    assert picture.detail is Detail.GROUPS
    assert draw(ORDER, "mermaid").notice == ""
