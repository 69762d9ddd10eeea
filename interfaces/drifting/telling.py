"""What `wayout drift` tells beside its report: what was read, how much of it is held, what not."""

from collections.abc import Iterator

from wayout.analysis.conformance.drift.facts import Guard, Unresolved
from wayout.analysis.conformance.drift.tallying import Tally, tallies, totals
from wayout.interfaces.drifting.gathering import Held
from wayout.interfaces.reporters.wording import counted


def told(held: Held, *, unresolved: bool, verbose: bool) -> Iterator[str]:
    """Yield the lines. `verbose` adds one for each binding, `unresolved` what is not read."""
    for label, digest in held.digests:
        yield f"wayout: {label}: sha256 {digest}"
    every = tallies(held.lifecycles)
    if verbose:
        yield from (_line(each) for each in every)
    shown = ", ".join(counted(number, what) for what, number in totals(every).items())
    yield f"wayout: compared {shown or 'nothing'}"
    number = len(held.unresolved)
    left_out = [(each, what) for each in every for what in each.left_out]
    if unresolved:
        yield from (_unread(what) for what in held.unresolved)
        yield from (_left_out(each, what) for each, what in left_out)
        return
    if number:
        yield f"wayout: {counted(number, 'value')} could not be read; --unresolved lists them"
    if left_out:
        ways = "1 is" if len(left_out) == 1 else f"{len(left_out):,} are"
        yield f"wayout: {ways} left out (--unresolved): ways without a `when`, docs not in a wheel"


def _line(each: Tally) -> str:
    unread = f", {each.unread:,} unread" if each.unread else ""
    left_out = f", {len(each.left_out):,} left out" if each.left_out else ""
    return (
        f"{each.lifecycle}: {counted(each.held, each.what)}{unread}{left_out}: "
        f"{each.source} of {each.project}"
    )


def _unread(what: Unresolved) -> str:
    return f"{what.place.path}:{what.place.line}: unresolved: {what.what} {what.reason}"


def _left_out(each: Tally, what: object) -> str:
    if isinstance(what, Guard):
        when = f" when {' and '.join(what.when)}" if what.when else ""
        place = f"{what.place.path}:{what.place.line}"
        return f"{place}: left out: the guard of {what.function}{when}, which no binding has"
    return f"{each.source}: left out: {each.project} comes without docs; name its sdist"
