"""WO502: the lifecycle has a state that the source lacks."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import ConstantsBinding
from wayout.analysis.conformance.drift.facts import Constants
from wayout.analysis.conformance.drift.matching import at, bound, by_value
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for each, binding in bound(lifecycle, ConstantsBinding):
        if not isinstance(each.fact, Constants) or not binding.whole or each.fact.unresolved:
            continue
        known = {item.value for item in each.fact.items}
        for value, states in by_value(lifecycle, binding.part).items():
            if value is not None and value not in known:
                what = f"the {binding.part}" if binding.part else "the value"
                yield CHECK.finding(
                    lifecycle,
                    f"no constant of {each.source} is {what} {value!r}: {each.fact.name} "
                    f"({at(each.fact.place)}) has none",
                    statuses=(str(value),),
                    location=states[0].location,
                    source=each.fact.place,
                )


CHECK = Check(
    id="WO502",
    slug="unknown-state",
    severity=Severity.ERROR,
    summary="A state of the lifecycle that the source has no constant for.",
    remedy="correct the value, or remove the state",
    run=_run,
)
