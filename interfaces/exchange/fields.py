"""Read the fields of objects, and gather every problem with the path where it is."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

from wayout.interfaces.exchange.problems import Problems

_Choice = TypeVar("_Choice", bound=Enum)
_Item = TypeVar("_Item")


class Fields:
    """The fields of one JSON object. A field that is wrong is reported and read as empty.

    Reading a field marks it as known; `close` reports those that nobody asked for. `noun` is
    what the format calls an object.
    """

    noun = "an object"

    def __init__(self, value: object, path: str, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self._values: Mapping[str, object] = value if isinstance(value, Mapping) else {}
        self._asked: dict[str, None] = {}
        self.is_object = isinstance(value, Mapping)
        if not self.is_object:
            problems.add(path, f"expected {self.noun}, found {self.shown(value)}")

    def __contains__(self, key: str) -> bool:
        """Whether the object has a field."""
        return key in self._values

    def names(self) -> tuple[str, ...]:
        """Return the keys that the object has, where they are names and not the format's own."""
        return tuple(self._values)

    def at(self, key: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, what: str) -> None:
        """Report a problem of a field."""
        self.problems.add(self.at(key), what)

    def get(self, key: str) -> object:
        """Return the raw value of an optional field; None where it is missing."""
        self._asked[key] = None
        return self._values.get(key)

    def label(self, key: str, default: str | None = None) -> str:
        """Return a short text that must not be empty; required unless there is a default."""
        text = self.text(key, default)
        if text == "" and isinstance(self._values.get(key), str):
            self.wrong(key, "is empty; expected a name")
        return self._short(key, text)

    def value(self, key: str, default: str) -> str:
        """Return a short text that may be empty."""
        return self._short(key, self.text(key, default))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; required unless there is a default."""
        value = self.get(key)
        if isinstance(value, str):
            return value
        if key in self._values:
            self.wrong(key, f"expected a text, found {self.shown(value)}")
        elif default is not None:
            return default
        elif self.is_object:
            self.wrong(key, "is missing; expected a text")
        return default or ""

    def optional_text(self, key: str) -> str | None:
        """Return a text, or None where the field is null or missing."""
        return None if self.get(key) is None else self.text(key)

    def flag(self, key: str) -> bool:
        """Return true or false; false where the field is missing."""
        value = self.get(key)
        if isinstance(value, bool):
            return value
        if key in self._values:
            self.wrong(key, f"expected true or false, found {self.shown(value)}")
        return False

    def count(self, key: str) -> int:
        """Return a number from 1 up; 1 where the field is missing."""
        value = self.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        if key in self._values:
            self.wrong(key, f"expected a whole number from 1 up, found {self.shown(value)}")
        return 1

    def day(self, key: str) -> date | None:
        """Return a date written as 2027-01-31, or None."""
        text = self.optional_text(key)
        if text is None:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text:
            self.wrong(key, f"{self.shown(text)} is no date; write it as 2027-01-31")
            return None
        return day

    def choice(self, key: str, words: type[_Choice]) -> _Choice | None:
        """Return one of a closed set of words, or None where the field is null or missing."""
        value = self.get(key)
        if value is None:
            return None
        known = tuple(word.value for word in words)
        if isinstance(value, str) and value in known:
            return words(value)
        hint = self.problems.hint(value, known) if isinstance(value, str) else ""
        self.wrong(key, f"{self.shown(value)} is not one of {', '.join(known)}{hint}")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty where the field is missing."""
        return tuple(self._texts(key, self._list(key)))

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of texts; empty where the field is missing."""
        found = []
        values = self._list(key)
        if values and all(isinstance(value, str) for value in values):
            self.wrong(key, f"expected lists in a list, as in [{json.dumps(values)}]")
            return ()
        for index, value in enumerate(values):
            if isinstance(value, list):
                found.append(tuple(self._texts(f"{key}[{index}]", value)))
            else:
                self.wrong(f"{key}[{index}]", f"expected a list, found {self.shown(value)}")
        return tuple(found)

    def items(self, key: str, read: "Callable[[Fields], _Item]") -> tuple[_Item, ...]:
        """Read every object of a list with `read`; empty where the field is missing."""
        found = []
        for index, value in enumerate(self._list(key)):
            fields = type(self)(value, f"{self.at(key)}[{index}]", self.problems)
            found.append(read(fields))
            fields.close()
        return tuple(found)

    def inner(self, key: str, read: "Callable[[Fields], _Item]") -> _Item | None:
        """Read an inner object with `read`, or return None where it is null or missing."""
        value = self.get(key)
        if value is None:
            return None
        fields = type(self)(value, self.at(key), self.problems)
        item = read(fields)
        fields.close()
        return item

    def require(self, *keys: str) -> None:
        """Report the keys that are missing."""
        for key in keys:
            if self.is_object and key not in self._values:
                self.wrong(key, "is missing")

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                hint = self.problems.hint(key, tuple(self._asked))
                self.wrong(key, f"is not a known key{hint}")

    def _short(self, key: str, text: str) -> str:
        most = self.problems.limits.label
        if len(text) > most:
            self.problems.add_limit(
                self.at(key),
                f"has {len(text):,} characters; at most {most:,} are allowed (--limit-label)",
            )
        return text

    def _list(self, key: str) -> list[object]:
        value = self.get(key)
        if isinstance(value, list):
            limits = self.problems.limits
            option = "states" if key == "states" else "transitions"
            most = limits.states if key == "states" else limits.transitions
            if len(value) <= most:
                return value
            self.problems.add_limit(
                self.at(key),
                f"has {len(value):,} items; at most {most:,} are allowed (--limit-{option})",
            )
        elif key in self._values:
            self.wrong(key, f"expected a list, found {self.shown(value)}")
        return []

    def _texts(self, key: str, values: Iterable[object]) -> Iterable[str]:
        for index, value in enumerate(values):
            if isinstance(value, str):
                yield value
            else:
                self.wrong(f"{key}[{index}]", f"expected a text, found {self.shown(value)}")

    def shown(self, value: object) -> str:
        """Return a value as errors show it; a long one is cut."""
        if value is None or isinstance(value, bool):
            return {None: "null", True: "true", False: "false"}[value]
        if isinstance(value, Mapping):
            return self.noun
        if isinstance(value, list):
            return "a list"
        text = repr(value)
        return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


_LONGEST_SHOWN = 60
