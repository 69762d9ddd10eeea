"""What a code that someone wrote for a check names."""

from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.suggesting import did_you_mean


def named(code: str) -> tuple[str, ...]:
    """Return the ids that a code names: one, several of the same beginning, or none."""
    folded = code.casefold()
    return tuple(
        check_id
        for check_id, slug in SLUGS.items()
        if folded == slug or (folded and check_id.casefold().startswith(folded))
    )


def unknown(code: str) -> str:
    """Say that a code names no check, and what may be meant."""
    hint = did_you_mean(code, (*SLUGS, *SLUGS.values())) or f"; there are {', '.join(SLUGS)}"
    return f"no check is called {code!r}{hint}"
