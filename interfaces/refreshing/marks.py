"""Find the marked blocks of a document, and put other content between the marks."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Markup = Literal["markdown", "rst"]

SUFFIXES: Mapping[str, Markup] = MappingProxyType(
    {".md": "markdown", ".markdown": "markdown", ".rst": "rst"}
)
"""Which markup a document is in, by the end of its name."""

_MARKS: Mapping[Markup, re.Pattern[str]] = MappingProxyType(
    {
        "markdown": re.compile(r"\ufeff?( {0,3})<!--\s*wayout:(begin|end)\b(.*?)-->\s*$"),
        "rst": re.compile(r"\ufeff?(\s*)\.\. wayout:(begin|end)\b(.*)$"),
    }
)
_NEAR = re.compile(r"\ufeff? {0,3}<!--\s*wayout:(?!drawn)|\s*\.\. wayout:(?!drawn)")
_FENCE = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])?\s*(`{3,}(?=[^`]*$)|~{3,})")
_LITERAL = re.compile(r"\.\. (?:code|code-block|sourcecode|parsed-literal|raw)::")


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two marks. `line` is that of the first, from 1.

    `words` is what the first mark says; `first` and `last` are the indexes of the lines between.
    """

    line: int
    words: str
    indent: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's lines, its blocks, and what is wrong with its marks, by line."""

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    problems: tuple[tuple[int, str], ...]

    def between(self, block: Block) -> str:
        """Return the content of a block, without its indentation and with plain newlines."""
        lines = (line.rstrip("\r\n") for line in self.lines[block.first : block.last])
        return "".join(f"{line.removeprefix(block.indent)}\n" for line in lines)

    def filled(self, content: Callable[[Block], str]) -> str:
        """Return the document with other content in its blocks, everything else as it is."""
        parts: list[str] = []
        done = 0
        for block in self.blocks:
            parts += self.lines[done : block.first]
            ending = "\r\n" if self.lines[block.first - 1].endswith("\r\n") else "\n"
            parts += (
                f"{block.indent if line else ''}{line}{ending}" for line in _split(content(block))
            )
            done = block.last
        return "".join((*parts, *self.lines[done:]))


def _split(content: str) -> list[str]:
    return content.removesuffix("\n").split("\n") if content else []


def marked(text: str, markup: Markup) -> Marked:
    """Find the blocks of a document. Marks in code are none. Linear in the text."""
    lines = tuple(line for line in re.split(r"(?<=\n)", text) if line)
    reader = _Reader(lines, markup)
    reader.read()
    return Marked(lines, tuple(reader.blocks), tuple(reader.problems))


@dataclass(slots=True)
class _Reader:
    lines: tuple[str, ...]
    markup: Markup
    blocks: list[Block] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    _open: tuple[int, str, str] | None = None

    def read(self) -> None:
        skip = _InCode(self.markup)
        for index, line in enumerate(self.lines):
            if self._open is None and skip.is_code(line):
                continue
            if found := _MARKS[self.markup].match(line.rstrip("\r\n")):
                indent, what, words = found.groups()
                self._begin(index, words.strip(), indent) if what == "begin" else self._end(index)
            elif _NEAR.match(line):
                self._wrong(index, f"{line.strip()!r} is no mark; {_EXPECTED[self.markup]}")
        if self._open is not None:
            self._wrong(self._open[0], "wayout:begin has no wayout:end after it")

    def _begin(self, index: int, words: str, indent: str) -> None:
        if self._open is not None:
            begun = self._open[0] + 1
            self._wrong(
                index, f"wayout:begin in the block of line {begun}; end that before this one"
            )
        self._open = (index, words, indent)

    def _end(self, index: int) -> None:
        if self._open is None:
            self._wrong(index, "wayout:end has no wayout:begin before it")
            return
        begun, words, indent = self._open
        self.blocks.append(Block(begun + 1, words, indent, begun + 1, index))
        self._open = None

    def _wrong(self, index: int, what: str) -> None:
        self.problems.append((index + 1, what))


class _InCode:
    """Says of one line after the other whether it stands in code."""

    def __init__(self, markup: Markup) -> None:
        self.is_code: Callable[[str], bool] = self._fenced if markup == "markdown" else self._below
        self._fence: str | None = None
        self._level: int | None = None

    def _fenced(self, line: str) -> bool:
        found = _FENCE.match(line.rstrip("\r\n"))
        if self._fence is None:
            self._fence = found[1] if found else None
            return found is not None
        closing = line.strip().lstrip("> ")
        if closing.startswith(self._fence) and not closing.strip(self._fence[0]):
            self._fence = None
        return True

    def _below(self, line: str) -> bool:
        text = line.strip()
        level = len(line) - len(line.lstrip())
        if self._level is not None and text:
            if level > self._level:
                return True
            self._level = None
        directive = text.startswith(".. ")
        if _LITERAL.match(text) or (text.endswith("::") and not directive):
            self._level = level
        return False


_EXPECTED: Mapping[Markup, str] = MappingProxyType(
    {
        "markdown": "expected <!-- wayout:begin TARGET KIND --> or <!-- wayout:end --> on a line",
        "rst": "expected .. wayout:begin TARGET KIND or .. wayout:end",
    }
)
