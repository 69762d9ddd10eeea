"""What users are shown instead of the states, in terms of the states' ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True)
class Projection:
    """The public statuses of a lifecycle, and which states each of them stands for.

    `name` is what the API calls the field, `source` the upstream path and function that fills
    it. `statuses` are all that the API can show. `shown` pairs ids of states with statuses, in
    declaration order of the states. Users see nothing of the states in `hidden`; a state that
    is neither shown nor hidden lacks a status.
    """

    name: str
    source: str
    statuses: tuple[str, ...]
    shown: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...] = ()

    @cached_property
    def status_of(self) -> Mapping[str, str]:
        """The statuses by the ids of the states that show them."""
        return MappingProxyType(dict(self.shown))
