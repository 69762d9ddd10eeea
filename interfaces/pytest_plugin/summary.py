"""The coverage of lifecycles as lines for the terminal."""

from collections.abc import Iterator

from wayout.interfaces.testing.coverage import Coverage

_SHOWN = 10


def lines(coverage: Coverage, *, whole: bool) -> Iterator[str]:
    """Yield a line per lifecycle and, below, what is missing: all of it or the first of it."""
    width = max((len(name) for name, _ in coverage), default=0)
    for name, covered in coverage:
        measures = tuple(covered.measures())
        yield f"{name.ljust(width)}  {'  '.join(map(str, measures))}"
        for measure in measures:
            if measure.missing:
                shown = measure.missing if whole else measure.missing[:_SHOWN]
                yield f"  {measure.what} not {measure.done}:"
                yield from (f"    {each}" for each in shown)
                if more := len(measure.missing) - len(shown):
                    yield f"    and {more:,} more (-v shows them)"


def shortfalls(coverage: Coverage, percent: float) -> Iterator[str]:
    """Say which lifecycles have less than this share of their transitions taken."""
    seen = tuple(coverage)
    if not seen:
        yield "--wayout-cov-fail-under: no machine was recorded; use the fixture wayout_recorder"
    for name, covered in seen:
        for measure in covered.measures():
            if measure.what == "transitions" and not measure.reaches(percent):
                yield f"{name}: {measure}, below --wayout-cov-fail-under={percent:g}"
