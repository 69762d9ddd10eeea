"""Make any text safe to show: nothing invisible, nothing that reorders, nothing endless."""

import unicodedata

LABEL_LIMIT = 48
"""Characters of a label before it is cut; the whole text is in the tooltip."""
TITLE_LIMIT = 6_000
"""Characters of a tooltip. Graphviz 2.43 refuses quoted strings of 16,384."""

_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories that no version of Unicode changes, so that all Pythons agree."""
_UNSEEN = frozenset("\u200b\u2060\ufeff\ufffe\uffff")
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NAMED = _UNSEEN | _REORDERING


def visible(text: str) -> str:
    r"""Show characters that cannot be seen, or that reorder others, as `\uXXXX`.

    These are control characters, lone surrogates, line separators, zero-width ones and the
    bidirectional controls (Boucher and Anderson, Trojan Source, 2021). Nothing at all is shown
    as a pair of quotes.

    >>> visible("a\nb"), visible("e\u202ertl"), visible("")
    ('a\\u000Ab', 'e\\u202Ertl', '""')
    """
    return spelt(text) or '""'


def spelt(text: str) -> str:
    """Return visible text, and nothing where there is nothing."""
    return text if text.isascii() and text.isprintable() else "".join(map(_visible_character, text))


def label(text: str) -> str:
    """Return visible text, cut with an ellipsis at the limit of labels."""
    return cut(visible(text), LABEL_LIMIT)


def prose(text: str) -> str:
    """Return visible text on one line: what was wrapped in a docstring is unwrapped."""
    return spelt(" ".join(text.split()))


def cut(text: str, limit: int) -> str:
    """Return the text, or its beginning and an ellipsis, in at most `limit` characters.

    >>> cut("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _visible_character(character: str) -> str:
    if character in _NAMED or unicodedata.category(character) in _HIDDEN:
        return f"\\u{ord(character):04X}"
    return character
