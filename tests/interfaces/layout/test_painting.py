import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayout.interfaces.layout import Line, Page, Screen, Span, Table, Tone, paint, visible

SCREENS = [None, Screen(80, colour=False), Screen(80, colour=True)]
ANSI = re.compile(r"\x1b\[[0-9;]*m")

TABLE = Table(
    head=("NAME", "STATES"),
    rows=(("server", "162"), ("image", "[b]")),
    right=frozenset({1}),
    indent=2,
)


def shown(page: Page, screen: Screen | None) -> list[str]:
    return [line.rstrip() for line in ANSI.sub("", paint(page, screen)).splitlines()]


@pytest.mark.parametrize("screen", SCREENS)
def test_columns_are_aligned(screen: Screen | None) -> None:
    assert shown((TABLE,), screen) == [
        "  NAME    STATES",
        "  server     162",
        "  image      [b]",
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_an_empty_page_is_no_text(screen: Screen | None) -> None:
    assert paint((), screen) == ""


@pytest.mark.parametrize("screen", SCREENS)
def test_an_empty_line_is_a_line(screen: Screen | None) -> None:
    assert paint((Line(),), screen) == "\n"


def test_a_paragraph_is_wrapped_on_a_terminal_only() -> None:
    page = (Line((Span("one "), Span("two three four five", Tone.STRONG)), indent=2, hanging=2),)
    assert shown(page, None) == ["  one two three four five"]
    assert shown(page, Screen(24, colour=False)) == ["  one two three four", "    five"]


def test_colours_are_used_where_they_are_wanted() -> None:
    page = (Line((Span("bad", Tone.ERROR),)),)
    assert paint(page, Screen(80, colour=True)) == "\x1b[1;31mbad\x1b[0m\n"
    assert paint(page, Screen(80, colour=False)) == "bad\n"


@given(st.text(max_size=40))
def test_no_text_leaves_its_line_or_moves_the_cursor(text: str) -> None:
    assert "".join(visible(text).split()).isprintable()
    for screen in (None, Screen(1000, colour=False)):
        assert paint((Line((Span(f"[{text}]"),)),), screen).count("\n") == 1


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("plain [bold]", "plain [bold]"),
        ("Tür 状態 😀", "Tür 状態 😀"),
        ("a\tb\r\n", r"a\tb\r\n"),
        ("\x1b]0;t\x07", r"\x1b]0;t\x07"),
        ("\u202ertl\u2066", r"\u202ertl\u2066"),
        ("\ud800", r"\ud800"),
        ("\u2028", r"\u2028"),
    ],
)
def test_what_would_act_on_a_terminal_is_spelt_out(text: str, spelt: str) -> None:
    assert visible(text) == spelt
