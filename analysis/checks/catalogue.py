"""The checks by id, listed by hand; a test holds the list against the folder.

Each entry is a module of this folder, with its page beside it: `unreachable_state.py` holds
`CHECK`, `unreachable_state.md` says what it means. The list itself imports neither, so that
naming and explaining checks costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wayout.analysis.check import Check
    from wayout.analysis.finding import Report
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.analysis.systems.declared import DeclaredSystem

SLUGS: Mapping[str, str] = MappingProxyType(
    {
        "WO101": "unreachable-state",
        "WO102": "dead-end",
        "WO103": "no-path-to-final",
        "WO104": "livelock",
        "WO105": "final-state-left",
        "WO106": "initial-state",
        "WO107": "dead-event",
        "WO108": "duplicate-transition",
        "WO109": "duplicate-value",
        "WO110": "eventless-cycle",
        "WO111": "transient-cycle",
        "WO201": "transient-without-failure-exit",
        "WO202": "error-without-recovery",
        "WO203": "admin-only-exit",
        "WO204": "stuck-after-crash",
        "WO205": "undeletable",
        "WO301": "nondeterministic-event",
        "WO302": "shadowed-transition",
        "WO303": "overlapping-guards",
        "WO304": "guard-gap",
        "WO305": "contradictory-guard",
        "WO306": "unknown-guard",
        "WO401": "partial-projection",
        "WO402": "hidden-transient",
        "WO403": "unused-status",
        "WO404": "status-flicker",
        "WO501": "undeclared-state",
        "WO502": "unknown-state",
        "WO503": "guard-mismatch",
        "WO504": "missing-transition",
        "WO505": "extra-transition",
        "WO506": "undeclared-write",
        "WO507": "projection-mismatch",
        "WO508": "stale-docs",
        "WO601": "undeclared-step",
        "WO602": "step-after-final",
        "WO603": "unknown-recorded-state",
        "WO604": "skipped-step",
        "WO605": "stuck-resource",
        "WO701": "failed-claim",
        "WO702": "vacuous-claim",
        "WO703": "unreadable-claim",
        "WO901": "unused-suppression",
        "WO902": "expired-suppression",
    }
)
"""Id -> slug of every check, in the order in which they run."""

ON_DRIFT = tuple(check_id for check_id in SLUGS if check_id.startswith("WO5"))
"""The checks that hold a lifecycle against facts of sources: `wayout drift` runs them."""

ON_LOGS = tuple(check_id for check_id in SLUGS if check_id.startswith("WO6"))
"""The checks that hold a lifecycle against what logs record: `wayout replay` runs them."""

ON_LIFECYCLES = tuple(check_id for check_id in SLUGS if check_id not in {*ON_DRIFT, *ON_LOGS})
"""The checks that need nothing but the lifecycle."""


def checks(ids: Iterable[str] = ON_LIFECYCLES) -> tuple[Check, ...]:
    """Load the checks with these ids, in catalogue order.

    Raises:
        KeyError: for an id that is not in the catalogue.
    """
    wanted = set(ids)
    if unknown := wanted - SLUGS.keys():
        raise KeyError(*sorted(unknown))
    return tuple(_module(SLUGS[check_id]).CHECK for check_id in SLUGS if check_id in wanted)


def page(check_id: str) -> str:
    """Return the Markdown page that explains a check: definition, examples, remedy."""
    from importlib.resources import files

    name = SLUGS[check_id].replace("-", "_")
    return files(__package__).joinpath(f"{name}.md").read_text(encoding="utf-8")


def _module(slug: str) -> ModuleType:
    return import_module(f"{__package__}.{slug.replace('-', '_')}")


def run_on(subject: Lifecycle | DeclaredSystem, report: Report) -> tuple[str, ...]:
    """Return the ids of the checks of a report that are for a lifecycle, or for a system."""
    if any(subject is each for each in report.lifecycles):
        return report.checks
    judged = (check for check in checks(report.checks) if check.on_systems or check.run is None)
    return tuple(check.id for check in judged)
