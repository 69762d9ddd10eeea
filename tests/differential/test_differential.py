"""The differential run notices what it is for; `make differential` is the whole of it."""

import importlib
from dataclasses import replace

import pytest
from tests.differential.comparing import HASH_SEEDS, compare, reports, table, unlike
from tests.differential.oracles import Counts, oracles, relations

from wayout.analysis.checks.catalogue import ON_LIFECYCLES, SLUGS
from wayout.interfaces.reporters import REPORTERS

RUN = {check: SLUGS[check] for check in ON_LIFECYCLES}
"""The checks of a lifecycle alone, by id."""


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the modules of the oracles back what is put in its place to be counted."""
    for slug in RUN.values():
        module = importlib.import_module(f"tests.analysis.checks.test_{slug.replace('-', '_')}")
        for name in ("CHECK", "verify"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, getattr(module, name))


def test_machines_are_the_same_in_every_run_and_different_from_each_other() -> None:
    first, second = compare(5, Counts()), compare(5, Counts())
    assert first == second
    assert len(set(map(repr, first))) == 5


def test_a_check_that_is_blind_disagrees_with_its_oracle(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("tests.analysis.checks.test_dead_end")
    monkeypatch.setattr(module, "CHECK", replace(module.CHECK, run=lambda _: ()))
    with pytest.raises(AssertionError):
        compare(20, Counts())


def test_every_check_has_an_oracle_and_is_counted() -> None:
    counts = Counts()
    names = {oracle.name.rpartition(".")[0] for oracle in oracles(counts)}
    assert len(names) == len(RUN)
    assert relations()
    compare(3, counts)
    assert {*counts.found, *counts.clean} == set(RUN)


def test_a_check_that_never_has_a_finding_is_told() -> None:
    counts = Counts()
    counts.add("WO101", found=True)
    counts.add("WO101", found=False)
    counts.add("WO102", found=False)
    assert list(counts.one_sided(["WO101", "WO102"])) == ["WO102 dead-end never had a finding"]
    assert [line.split() for line in table(counts)][1:3] == [
        ["WO101", "unreachable-state", "1", "1"],
        ["WO102", "dead-end", "0", "1"],
    ]


def test_a_report_that_depends_on_the_hash_seed_is_told() -> None:
    same = {(form, hash_seed): b"x" for form in REPORTERS for hash_seed in HASH_SEEDS}
    assert list(unlike(same)) == []
    (line,) = unlike({**same, ("sarif", "3"): b"y"})
    assert line == "sarif: 2 different reports under 5 hash seeds"


@pytest.mark.slow
def test_reports_on_random_machines_are_the_same_bytes_under_every_hash_seed() -> None:
    assert list(unlike(reports(compare(20, Counts())))) == []
