"""Hold every check against its oracle on many random machines, and every reporter on five seeds.

`make differential` runs this over ten thousand machines and prints the counts.
"""

import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.guards.options import CONSTRAINTS, OPTIONS
from tests.analysis.lifecycles import lifecycles, projection
from tests.differential.oracles import Counts, Oracle, oracles, relations
from tests.interfaces.process import wayout

from wayout.analysis.checks.catalogue import ON_LIFECYCLES, SLUGS
from wayout.analysis.finding import Report
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.interfaces.reporters import REPORTERS, reporter
from wayout.machines.vocabulary import Kind, Role

RUN = {check: SLUGS[check] for check in ON_LIFECYCLES}
"""The checks of a lifecycle alone, by id."""

MACHINES = 10_000
REPORTED = 100
"""So many of the machines go through every reporter."""

HASH_SEEDS = ("0", "1", "2", "3", "4711")

_BYTES = 8_192
"""More than any machine needs to be drawn from."""

_ANY = tuple(Role)
_MIXES: tuple[tuple[Role, ...], ...] = (
    _ANY,
    (*[Role.TRANSIENT] * 4, *[Role.ERROR] * 2, Role.STABLE, Role.FINAL),
    (Role.TRANSIENT, Role.TRANSIENT, Role.STABLE),
    (Role.STABLE, Role.STABLE, Role.TRANSIENT, Role.ERROR, Role.FINAL),
)
"""Roles to draw from: of some, all checks find enough; of others, a few find more."""


def _at_work(machine: Lifecycle) -> Lifecycle:
    """Let calls begin work, and services go on with it: few random operations are that long."""
    first, *others = machine.states
    states = (replace(first, role=Role.STABLE), *others)
    at_work = {state.id for state in states if state.role is Role.TRANSIENT}

    def step(each: Transition) -> Transition:
        kind = Kind.PROGRESS if each.from_state in at_work else Kind.REQUEST
        return replace(each, kind=kind, actor=kind.usual_actor)

    shown = {state.id: "AB"[index % 2] for index, state in enumerate(states)}
    return replace(
        machine,
        states=states,
        projection=machine.projection or projection(shown),
        transitions=tuple(map(step, machine.transitions)),
        shadowed=tuple(map(step, machine.shadowed)),
    )


MACHINE = st.one_of(
    *(lifecycles(roles=roles) for roles in _MIXES),
    *(lifecycles(roles=[*[Role.TRANSIENT] * count, Role.STABLE]).map(_at_work) for count in (3, 5)),
)
_DRAWN = st.fixed_dictionaries(
    {
        "random": MACHINE,
        "options": OPTIONS,
        "constraints": CONSTRAINTS,
        "until": st.dates(),
        "today": st.dates(),
        "shuffler": st.integers(0, 2**32).map(Random),
        "order": st.permutations(range(7)),
        "labels": st.permutations("abcde"),
        "data": st.data(),
        "condition": st.sampled_from(["s0", "s1"]),
        "target": st.sampled_from(["s0", "s1"]),
        "text": st.sampled_from(["AG EF deleted", "EF error & !deleted", "AG (available"])
        | st.text("AEFGXUW()!&|-> \"'=x", min_size=1).filter(str.strip),
    }
)


def compare(count: int, counts: Counts) -> tuple[Lifecycle, ...]:
    """Give that many different machines to every oracle and relation, and return them.

    The same ones in every run: Hypothesis draws each from bytes, and these from fixed seeds. Its
    own search would spend a third of the draws on variants of machines that it has had.

    Raises:
        AssertionError: if a check and its oracle disagree, with the machine.
    """
    every: Sequence[Oracle] = (*oracles(counts), *relations())
    machines: dict[str, Lifecycle] = {}

    @settings(database=None, deadline=None)
    @given(_DRAWN)
    def agree(drawn: dict[str, object]) -> None:
        machine = drawn["random"]
        assert isinstance(machine, Lifecycle)
        if machines.setdefault(repr(machine), machine) is machine:
            for oracle in every:
                oracle(drawn)

    draw = agree.hypothesis.fuzz_one_input
    for number in itertools.count():
        if len(machines) == count:
            return tuple(machines.values())
        draw(Random(number).randbytes(_BYTES))  # noqa: S311 - to be the same in every run
    raise AssertionError


def reports(machines: Sequence[Lifecycle]) -> dict[tuple[str, str], bytes]:
    """Map each format and hash seed to the report on these machines, by processes of their own."""
    named = [replace(each, name=f"machine{n}") for n, each in enumerate(machines)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        text = reporter("json")(Report(tuple(named), ()), None)
        (folder / "machines.json").write_text(text, encoding="utf-8")
        for hash_seed in HASH_SEEDS:
            wanted = [f"--report={form}={form}.{hash_seed}" for form in REPORTERS]
            done = wayout(
                "check", "machines.json", *wanted, cwd=folder, env={"PYTHONHASHSEED": hash_seed}
            )
            assert done.returncode == 1, done.stderr
        return {
            (form, hash_seed): (folder / f"{form}.{hash_seed}").read_bytes()
            for form, hash_seed in product(REPORTERS, HASH_SEEDS)
        }


def unlike(reports: dict[tuple[str, str], bytes]) -> Iterator[str]:
    """Say which formats are not the same bytes under every hash seed, or are empty."""
    for form in REPORTERS:
        texts = {reports[form, hash_seed] for hash_seed in HASH_SEEDS}
        if len(texts) != 1 or not all(texts):
            yield f"{form}: {len(texts)} different reports under {len(HASH_SEEDS)} hash seeds"


def table(counts: Counts) -> Iterator[str]:
    """Yield a line per check: how often it had a finding where it was compared, how often none."""
    width = max(map(len, RUN.values()))
    yield f"{'check'.ljust(width + 6)}  {'found':>8}  {'clean':>8}"
    for check, slug in RUN.items():
        found, clean = counts.found[check], counts.clean[check]
        yield f"{check} {slug.ljust(width)} {found:>8,}  {clean:>8,}"


def main(count: int = MACHINES) -> int:
    """Compare, print the counts, and return the exit code."""
    counts = Counts()
    machines = compare(count, counts)
    lines = [f"{len(machines):,} different random machines", *table(counts)]
    problems = [*counts.one_sided(RUN), *unlike(reports(machines[:REPORTED]))]
    agreed = (
        f"every check agrees with its oracle, {len(relations())} rules hold of all of them, and "
        f"{len(REPORTERS)} reports are the same bytes under {len(HASH_SEEDS)} hash seeds"
    )
    sys.stdout.write("\n".join([*lines, *(problems or [agreed]), ""]))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
