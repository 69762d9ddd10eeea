"""What is claimed of a lifecycle, as text: proved by `wayout check`, and never by the machine."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from wayout.machines.vocabulary.declaration import Place, place_of_declaration


@dataclass(frozen=True, slots=True)
class Claim:
    """A temporal property that is declared with a lifecycle.

    `formula` is spelt as for `wayout prove`; `meaning` is a sentence that says what it says.
    `fair` are the assumptions of fairness under which it is claimed, spelt as for `--fair`.
    `place` is where it is declared; by default where it is made.

    Raises:
        TypeError: with every argument that is not of its type, or empty.

    >>> Claim("deletable", "AG EF deleted", "it can always be deleted").fair
    ()
    """

    name: str
    formula: str
    meaning: str
    fair: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse what says nothing, and note the place."""
        if problems := tuple(_problems(self)):
            message = f"Claim({self.name!r}): {'; '.join(problems)}"
            raise TypeError(message)
        if self.place is None:
            object.__setattr__(self, "place", place_of_declaration())


def _problems(claim: Claim) -> Iterator[str]:
    for name in ("name", "formula", "meaning"):
        value = getattr(claim, name)
        if not (isinstance(value, str) and value.strip()):
            yield f"{name}={value!r} is no text; write one that is not empty"
    if not (isinstance(claim.fair, tuple) and all(isinstance(each, str) for each in claim.fair)):
        yield f'fair={claim.fair!r} is no tuple of texts; write fair=("service",)'
