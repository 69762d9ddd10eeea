"""What a config says: frozen values, each with the place where it is written."""

import re
from collections.abc import Iterable
from collections.abc import Mapping as Words
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from wayout.analysis.finding import Severity
from wayout.analysis.limits import DEFAULT, Limits
from wayout.machines.vocabulary import Accepted, Actor, Claim, Constraints, Kind, Role

if TYPE_CHECKING:
    from wayout.analysis.conformance.drift.bindings import Mapping

Word = TypeVar("Word", Role, Kind, Actor)

_WILD = re.compile(r"[*?[]")


@dataclass(frozen=True)
class Rule(Generic[Word]):
    """A word for the states, or the events, whose name fits a pattern.

    `*`, `?` and `[...]` are wildcards; case counts. `lifecycle` is the only one it is for, None
    is all. `at` says where it is written, as errors begin with.
    """

    word: Word
    pattern: str
    lifecycle: str | None
    at: str

    @property
    def is_exact(self) -> bool:
        """Whether the pattern is a name."""
        return not is_wild(self.pattern)

    def fits(self, name: str) -> bool:
        """Whether a name fits the pattern."""
        return self.pattern == name if self.is_exact else bool(self._form.fullmatch(name))

    @cached_property
    def _form(self) -> re.Pattern[str]:
        import fnmatch

        return re.compile(fnmatch.translate(self.pattern))


@dataclass(frozen=True, slots=True)
class Constrained:
    """One constraint on the guards of a lifecycle. `at` says where it is written."""

    constraints: Constraints
    lifecycle: str
    at: str


def joined(entries: Iterable[Constrained]) -> Constraints:
    """Return what they say together."""
    each = [entry.constraints for entry in entries]
    return Constraints(
        exclusive=tuple(group for one in each for group in one.exclusive),
        implies=tuple(pair for one in each for pair in one.implies),
        always=tuple(text for one in each for text in one.always),
    )


@dataclass(frozen=True, slots=True)
class Config:
    """A config, read. None and empty mean that it does not say.

    `path` names the file as errors do; None is no file. `folder` is where what the file names
    begins. `targets`, `baseline` and `docs` are as they are typed in the working directory.
    """

    path: str | None = None
    folder: Path = Path()
    targets: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Words[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    fail_on: str | None = None
    output_format: str | None = None
    limits: Limits = DEFAULT
    baseline: str | None = None
    docs: tuple[str, ...] = ()
    roles: tuple[Rule[Role], ...] = ()
    kinds: tuple[Rule[Kind], ...] = ()
    actors: tuple[Rule[Actor], ...] = ()
    constraints: tuple[Constrained, ...] = ()
    lifecycles: tuple[tuple[str, str], ...] = ()
    """The names of lifecycles that it speaks of, and where it does."""
    accepted: tuple[tuple[str, Accepted], ...] = ()
    """Names of lifecycles, and what is accepted in them."""
    claims: tuple[tuple[str, Claim], ...] = ()
    """Names of lifecycles, and what is claimed of them."""
    drift: tuple["Mapping", ...] = ()
    """What binds the source of projects."""
    sources: tuple[tuple[str, str], ...] = ()
    """Names of projects, and where their source is, as typed in the working directory."""


def is_wild(pattern: str) -> bool:
    """Whether a pattern has wildcards, and is no plain name."""
    return bool(_WILD.search(pattern))
