"""What TARGETs hold, before names are given out."""

from dataclasses import dataclass

from wayout.analysis.finding import Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.systems.declared import DeclaredSystem


@dataclass(frozen=True, slots=True)
class Found:
    """A lifecycle or system, or a machine that a limit kept from being read.

    `qualified` is its name where the plain one is taken. `machine` says what it is, however it
    is named: `module:Class`, or the path and name in a data file, which `file` is as well.
    """

    content: Lifecycle | DeclaredSystem | Unfinished
    qualified: str
    machine: str = ""
    file: str | None = None

    @property
    def name(self) -> str:
        """The plain name."""
        content = self.content
        return content.lifecycle if isinstance(content, Unfinished) else content.name

    @property
    def key(self) -> object:
        """What is the same for the same thing, however it is named."""
        return self.content if isinstance(self.content, Unfinished) else self.machine
