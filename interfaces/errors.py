"""What wayout says when it cannot do what it was asked: one line per problem, never a traceback."""


class WayoutError(Exception):
    """Something was asked that cannot be done. `problems` are all of them, a line each.

    `excerpt` are further lines that show the place, shown below them.
    """

    undetermined = False
    excerpt: tuple[str, ...] = ()

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UsageError(WayoutError, ValueError):
    """An option or argument means nothing: write another."""


class ConfigError(WayoutError, ValueError):
    """The config says what means nothing: mend the file at the places named."""


class LoadError(WayoutError):
    """A TARGET cannot be loaded: mend the TARGET or what it names."""


class DataError(LoadError, ValueError):
    """A data file is not a lifecycle: mend the file at the places named."""


class LimitError(WayoutError):
    """An input is sound and too large: the answer stays undetermined."""

    undetermined = True


class OutputError(WayoutError, OSError):
    """A result cannot be written: choose another place."""
