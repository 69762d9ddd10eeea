"""The tables `lifecycles.NAME.constraints` of a config: which guards can hold together."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.config.fields import Tables
from wayout.interfaces.config.values import Config, Constrained, joined
from wayout.interfaces.exchange.constraining import read_constraints
from wayout.machines.vocabulary import Constraints


def read_constrained(scopes: Mapping[str, Tables]) -> Iterator[Constrained]:
    """Yield each constraint, with the name of its lifecycle and where it is written."""
    for name, scope in scopes.items():
        said = scope.inner("constraints", read_constraints) or Constraints()
        entries = {
            "exclusive": [Constraints(exclusive=(group,)) for group in said.exclusive],
            "implies": [Constraints(implies=(pair,)) for pair in said.implies],
            "always": [Constraints(always=(text,)) for text in said.always],
        }
        for key, each in entries.items():
            for index, constraints in enumerate(each):
                path = f"{scope.at('constraints')}.{key}[{index}]"
                yield Constrained(constraints, name, scope.problems.at(path))


def constrained(lifecycle: Lifecycle, config: Config) -> tuple[Lifecycle, tuple[str, ...]]:
    """Return a lifecycle with its constraints, and what is wrong with these.

    Each must be about what the guards test, and all of them, with those that the machine
    declares, must be able to hold at once.
    """
    entries = [each for each in config.constraints if each.lifecycle == lifecycle.name]
    if not entries:
        return lifecycle, ()
    from wayout.analysis.guards import subjects_of

    tested = dict.fromkeys(_tested(lifecycle))
    problems = tuple(
        f"{entry.at}: {subject!r} is in no guard of {lifecycle.name}"
        f"{did_you_mean(subject, tuple(tested)) or '; remove it'}"
        for entry in entries
        for subject in subjects_of(entry.constraints.texts)
        if subject not in tested
    )
    bound = lifecycle.constrained(joined(entries))
    if not problems and _contradict(bound) and not _contradict(lifecycle):
        what = "contradict each other, so that no guard can ever hold; remove one of them"
        problems = (f"{entries[0].at}: the constraints of {lifecycle.name} {what}",)
    return bound, problems


def _tested(lifecycle: Lifecycle) -> tuple[str, ...]:
    from wayout.analysis.guards import subjects_of

    steps = (*lifecycle.transitions, *lifecycle.shadowed)
    return subjects_of(dict.fromkeys(step.guard for step in steps if step.guard is not None))


def _contradict(lifecycle: Lifecycle) -> bool:
    """Whether constraints do; where that cannot be decided, the checks say so."""
    from wayout.analysis.guards import GuardsTooLargeError

    with suppress(GuardsTooLargeError):
        return lifecycle.choices.contradict
    return False
