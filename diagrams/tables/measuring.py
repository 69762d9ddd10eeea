"""How many columns of a screen a text fills."""


def width_of(text: str) -> int:
    """Return the columns that visible text fills: two for a wide character, none for an accent.

    >>> width_of("abc"), width_of("音"), width_of("e\u0301")
    (3, 2, 1)
    """
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Fill text up with spaces, at its end or its beginning, to a width."""
    space = " " * max(width - width_of(text), 0)
    return f"{space}{text}" if right else f"{text}{space}"
