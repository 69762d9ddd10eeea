"""Which checks `--select` and `--ignore` leave."""

from collections.abc import Iterable

from wayout.analysis.checks.catalogue import ON_LIFECYCLES
from wayout.interfaces.codes import named, unknown
from wayout.interfaces.errors import UsageError


def selected(
    select: Iterable[str],
    ignore: Iterable[str],
    *,
    options: str = "--",
    among: tuple[str, ...] = ON_LIFECYCLES,
) -> tuple[str, ...]:
    """Return the ids of the checks to run, in catalogue order.

    Each code is an id, the beginning of ids or a slug, in any case; several are separated by
    commas. No `select` is all of them; what is ignored stays out, however it was selected.
    `options` is how the names of the two options begin, for what is said of them; `among` are
    the checks that the verb has.

    Raises:
        UsageError: for codes that name no check, all at once, or if no check is left.
    """
    problems: list[str] = []
    wanted = _named(f"{options}select", select, problems)
    unwanted = _named(f"{options}ignore", ignore, problems)
    if problems:
        raise UsageError(*problems)
    left = tuple(
        check_id
        for check_id in among
        if (wanted is None or check_id in wanted) and check_id not in (unwanted or ())
    )
    if not left:
        message = (
            f"{options}select and {options}ignore leave no check to run; select more or ignore less"
        )
        raise UsageError(message)
    return left


def _named(option: str, values: Iterable[str], problems: list[str]) -> frozenset[str] | None:
    codes = [code.strip() for value in values for code in value.split(",")]
    if not codes:
        return None
    for code in codes:
        if not code:
            problems.append(f"{option}: an empty code; separate codes by single commas")
        elif not named(code):
            problems.append(f"{option}: {unknown(code)}")
    return frozenset(check_id for code in codes if code for check_id in named(code))
