"""What somebody may have meant who wrote a word that is not known."""

_MOST_COMPARED = 1_000


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """Return `; did you mean 'x'?` for the known word nearest to `word`, or nothing.

    >>> did_you_mean("stabel", ("stable", "transient"))
    "; did you mean 'stable'?"
    """
    from difflib import get_close_matches

    if len(known) > _MOST_COMPARED:
        return ""
    near = get_close_matches(word.casefold(), [name.casefold() for name in known], n=1)
    by_folded = {name.casefold(): name for name in reversed(known)}
    return f"; did you mean {by_folded[near[0]]!r}?" if near else ""
