"""What is wrong with a formula, and where."""


class FormulaError(ValueError):
    """A text is no formula, or names what is not there.

    `at` is the index in `text` of the character where it goes wrong; the length at its end.
    """

    def __init__(self, message: str, text: str, at: int) -> None:
        super().__init__(message)
        self.message, self.text, self.at = message, text, at

    def __str__(self) -> str:
        """Say it in one line, with the column counted from 1."""
        return f"column {self.at + 1}: {self.message}"

    @property
    def excerpt(self) -> tuple[str, str]:
        """The line of the text that the place is in, and a line with a caret under the place."""
        text = self.text.replace("\t", " ")
        begin = text.rfind("\n", 0, self.at) + 1
        line, _, _ = text[begin:].partition("\n")
        column = self.at - begin
        left = max(0, column - _BEFORE)
        shown = line[left : left + _WIDTH]
        return shown, f"{' ' * (column - left)}^"


_BEFORE, _WIDTH = 60, 76
