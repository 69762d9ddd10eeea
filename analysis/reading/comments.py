"""Findings that are accepted on the line of a state or an event: `# wayout: accept[ID] reason`."""

import ast
import io
import linecache
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.paths import shown_path
from wayout.analysis.reading.places import Places, sources_of
from wayout.machines.vocabulary import Accepted, Origin, Place

_COMMENT = re.compile(r"#\s*wayout\s*:\s*(.*)")
_ACCEPT = re.compile(r"accept\s*\[([^\]]*)\](.*)")
_UNTIL = re.compile(r"\buntil\b(?:\s*=\s*(\S*)|\W*\d{4}-\d\d-\d\d)")
_FORM = "# wayout: accept[WO203] reason"
_DATED = "# wayout: accept[WO203] until=2027-01-31 reason"


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str


def accepted_inline(
    machine: type, places: Places, states: Mapping[str, Iterable[str]], events: Iterable[str]
) -> Iterator[Accepted]:
    """Yield what the comments in a class and its bases accept, with what is wrong with them.

    `states` maps the dotted path of each leaf to the ids of its states. A state that is several
    leaves at a time is declared on no one line, and accepted on none.
    """
    by_name = {event.replace(".", "_"): event for event in events}
    for cls, path, definition in sources_of(machine):
        shown = shown_path(path, cls.__module__)
        lines = linecache.getlines(path)
        last = _last_line(definition, lines)
        for comment in _comments("".join(lines)):
            if not definition.lineno <= comment.line <= last:
                continue
            first_line, last_line = _statement(definition, comment.line)
            names = places.named(shown, first_line, last_line)
            on_line = (
                tuple(state for name in states if name in names for state in states[name]),
                tuple(by_name[name] for leaf in sorted(names) if (name := _name(leaf)) in by_name),
            )
            whole = first_line == definition.lineno
            if not whole and not any(on_line) and cls is not machine:
                continue
            place = Place(cls.__module__, shown, comment.line, comment.column)
            stray = not whole and not any(on_line)
            yield from _accepted(comment.text, place, on_line, stray=stray)


def _last_line(definition: ast.ClassDef, lines: list[str]) -> int:
    """Return the last line of a class, with the comments that follow its last statement."""
    last = definition.end_lineno or definition.lineno
    for line in lines[last:]:
        text = line.lstrip()
        if text and (text[0] != "#" or len(line) - len(text) <= definition.col_offset):
            break
        last += 1
    return last


def _name(path: str) -> str:
    return path.rpartition(".")[2]


def _accepted(
    text: str, place: Place, on_line: tuple[tuple[str, ...], tuple[str, ...]], *, stray: bool
) -> Iterator[Accepted]:
    """Yield an acceptance for each check that a comment names, or one that has a problem."""
    states, events = on_line
    match = _ACCEPT.fullmatch(text)
    inside, within, _ = match[1].partition("until") if match else ("", "", "")
    codes = [code.strip() for code in (inside.rstrip(" ,") if within else inside).split(",")]
    rest = match[2] if match else ""
    until, problem = _until(rest)
    reason = _UNTIL.sub("", rest, count=1).strip()
    if match is None:
        problem = f"the comment is not understood; write `{_FORM}`"
    elif within:
        problem = f"its last day belongs after the bracket; write `{_DATED}`"
    elif "" in codes:
        problem = f"the comment names no check; write `{_FORM}`"
    elif not reason:
        problem = "it gives no reason; write one after the bracket"
    elif stray:
        problem = "on its line no state and no event is declared; put it on such a line"
    for code in dict.fromkeys(codes):
        yield Accepted(
            check=_IDS.get(code.casefold(), code),
            states=states,
            reason=reason,
            reference="",
            events=events,
            until=until,
            origin=Origin.INLINE,
            place=place,
            problem=problem,
        )


def _until(text: str) -> tuple[date | None, str]:
    match = _UNTIL.search(text)
    if match is None:
        return None, ""
    try:
        day = date.fromisoformat(match[1] or "")
    except ValueError:
        day = None
    if day is None or day.isoformat() != match[1]:
        return None, f"{match[1] or match[0]!r} is no date; write until=2027-01-31"
    return day, ""


def _statement(definition: ast.ClassDef, line: int) -> tuple[int, int]:
    """Return the first and the last line of what declares something around a line."""
    for node in definition.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = min((item.lineno for item in node.decorator_list), default=node.lineno)
            if not first <= line <= (node.end_lineno or line):
                continue
            if line < node.body[0].lineno or line == node.lineno:
                return first, max(node.lineno, node.body[0].lineno - 1)
            if isinstance(node, ast.ClassDef):
                return _statement(node, line)
        elif node.lineno <= line <= (node.end_lineno or line):
            return node.lineno, node.end_lineno or line
    if line < definition.body[0].lineno:
        return definition.lineno, definition.body[0].lineno - 1
    return line, line


@lru_cache(maxsize=32)
def _comments(source: str) -> tuple[_Comment, ...]:
    """Return the comments of a text that speak to wayout."""
    if not _COMMENT.search(source):
        return ()
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and (match := _COMMENT.search(token.string)):
                line, column = token.start
                place = _Comment(line, column + match.start() + 1, match[1].strip())
                found.append(place)
    except (tokenize.TokenError, SyntaxError):
        return ()
    return tuple(found)


_IDS = MappingProxyType(
    {name.casefold(): check_id for check_id, slug in SLUGS.items() for name in (check_id, slug)}
)
