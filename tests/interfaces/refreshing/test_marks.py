"""Where blocks are in a document, and that filling them changes nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayout.interfaces.refreshing.marks import Markup, marked

BEGIN: dict[Markup, str] = {
    "markdown": "<!-- wayout:begin door table -->",
    "rst": ".. wayout:begin door table",
}
END: dict[Markup, str] = {"markdown": "<!-- wayout:end -->", "rst": ".. wayout:end"}


@pytest.mark.parametrize("markup", ["markdown", "rst"])
def test_a_block_is_between_its_marks(markup: Markup) -> None:
    found = marked(f"a\n{BEGIN[markup]}\nold\n\n{END[markup]}", markup)
    (block,) = found.blocks
    assert (block.line, block.words, found.between(block)) == (2, "door table", "old\n\n")
    assert not found.problems
    assert found.filled(lambda _: "new\n") == f"a\n{BEGIN[markup]}\nnew\n{END[markup]}"


@pytest.mark.parametrize(
    "code",
    [
        "```\n{}\n```",
        "~~~~ html\n```\n{}\n~~~\n~~~~",
        "- ```\n  {}\n  ```",
        "> ```\n> {}\n> ```",
        "    {}",
        "text {}",
    ],
)
def test_marks_in_code_of_markdown_are_none(code: str) -> None:
    found = marked(code.format(BEGIN["markdown"]), "markdown")
    assert not found.blocks
    assert not found.problems


@pytest.mark.parametrize(
    "code", ["So::\n\n  {}\n\n  more\n", ".. code-block:: rst\n\n   {}\n", "::\n\n {}\n"]
)
def test_marks_in_code_of_rst_are_none_and_end_with_it(code: str) -> None:
    text = code.format(BEGIN["rst"]) + f"\n{BEGIN['rst']}\n\n{END['rst']}\n"
    found = marked(text, "rst")
    assert len(found.blocks) == 1
    assert not found.problems


def test_a_block_below_a_directive_is_indented_like_its_mark() -> None:
    text = ".. note::\n\n   .. wayout:begin door table\n   .. wayout:end\n"
    found = marked(text, "rst")
    filled = found.filled(lambda _: "a\n\nb\n")
    assert "   .. wayout:begin door table\n   a\n\n   b\n   .. wayout:end\n" in filled
    (again,) = marked(filled, "rst").blocks
    assert marked(filled, "rst").between(again) == "a\n\nb\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("{begin}\n", 1, "has no wayout:end"),
        ("\n{end}\n", 2, "has no wayout:begin"),
        ("{begin}\n{begin}\n{end}\n", 2, "in the block of line 1"),
        ("<!-- wayout:beginn door table -->\n", 1, "is no mark"),
        ("<!-- wayout:begin door table\n-->\n", 1, "is no mark"),
    ],
)
def test_wrong_marks_are_named_by_their_line(text: str, line: int, said: str) -> None:
    found = marked(text.format(begin=BEGIN["markdown"], end=END["markdown"]), "markdown")
    ((at, problem),) = found.problems
    assert at == line
    assert said in problem


LINES = st.lists(
    st.sampled_from(
        ["", "text", "é\u2028x", "```", "   ", "\ufeff", BEGIN["markdown"], END["markdown"], "\x0c"]
    )
)


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.sampled_from([0, 1]))
def test_what_is_outside_of_blocks_stays_byte_for_byte(
    lines: list[str], ending: str, last: int
) -> None:
    text = ending.join(lines) + ending * last
    found = marked(text, "markdown")
    assert found.filled(found.between) == text
    emptied = found.filled(lambda _: "new\n")
    assert len(marked(emptied, "markdown").blocks) == len(found.blocks)
    kept = [line for line in emptied.split(ending) if line != "new"]
    inside = {index for block in found.blocks for index in range(block.first, block.last)}
    assert kept == [line for index, line in enumerate(text.split(ending)) if index not in inside]
