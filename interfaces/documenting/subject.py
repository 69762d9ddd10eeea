"""What a page of the docs is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.documenting.missing import MissingName


@dataclass(frozen=True, slots=True)
class Subject:
    """A lifecycle, and what its pages need beyond it.

    `explained` maps the path of a module to its docstring.
    """

    lifecycle: Lifecycle
    explained: Mapping[str, str]
    missing: tuple[MissingName, ...] = ()
