"""The report as SARIF 2.1.0, as GitHub's code scanning and other viewers take it in.

OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01, 2023.
A witness is a code flow, a step each; an accepted finding is a suppressed result. Of more than
`MOST_RESULTS` findings the most severe are kept, and so are of more than `MOST_STEPS_OF_RUN` steps
the runs of these; a notification says how many are missing: GitHub shows no more of a run.
https://docs.github.com/code-security/reference/code-scanning/sarif-files
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from wayout import __version__
from wayout.analysis.check import Check
from wayout.analysis.checks import catalogue
from wayout.analysis.finding import Finding, Known, Report, Severity, Suppression
from wayout.analysis.lifecycle import Lifecycle, Location
from wayout.analysis.wording import quoted
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.layout import Screen, visible
from wayout.interfaces.reporters.flows import MOST_STEPS, flow, message, physical
from wayout.interfaces.reporters.wording import (
    counted,
    most_severe_first,
    place_of,
    undetermined,
)
from wayout.machines.vocabulary import Origin

MOST_RESULTS = 5_000
"""How many results GitHub shows of a run."""

MOST_STEPS_OF_RUN = 50_000
"""How many steps all code flows may have together: GitHub takes 10 MB in, compressed."""

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
)
_KINDS: Mapping[Origin, str] = MappingProxyType(
    {
        Origin.SOURCE: "inSource",
        Origin.INLINE: "inSource",
        Origin.CONFIG: "external",
        Origin.BASELINE: "external",
    }
)

_Value = dict[str, object]


def render(report: Report, _screen: Screen | None) -> str:
    """Return the log of one run: its rules, its results in the report's order."""
    gone = [known for known in report.fixed or () if known.check in catalogue.SLUGS]
    met = {finding.check for finding in report.findings} | {known.check for known in gone}
    rules = catalogue.checks(met.union(report.checks))
    results = _most_severe(report.findings)
    kept = _with_runs_that_fit(results)
    untold = sum(before is not after for before, after in zip(results, kept, strict=True))
    places = {lifecycle.name: lifecycle for lifecycle in report.lifecycles}
    index = {check.id: number for number, check in enumerate(rules)}
    run: _Value = {
        "tool": {"driver": _driver(rules)},
        "automationDetails": {"id": "wayout/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.unfinished,
                "ruleConfigurationOverrides": list(_overrides(report, rules)),
                "toolExecutionNotifications": [
                    *_undetermined(report),
                    *_notices(len(report.findings) - len(kept), untold),
                ],
            }
        ],
        "results": [_result(f, index[f.check], places.get(f.lifecycle)) for f in kept],
    }
    if report.fixed is not None:
        run["results"] = [
            *(_compared(f, index[f.check], places.get(f.lifecycle)) for f in kept),
            *(_absent(known, index[known.check], places.get(known.lifecycle)) for known in gone),
        ]
    return encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _most_severe(found: tuple[Finding, ...]) -> list[Finding]:
    """Return what fits, open findings before accepted ones, in the report's order."""
    if len(found) <= MOST_RESULTS:
        return list(found)
    kept = {id(finding) for finding in _ranked(found)[:MOST_RESULTS]}
    return [finding for finding in found if id(finding) in kept]


def _ranked(found: Iterable[Finding]) -> list[Finding]:
    return sorted(most_severe_first(found), key=lambda finding: finding.suppressed is not None)


def _with_runs_that_fit(found: list[Finding]) -> list[Finding]:
    """Return the findings, those without witness whose runs are too many in all."""
    left = MOST_STEPS_OF_RUN
    told: set[int] = set()
    for finding in _ranked(found):
        if finding.witness:
            left -= min(len(finding.witness.stem) + len(finding.witness.cycle), MOST_STEPS)
            if left < 0:
                break
            told.add(id(finding))
    return [f if id(f) in told or not f.witness else replace(f, witness=None) for f in found]


def _notices(missing: int, untold: int) -> Iterator[_Value]:
    if missing:
        text = (
            f"{counted(missing, 'finding')} of the least severe are left out: "
            f"no more than {MOST_RESULTS:,} results of a run are shown"
        )
        yield {"level": "warning", "message": {"text": text}}
    if untold:
        text = (
            f"the runs of {counted(untold, 'finding')} of the least severe are left out: "
            f"no more than {MOST_STEPS_OF_RUN:,} steps of a run are told"
        )
        yield {"level": "warning", "message": {"text": text}}


