"""The tests are tested: a mistake in a lifecycle does not go unnoticed."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from tests.analysis.lifecycles import lifecycle, step
from tests.machines.fidelity.test_digest import digest
from tests.machines.walking import QUICK_FIRST, Disagreement, Walk, lifecycle_of, load
from tests.mutation.mutants import How, Mutant, Place, edited, mutant, places, sample
from tests.mutation.nets import examples_of, findings, verdict
from tests.mutation.scores import BLOCK, PAGE, SAMPLE, Why, reason, score

from wayout.analysis.reading import read
from wayout.machines import BUILTIN
from wayout.machines.vocabulary import Kind, Role

PRINTER = lifecycle(
    {"idle": Role.STABLE, "busy": Role.TRANSIENT, "jammed": Role.ERROR, "gone": Role.FINAL},
    [
        step("print", "idle", "busy", Kind.REQUEST),
        step("copy", "idle", "busy", Kind.REQUEST),
        step("done", "busy", "idle", Kind.SUCCESS),
        step("jam", "busy", "jammed", Kind.FAILURE),
        step("abort", "busy", "idle", Kind.REQUEST),
        step("clear", "jammed", "idle", Kind.REQUEST),
        step("scrap", "idle", "gone", Kind.REQUEST),
        step("ping", "idle", "idle", Kind.REQUEST),
    ],
)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("print", Why.SAME_MOVE),
        ("ping", Why.STAYS),
        ("done", Why.ONLY),
        ("jam", Why.ONLY),
        ("scrap", Why.SAME_KIND),
        ("clear", Why.ONLY),
    ],
)
def test_checks_notice_what_nothing_else_stands_in_for(event: str, why: Why) -> None:
    state = next(each.from_state for each in PRINTER.transitions if each.event == event)
    found = mutant(PRINTER, Place(How.DELETE, event, state))
    is_noticed = verdict(findings(found.lifecycle)) != verdict(findings(PRINTER))
    assert is_noticed == (event in {"jam", "scrap", "clear"})
    assert reason(PRINTER, found.lost) is why
    assert event not in found.lifecycle.events


def test_every_event_of_every_state_is_deleted_and_redirected_once() -> None:
    every = [mutant(PRINTER, place).lifecycle for place in places(PRINTER)]
    deleted, redirected = every[:8], every[8:]
    assert [set(PRINTER.transitions) - set(each.transitions) for each in deleted] == [
        {each} for each in PRINTER.transitions
    ]
    assert all(len(each.transitions) == 8 for each in redirected)
    assert [
        [new == old for new, old in zip(each.transitions, PRINTER.transitions, strict=True)]
        for each in redirected
    ] == [[other != index for other in range(8)] for index in range(8)]


def test_what_nobody_notices_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.mutation.scores.digest", lambda _: "always the same")
    found = score(PRINTER, places(PRINTER))
    assert found.by_digest == 0
    assert Place(How.DELETE, "print", "idle") in found.unnoticed
    assert len(found.unnoticed) == found.mutants - found.by_checks.total() > 0


@pytest.mark.parametrize("name", BUILTIN)
def test_checks_are_silent_on_the_sound_lifecycle(name: str) -> None:
    assert not [found for found in findings(lifecycle_of(name)) if found.suppressed is None]


@pytest.mark.parametrize("name", BUILTIN)
def test_the_digest_tells_mutants_from_the_lifecycle_and_from_each_other(name: str) -> None:
    sound = lifecycle_of(name)
    mutants = [mutant(sound, place).lifecycle for place in sample(sound, 20)]
    assert all(a != b for a, b in combinations(map(digest, (sound, *mutants)), 2))
    assert digest(replace(sound, transitions=sound.transitions[::-1])) == digest(sound)


@pytest.mark.parametrize("name", QUICK_FIRST)
def test_the_same_mistake_in_the_class_is_the_same_in_the_graph(name: str) -> None:
    machine, sound = load(name), lifecycle_of(name)
    for place in sample(sound, 4):
        found = mutant(sound, place)
        with edited(machine, found):
            graph = read(machine, target=name, name=name)
        if sound.by_id[place.state].parent is None:
            assert set(graph.transitions) == set(found.lifecycle.transitions), place
            assert verdict(findings(graph)) == verdict(findings(found.lifecycle)), place
        assert digest(graph) != digest(sound), place
    assert read(machine, target=name, name=name) == sound


@pytest.mark.parametrize("name", QUICK_FIRST)
def test_a_walk_meets_a_mistake_in_the_class(name: str) -> None:
    machine, sound = load(name), lifecycle_of(name)
    reached = [place for place in sample(sound, SAMPLE) if place.state in sound.reached]
    assert {place.how for place in reached[:8]} == set(How)
    for place in reached[:8]:
        found = mutant(sound, place)
        with edited(machine, found), pytest.raises(Disagreement):
            walk_past(Walk(machine, sound), found)


def walk_past(walk: Walk, found: Mutant) -> None:
    """Go to the state of a mistake, and make its step there."""
    run = list(found.lost[:1])
    while (before := walk.lifecycle.reached[run[0].from_state]) is not None:
        run.insert(0, before)
    for each in run:
        walk.take(each)


@pytest.mark.slow
def test_examples_of_the_docs_are_run_with_a_lifecycle_put_in_place_of_another() -> None:
    assert "wayout list" in examples_of("image")
    assert "wayout explain dead-end" not in examples_of("image")


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILTIN)
def test_no_mutant_goes_unnoticed(name: str) -> None:
    sound = lifecycle_of(name)
    chosen = sample(sound, SAMPLE)
    found = score(sound, chosen, examples=chosen)
    assert not found.unnoticed
    assert found.by_digest == found.sampled == found.mutants == len(chosen)
    assert found.by_examples >= sum(place.how is How.DELETE for place in chosen)
    assert found.by_checks.total() + found.missed.total() == found.mutants


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILTIN)
def test_the_page_counts_the_mutants_that_there_are(name: str) -> None:
    row = re.search(rf"^\| {name} \| ([\d,]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert row, f"the page has no figures of {name}; run `make mutation`"
    assert row[1] == f"{len(places(lifecycle_of(name))):,}", "run `make mutation`"


def test_the_page_has_a_place_for_figures() -> None:
    assert BLOCK.search(PAGE.read_text(encoding="utf-8"))
