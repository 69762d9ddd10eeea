"""No text of a user's gets out of its place: every writer is read back by another program."""

import re
import unicodedata

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile import BINARY, LINES, TEXTS, WRITERS, about

from wayout.diagrams import FORMATS
from wayout.diagrams.tables import WRITERS as TABLE_WRITERS
from wayout.interfaces.cli.export import export
from wayout.interfaces.layout import Screen
from wayout.interfaces.reporters import REPORTERS, reporter

SLOW = {"draw dot", "draw svg", "verb site"}
QUICK = sorted(WRITERS.keys() - SLOW)
QUICK_EACH = 4
"""The fast tests ask a slow writer for every so many texts, the long suite for all."""


def test_every_writer_is_in_the_table() -> None:
    (formats,) = [one.type for one in export.params if one.name == "output_format"]
    assert isinstance(formats, click.Choice)
    there = {
        *(f"reporter {name}" for name in REPORTERS),
        *(f"export {name}" for name in formats.choices),
        *(f"draw {name}" for name in FORMATS),
        *(f"table {name}" for name in TABLE_WRITERS),
        *("verb list", "verb show", "verb site"),
    }
    assert there == WRITERS.keys() | BINARY


UNMARKED = st.text().filter(lambda text: not {"«", "»"} & set(text))
"""Texts without the brackets that mark where a text begins and ends."""


def holds(name: str, text: str) -> None:
    writer = WRITERS[name]
    document = writer.write(about(text))
    assert writer.shown(text) in writer.read(document)
    assert {char for char in document if unicodedata.category(char) in {"Cc", "Cs"}} <= {"\n", "\t"}
    if name in LINES:
        assert document.count("\n") == LINES[name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            name,
            text,
            id=f"{name}-{text!a}",
            marks=[pytest.mark.slow] if name in SLOW and number % QUICK_EACH else [],
        )
        for name in WRITERS
        for number, text in enumerate(TEXTS)
    ],
)
def test_what_was_written_is_read_back(name: str, text: str) -> None:
    if name == "draw dot":
        pytest.importorskip("pygraphviz")
    holds(name, text)


@given(
    st.sampled_from([name for name in QUICK if name.startswith(("reporter", "export", "table"))]),
    UNMARKED,
)
def test_any_text_is_read_back(name: str, text: str) -> None:
    holds(name, text)


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_terminal_gets_the_same_number_of_lines_and_no_codes_of_others(text: str) -> None:
    screen = Screen(width=100_000, colour=True)
    document = reporter("full")(about(text), screen)
    plain = reporter("full")(about("plain"), screen)
    assert document.count("\n") == plain.count("\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", re.sub(r"\x1b\[[0-9;]*m", "", document))