def _undetermined(report: Report) -> Iterator[_Value]:
    for unfinished in report.unfinished:
        yield {"level": "error", "message": {"text": message(undetermined(unfinished))}}


def _driver(rules: Iterable[Check]) -> _Value:
    return {
        "name": "wayout",
        "semanticVersion": __version__,
        "version": __version__,
        "rules": [_rule(check) for check in rules],
    }


def _rule(check: Check) -> _Value:
    page = catalogue.page(check.id)
    return {
        "id": check.id,
        "name": "".join(word.capitalize() for word in check.slug.split("-")),
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": f"{check.summary} Remedy: {check.remedy}."},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"tags": ["state machine", "lifecycle"], "precision": "very-high"},
    }


def _overrides(report: Report, rules: Iterable[Check]) -> Iterator[_Value]:
    """Say which rules were given another level.

    `defaultConfiguration` stays the tool's own: what a user sets for a run is an override of the
    invocation (SARIF 3.20.5, 3.51). The level of each result, which comes first (3.27.10), agrees.
    """
    given = dict(report.severities)
    for number, check in enumerate(rules):
        if check.id in given:
            yield {
                "descriptor": {"id": check.id, "index": number},
                "configuration": {"level": _LEVELS[given[check.id]]},
            }


def _result(finding: Finding, rule: int, lifecycle: Lifecycle | None) -> _Value:
    value: _Value = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": message(f"{finding.lifecycle}: {finding.message}.")},
        "locations": [
            {
                "physicalLocation": physical(place_of(finding)),
                "logicalLocations": list(_logical(finding)),
            }
        ],
        "partialFingerprints": {"wayout/v1": finding.fingerprint},
    }
    if finding.witness:
        value["codeFlows"] = [flow(finding.witness, lifecycle, place_of(finding))]
    if finding.source:
        value["relatedLocations"] = [
            {"physicalLocation": physical(finding.source), "message": {"text": "the source"}}
        ]
    value["suppressions"] = list(_suppressions(finding.suppressed))
    return value


def _compared(finding: Finding, rule: int, lifecycle: Lifecycle | None) -> _Value:
    """Say of a result whether the baseline holds it (SARIF 3.27.24)."""
    old = finding.suppressed is not None and finding.suppressed.origin is Origin.BASELINE
    return _result(finding, rule, lifecycle) | {"baselineState": "unchanged" if old else "new"}


def _absent(known: Known, rule: int, lifecycle: Lifecycle | None) -> _Value:
    """Return what the baseline holds and is found no more."""
    place = (lifecycle and lifecycle.location) or Location(known.lifecycle)
    about = (*known.claims, *known.states, *known.events, *known.statuses)
    names = quoted(about) if about else ""
    return {
        "ruleId": known.check,
        "ruleIndex": rule,
        "kind": "pass",
        "level": "none",
        "message": {
            "text": message(f"{known.lifecycle}: fixed{f' for {names}' if names else ''}.")
        },
        "locations": [{"physicalLocation": physical(place)}],
        "partialFingerprints": {"wayout/v1": known.fingerprint},
        "suppressions": [],
        "baselineState": "absent",
    }


def _suppressions(suppressed: Suppression | None) -> Iterator[_Value]:
    """An empty list says that there are none: SARIF 3.27.23 asks for all results or no result."""
    if suppressed:
        until = f" (until {suppressed.until})" if suppressed.until else ""
        yield {
            "kind": _KINDS[suppressed.origin],
            "status": "accepted",
            "justification": f"{suppressed.reason}{until}",
        }


def _logical(finding: Finding) -> Iterator[_Value]:
    for state in finding.states or ("",):
        name = state or finding.lifecycle
        full = f"{finding.lifecycle}.{state}" if state else finding.lifecycle
        yield {
            "name": visible(name) or "(empty)",
            "fullyQualifiedName": visible(full) or "(empty)",
            "kind": "member" if state else "type",
        }
