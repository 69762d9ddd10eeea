"""Read the tables of a config, and gather every problem with its file, line and key."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime

from wayout.interfaces.config.lines import Lines
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.problems import MAX_LISTED, Problems


@dataclass(slots=True)
class LinedProblems(Problems):
    """The problems of a TOML file; each begins with the file and the line, in their order."""

    shown: str = ""
    text: Lines = field(default_factory=lambda: Lines(""))
    _lines: list[int] = field(default_factory=list)

    def add(self, path: str, what: str) -> None:
        """Add what is wrong at a key."""
        self.count += 1
        if len(self.listed) < MAX_LISTED:
            line = self.text.of(path) or 0
            place = bisect_right(self._lines, line)
            self._lines.insert(place, line)
            self.listed.insert(place, f"{self.at(path)}: {what}")

    def at(self, path: str) -> str:
        """Return file, line and key, as a problem begins."""
        line = self.text.of(path)
        return ": ".join(filter(None, (f"{self.shown}:{line}" if line else self.shown, path)))


class Tables(Fields):
    """The keys of one TOML table."""

    noun = "a table"
    problems: LinedProblems

    def day(self, key: str) -> date | None:
        """Return a date, written as TOML writes it or as a text."""
        value = self.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        return super().day(key)

    def table(self, key: str) -> "Tables | None":
        """Return an inner table, or None where it is missing. Whoever reads it closes it."""
        value = self.get(key)
        return Tables(value, self.at(key), self.problems) if key in self else None

    def tables(self, key: str) -> "tuple[Tables, ...]":
        """Return the tables of a list; empty where it is missing. Whoever reads closes them."""
        self.get(key)
        return tuple(
            Tables(value, f"{self.at(key)}[{index}]", self.problems)
            for index, value in enumerate(self._list(key))
        )

    def keys(self) -> tuple[str, ...]:
        """Return the keys of a table whose keys are the user's."""
        return tuple(self._values)

    def word(self, key: str, known: tuple[str, ...]) -> str | None:
        """Return one of some words, or None where the key is missing or its value wrong."""
        value = self.get(key)
        if key not in self or (isinstance(value, str) and value in known):
            return value if isinstance(value, str) else None
        hint = self.problems.hint(value, known) if isinstance(value, str) else ""
        self.wrong(key, f"{self.shown(value)} is not one of {', '.join(known)}{hint}")
        return None
