"""The oracles of the checks, as the property tests have them: gathered, never written twice.

A property test compares a check with a brute-force answer, or with itself on a changed machine,
for whatever it is given. Here many of them are given the same machine.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from inspect import signature
from types import ModuleType

from wayout.analysis.check import Check
from wayout.analysis.checks.catalogue import ON_LIFECYCLES, SLUGS
from wayout.analysis.finding import Finding, Report
from wayout.analysis.lifecycle import Lifecycle

RUN = {check: SLUGS[check] for check in ON_LIFECYCLES}
"""The checks of a lifecycle alone, by id."""


@dataclass(frozen=True, slots=True)
class Oracle:
    """One property test, without Hypothesis around it; `takes` are the names it asks for."""

    name: str
    compare: Callable[..., None]
    takes: tuple[str, ...]

    def __call__(self, drawn: Mapping[str, object]) -> None:
        """Compare.

        Raises:
            AssertionError: if check and oracle disagree.
        """
        self.compare(**{name: drawn[name] for name in self.takes})


@dataclass(slots=True)
class Counts:
    """How often each check was compared where it had a finding, and where it had none."""

    found: Counter[str] = field(default_factory=Counter)
    clean: Counter[str] = field(default_factory=Counter)

    def add(self, check: str, *, found: bool) -> None:
        """Count one comparison."""
        (self.found if found else self.clean)[check] += 1

    def one_sided(self, checks: Iterable[str]) -> Iterator[str]:
        """Say which of the checks nothing is shown of: it never, or always, had a finding."""
        for check in checks:
            if not self.found[check]:
                yield f"{check} {RUN[check]} never had a finding"
            if not self.clean[check]:
                yield f"{check} {RUN[check]} was never without a finding"


def oracles(counts: Counts) -> tuple[Oracle, ...]:
    """Return the oracle or oracles of every check; what their tests compare is counted.

    Raises:
        LookupError: if a check has none.
    """
    found: list[Oracle] = []
    for check, slug in RUN.items():
        module = _module(slug)
        own = tuple(_oracles_of(module))
        if not own:
            message = f"{check}: {module.__name__} has no property test"
            raise LookupError(message)
        _count(module, check, counts)
        found.extend(own)
    return tuple(found)


def relations() -> tuple[Oracle, ...]:
    """Return what holds of all checks: which changes of a machine change their findings."""
    return tuple(_oracles_of(_module("all-checks")))


def _module(slug: str) -> ModuleType:
    return import_module(f"tests.analysis.checks.test_{slug.replace('-', '_')}")


def _oracles_of(module: ModuleType) -> Iterator[Oracle]:
    for name, test in vars(module).items():
        inner = getattr(getattr(test, "hypothesis", None), "inner_test", None)
        if name.startswith("test_") and inner is not None:
            yield Oracle(f"{module.__name__}.{name}", inner, tuple(signature(inner).parameters))


def _count(module: ModuleType, check_id: str, counts: Counts) -> None:
    """Let a module's own `CHECK`, or its `verify`, tell of each machine whether it has findings."""
    check: Check | None = getattr(module, "CHECK", None)
    if check is not None:
        run = check.run
        assert run is not None

        def counted(lifecycle: Lifecycle) -> tuple[Finding, ...]:
            findings = tuple(run(lifecycle))
            counts.add(check_id, found=bool(findings))
            return findings

        module.CHECK = replace(check, run=counted)  # type: ignore[attr-defined]
        return
    verify = module.verify

    def verified(*args: object, **options: object) -> Report:
        report: Report = verify(*args, **options)
        if check_id in report.checks:
            counts.add(check_id, found=check_id in {finding.check for finding in report.findings})
        return report

    module.verify = verified  # type: ignore[attr-defined]
