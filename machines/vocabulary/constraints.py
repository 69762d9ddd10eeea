"""What is known of guards beyond their text: which of them can hold together."""

from dataclasses import dataclass
from itertools import chain

from wayout.machines.vocabulary.conditions import expression_of


@dataclass(frozen=True, slots=True)
class Constraints:
    """What always holds of the names in a machine's guards. Each entry is a guard's text.

    `exclusive`: of each group at most one holds at a time. `implies`: whenever the first of a
    pair holds, so does the second. `always`: each of them holds at all times.

    Raises:
        ValueError: for what is no expression, and for groups of fewer than two.

    >>> Constraints(exclusive=(("paid", "refunded"),), implies=(("refunded", "not paid"),))
    ... # doctest: +ELLIPSIS
    Constraints(exclusive=(('paid', 'refunded'),), implies=(('refunded', 'not paid'),), always=())
    """

    exclusive: tuple[tuple[str, ...], ...] = ()
    implies: tuple[tuple[str, str], ...] = ()
    always: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what says nothing, and freeze lists."""
        for group in self.exclusive:
            if not _are_texts(group) or len(group) < _PAIR:
                _refuse(f"exclusive: {group!r}", "a group of two guards or more")
        for pair in self.implies:
            if not _are_texts(pair) or len(pair) != _PAIR:
                _refuse(f"implies: {pair!r}", "a pair of guards")
        if not _are_texts(self.always):
            _refuse(f"always: {self.always!r}", "a tuple of guards")
        for text in self.texts:
            expression_of(text)
        object.__setattr__(self, "exclusive", tuple(map(tuple, self.exclusive)))
        object.__setattr__(self, "implies", tuple(map(tuple, self.implies)))
        object.__setattr__(self, "always", tuple(self.always))

    @property
    def texts(self) -> tuple[str, ...]:
        """Every guard that it speaks of."""
        return tuple(chain(*self.exclusive, *self.implies, self.always))

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.exclusive or self.implies or self.always)

    def __or__(self, other: "Constraints") -> "Constraints":
        """Return what both say together, each entry once."""
        return Constraints(
            exclusive=tuple(dict.fromkeys((*self.exclusive, *other.exclusive))),
            implies=tuple(dict.fromkeys((*self.implies, *other.implies))),
            always=tuple(dict.fromkeys((*self.always, *other.always))),
        )


_PAIR = 2


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple | list) and all(isinstance(text, str) for text in value)


def _refuse(what: str, expected: str) -> None:
    message = f"constraints: {what} is not {expected}"
    raise ValueError(message)
