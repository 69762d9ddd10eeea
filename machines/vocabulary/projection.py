"""What users of an API are shown instead of the state: a declared, frozen value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Projection:
    """How the values of states become the public statuses that an API shows.

    `shows` maps values of states to statuses. States with a value in `hidden` are shown to
    nobody: there is no record of them, or none that users can see. `statuses` are all that the
    API can show, also those that nothing maps to; by default those of `shows`. `name` is what
    the API calls the field, `source` the upstream path and function that fills it.

    Raises:
        ValueError: with all that is wrong: a status of `shows` that is not among `statuses`, a
            value that is both shown and hidden, what is no text.

    >>> lamp = Projection({"dark": "OFF", "warming": "ON", "bright": "ON"}, hidden=("ABSENT",))
    >>> lamp.name, lamp.statuses
    ('status', ('OFF', 'ON'))
    >>> Projection({"dark": "OFF"}, statuses=("ON",))
    Traceback (most recent call last):
    ValueError: projection 'status': 'dark' is shown as 'OFF', which is not among the statuses
    """

    shows: Mapping[str, str]
    name: str = "status"
    source: str = ""
    statuses: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Keep copies that nobody can change; values of states are compared as texts."""
        if problems := list(self._mistypings()):
            raise ValueError(self._message(problems))
        shows = {str(value): status for value, status in self.shows.items()}
        object.__setattr__(self, "shows", MappingProxyType(shows))
        object.__setattr__(self, "hidden", tuple(map(str, self.hidden)))
        object.__setattr__(self, "statuses", tuple(self.statuses) or tuple(_once(shows.values())))
        if problems := list(self._contradictions()):
            raise ValueError(self._message(problems))

    def _mistypings(self) -> Iterator[str]:
        for value, status in self.shows.items():
            if not isinstance(status, str):
                yield f"{value!r} is shown as {status!r}; expected a text"
        for name, texts in (("statuses", self.statuses), ("hidden", self.hidden)):
            if isinstance(texts, str):
                yield f"{name} is the text {texts!r}; expected a tuple, such as ({texts!r},)"

    def _contradictions(self) -> Iterator[str]:
        for value, status in self.shows.items():
            if status not in self.statuses:
                yield f"{value!r} is shown as {status!r}, which is not among the statuses"
            if value in self.hidden:
                yield f"{value!r} is both shown and hidden"
        for status in _once(each for each in self.statuses if self.statuses.count(each) > 1):
            yield f"{status!r} stands more than once among the statuses"

    def _message(self, problems: list[str]) -> str:
        return f"projection {self.name!r}: {'; '.join(problems)}"


def _once(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(texts)
