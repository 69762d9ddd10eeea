"""What of a CSV file its engine does not say, or not in a line."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from wayout.interfaces.errors import LoadError
from wayout.interfaces.recordings.packed import unpacked

_MOST_READ = 8_000_000
_LONGEST_LINE = 2_000_000
"""How many bytes a line may have that DuckDB reads."""


def refuse_twins(path: Path, shown: str, columns: Sequence[str]) -> None:
    """Refuse a file that calls several columns alike, of which an engine would rename all but one.

    `columns` are as many as the engine found: they tell by what the head is parted.

    Raises:
        LoadError: with the names, which are alike whatever their case.
    """
    with unpacked(path, shown) as file:
        head = file.readline(_LONGEST_LINE).decode("utf-8-sig", "replace").splitlines()
    for delimiter in ",\t;|":
        names = next(csv.reader(head[:1], delimiter=delimiter), [])
        if len(names) == len(columns) > 1:
            folded = Counter(name.strip().casefold() for name in names)
            twins = [name for name in names if folded[name.strip().casefold()] > 1]
            if twins:
                what = ", ".join(sorted(twins))
                message = f"{shown}: several columns have the same name: {what}; rename them"
                raise LoadError(message)
            return


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
