"""What of a CSV file its engine does not say, or not in a line."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from wayout.interfaces.errors import LoadError
from wayout.interfaces.recordings.packed import unpacked

_DELIMITERS = ",\t;|"
_MOST_READ = 8_000_000
_LONGEST_LINE = 2_000_000
"""How many bytes a line may have that DuckDB reads."""


def head_of(path: Path, shown: str) -> str:
    """Return the first line of a file, without its end.

    Raises:
        LoadError: if it cannot be read.
    """
    with unpacked(path, shown) as file:
        start = file.readline(_LONGEST_LINE).decode("utf-8-sig", "replace")
    return next(iter(start.splitlines()), "")


def refuse_twins(path: Path, shown: str, columns: Sequence[str]) -> None:
    """Refuse a file that calls several columns alike, of which an engine would rename all but one.

    `columns` are as many as the engine found: they tell by what the head is parted.

    Raises:
        LoadError: with the names, which are alike whatever their case.
    """
    head = head_of(path, shown)
    for delimiter in _DELIMITERS:
        if len(_names(head, delimiter)) == len(columns) > 1:
            refuse_twin_names(head, delimiter, shown)
            return


def refuse_twin_names(head: str, delimiter: str, shown: str) -> None:
    """Refuse a head that has a name several times.

    Raises:
        LoadError: with the names, which are alike whatever their case.
    """
    names = _names(head, delimiter)
    folded = Counter(name.strip().casefold() for name in names)
    if twins := [name for name in names if folded[name.strip().casefold()] > 1]:
        what = ", ".join(sorted(twins))
        message = f"{shown}: several columns have the same name: {what}; rename them"
        raise LoadError(message)


def delimiter_of(head: str) -> str:
    """Return by what a head is parted into most names; a comma if by nothing."""
    return max(_DELIMITERS, key=lambda each: len(_names(head, each)))


def _names(head: str, delimiter: str) -> list[str]:
    return next(csv.reader([head], delimiter=delimiter), [])


def why_unread(path: Path, shown: str) -> str | None:
    """Return why no engine reads a file, from what it begins with; None where that is not seen."""
    try:
        with unpacked(path, shown) as file:
            start = file.read(_MOST_READ)
    except LoadError:
        return None
    both = start.count(b"\r\n")
    ends = {"\\r\\n": both, "\\n": start.count(b"\n") - both, "\\r": start.count(b"\r") - both}
    found = [f"{count:,} in {end}" for end, count in ends.items() if count]
    if len(found) > 1:
        return f"its lines end in several ways ({', '.join(found)}); let all end in \\n"
    lines = start.splitlines()
    longest = max(range(len(lines)), key=lambda index: len(lines[index]), default=0)
    if lines and len(lines[longest]) > _LONGEST_LINE:
        most = f"at most {_LONGEST_LINE:,}; leave out columns that say nothing of states"
        return f"row {longest + 1} has {len(lines[longest]):,} bytes or more, expected {most}"
    return None
