"""The problems of one file: the first are listed, the rest counted."""

from dataclasses import dataclass, field

from wayout.analysis.limits import DEFAULT, Limits
from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.errors import DataError, LimitError, WayoutError

MAX_LISTED = 50


@dataclass(slots=True)
class Problems:
    """Grows while a file is read. Holds few lines however many problems there are."""

    limits: Limits = DEFAULT
    listed: list[str] = field(default_factory=list)
    count: int = 0
    _limits_reached: int = 0

    def add(self, path: str, what: str) -> None:
        """Add what is wrong at a path of the file."""
        self.count += 1
        if len(self.listed) < MAX_LISTED:
            self.listed.append(f"{path}: {what}" if path else what)

    def add_limit(self, path: str, what: str) -> None:
        """Add what is sound at a path of the file, and too large."""
        self._limits_reached += 1
        self.add(path, what)

    def error(self, shown: str = "") -> WayoutError:
        """Return what to raise: a `LimitError` where nothing else is wrong."""
        kind = LimitError if self._limits_reached == self.count else DataError
        return kind(*self.lines(shown))

    def hint(self, word: str, known: tuple[str, ...]) -> str:
        """Return `; did you mean ...?`, as long as problems are still listed."""
        return did_you_mean(word, known) if len(self.listed) < MAX_LISTED else ""

    def lines(self, shown: str = "") -> tuple[str, ...]:
        """Return a line for each problem, after the name of the file."""
        head = f"{shown}: " if shown else ""
        lines = [f"{head}{problem}" for problem in self.listed]
        if more := self.count - len(self.listed):
            lines.append(f"{head}and {more:,} more problems")
        return tuple(lines)
