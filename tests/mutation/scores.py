"""How many mutants does each net notice, and why do the checks not notice the others?

`make mutation` runs this over every mutant of every built-in lifecycle, prints the tables and
writes them into the page of the docs.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.machines.fidelity.test_digest import digest
from tests.machines.walking import lifecycle_of
from tests.mutation.mutants import How, Mutant, Place, mutant, places, sample
from tests.mutation.nets import examples_differ, findings, verdict

from wayout.analysis.checks.catalogue import ON_LIFECYCLES, SLUGS
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines import BUILTIN
from wayout.machines.vocabulary import Kind, Role

RUN = {check: SLUGS[check] for check in ON_LIFECYCLES}
"""The checks of a lifecycle alone, by id."""

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "mutation.md"
SAMPLE = 40
BLOCK = re.compile(r"(<!-- make mutation: begin -->\n).*(<!-- make mutation: end -->)", re.DOTALL)


class Why(Enum):
    """Why the checks do not miss a step: what is left in its state. The first that fits."""

    STAYS = "stays"
    SAME_MOVE = "same move"
    SAME_KIND = "same kind"
    ONLY = "only one"


@dataclass(slots=True)
class Score:
    """The mutants of one lifecycle. `worded`: only messages or witnesses of findings differ."""

    mutants: int = 0
    by_checks: Counter[How] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)
    worded: int = 0
    by_digest: int = 0
    sampled: int = 0
    by_examples: int = 0
    missed: Counter[Why] = field(default_factory=Counter)
    only_ones: Counter[tuple[Kind | None, Role]] = field(default_factory=Counter)
    unnoticed: list[Place] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            *(getattr(self, name) + getattr(other, name) for name in Score.__dataclass_fields__)
        )


def score(
    lifecycle: Lifecycle, chosen: Iterable[Place], *, examples: Iterable[Place] = ()
) -> Score:
    """Mutate each place and ask the nets; the examples, which take longer, only of some."""
    sound = findings(lifecycle)
    table, decisive = digest(lifecycle), verdict(sound)
    slow_ones = set(examples)
    result = Score()
    for place in chosen:
        found = mutant(lifecycle, place)
        result.mutants += 1
        noticed = digest(found.lifecycle) != table
        result.by_digest += noticed
        reported = findings(found.lifecycle)
        if moved := verdict(reported) ^ decisive:
            result.by_checks[place.how] += 1
            result.by_check.update({check for check, *_ in moved})
            noticed = True
        else:
            result.worded += reported != sound
            _explain(result, lifecycle, place, found)
        if place in slow_ones:
            result.sampled += 1
            differs = examples_differ(found.lifecycle)
            result.by_examples += differs
            noticed = noticed or differs
        if not noticed:
            result.unnoticed.append(place)
    return result


def _explain(result: Score, lifecycle: Lifecycle, place: Place, found: Mutant) -> None:
    why = reason(lifecycle, found.lost)
    result.missed[why] += 1
    if why is Why.ONLY and place.how is How.DELETE:
        step = found.lost[0]
        result.only_ones[step.kind, lifecycle.by_id[step.from_state].role] += 1


def reason(lifecycle: Lifecycle, lost: tuple[Transition, ...]) -> Why:
    """Tell what else answers the questions that the lost steps answered."""
    nature = (lost[0].kind, lost[0].actor)
    moves = {step.to_state for step in lost if step.to_state != step.from_state}
    gone = {id(step) for step in lost}
    left = {
        step.to_state
        for step in lifecycle.leaving(lost[0].from_state)
        if id(step) not in gone and (step.kind, step.actor) == nature
    } - {lost[0].from_state}
    if not moves:
        return Why.STAYS
    if moves <= left:
        return Why.SAME_MOVE
    return Why.SAME_KIND if left else Why.ONLY


def tables(scores: dict[str, Score]) -> str:
    """Draw what was counted as Markdown tables."""
    every = sum(scores.values(), Score())
    rows = [*scores.items(), ("all", every)]
    nets = ["lifecycle", "mutants", "digest", "checks", "", "deleted", "redirected", "examples"]
    left = ["lifecycle", "survivors", "reworded", *(why.value for why in Why)]
    by_kind = [
        [kind.value, *(f"{every.only_ones[kind, role]:,}" for role in Role)]
        for kind in Kind
        if any(every.only_ones[kind, role] for role in Role)
    ]
    by_check = [[f"{check} {RUN[check]}", f"{every.by_check[check]:,}"] for check in RUN]
    return "\n".join(
        (
            *_table(nets, [[name, *_noticed(found)] for name, found in rows]),
            *_table(left, [[name, *_missed(found)] for name, found in rows]),
            *_table(["kind", *(role.value for role in Role)], by_kind),
            *_table(["check", "notices"], [row for row in by_check if row[1] != "0"]),
        )
    )


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    rule = f"|---|{'--:|' * (len(head) - 1)}"
    return [f"| {' | '.join(head)} |", rule, *(f"| {' | '.join(row)} |" for row in rows), ""]


def _noticed(found: Score) -> list[str]:
    by_checks = found.by_checks.total()
    return [
        f"{found.mutants:,}",
        f"{found.by_digest:,}",
        f"{by_checks:,}",
        f"{by_checks / found.mutants:.1%}",
        *(f"{found.by_checks[how]:,}" for how in How),
        f"{found.by_examples} of {found.sampled}",
    ]


def _missed(found: Score) -> list[str]:
    reasons = [f"{found.missed[why]:,}" for why in Why]
    return [f"{found.missed.total():,}", f"{found.worded:,}", *reasons]


def main() -> None:
    scores = {}
    for name in BUILTIN:
        lifecycle = lifecycle_of(name)
        every = places(lifecycle)
        chosen = _with_progress(name, every)
        scores[name] = score(lifecycle, chosen, examples=sample(lifecycle, SAMPLE))
    text = tables(scores)
    sys.stdout.write(text)
    if unnoticed := [(name, place) for name, found in scores.items() for place in found.unnoticed]:
        sys.exit("\n".join(f"no net notices {place} of {name}" for name, place in unnoticed))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(BLOCK.sub(rf"\1\n{text}\n\2", page), encoding="utf-8")


def _with_progress(name: str, every: list[Place]) -> Iterable[Place]:
    for number, place in enumerate(every, 1):
        yield place
        if number % 50 == 0 or number == len(every):
            end = "\n" if number == len(every) else ""
            sys.stderr.write(f"\r{name}: {number:,} of {len(every):,} mutants{end}")
            sys.stderr.flush()


if __name__ == "__main__":
    main()
