"""Python names for states whose libraries let them have any name."""

import keyword
import re


class Spelling:
    """Gives each text a Python name of its own, by turn.

    >>> ids = Spelling()
    >>> [ids.give(text) for text in ("clean wait", "clean-wait", "2nd", "class", "")]
    ['clean_wait', 'clean_wait_2', 's2nd', 'class_', 's']
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, text: str) -> str:
        """Return the text with `_` for what no name can hold, told apart where it is taken."""
        base = re.sub(r"\W", "_", text)
        if not base or base[0].isdigit():
            base = f"s{base}"
        if keyword.iskeyword(base):
            base += "_"
        name, count = base, 2
        while name in self._taken:
            name, count = f"{base}_{count}", count + 1
        self._taken.add(name)
        return name
