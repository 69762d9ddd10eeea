import pytest
from tests.analysis.lifecycles import lifecycle, step
from tests.analysis.oracles import assert_runs

from wayout.analysis.finding import Witness
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.logic.claims import prove_claim
from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.unfolding import remembering, structure_of
from wayout.analysis.proof import Proof, Verdict
from wayout.machines.vocabulary import Actor, Claim, Kind, Role

ROLES = {
    "absent": Role.STABLE,
    "creating": Role.TRANSIENT,
    "available": Role.STABLE,
    "error": Role.ERROR,
    "deleting": Role.TRANSIENT,
    "stuck": Role.TRANSIENT,
    "deleted": Role.FINAL,
    "lost": Role.STABLE,
}
STEPS = [
    step("create", "absent", "creating", Kind.REQUEST),
    step("created", "creating", "available", Kind.SUCCESS),
    step("failed", "creating", "error", Kind.FAILURE),
    step("poke", "creating", "creating", Kind.REQUEST),
    step("delete", "available", "deleting", Kind.REQUEST),
    step("reset", "error", "available", Kind.ADMIN),
    step("gone", "deleting", "deleted", Kind.SUCCESS),
    step("retry", "deleting", "stuck", Kind.PROGRESS),
    step("back", "stuck", "deleting", Kind.PROGRESS),
    step("unlock", "lost", "available", Kind.REQUEST),
]
VOLUME = lifecycle(ROLES, STEPS)


def proved(formula: str, *fair: str, of: Lifecycle = VOLUME) -> Proof:
    proof = prove_claim(of, Claim("tried", formula, "a trial", fair))
    if proof.witness is not None:
        assert_runs(of, proof.witness)
    return proof


def events(witness: Witness | None) -> list[str | None]:
    assert witness is not None
    return [step.event for step in witness.stem[1:]]


def cycle(witness: Witness | None) -> list[str | None]:
    assert witness is not None
    return [step.event for step in witness.cycle]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        ("AG EF deleted", "holds"),
        ("AG E{user, service}F deleted", "fails"),
        ("AG E{admin, service}F (available | deleted)", "fails"),
        ("EF (error & EX available)", "holds"),
        ("AG !lost", "holds"),
        ("!EF deleted", "fails"),
        ("A[!available U creating]", "holds"),
        ("absent & AX AX (available | error | creating)", "holds"),
        ("AG (event(created) -> available)", "holds"),
        ("AG (available -> event(created, reset))", "holds"),
        ("AG (available -> event(created))", "fails"),
        ("kind(request) precedes kind(success)", "holds"),
        ("event(created) precedes kind(admin)", "fails"),
        ("G F final", "fails"),
        ("AG AF !creating", "fails"),
        ("AG (error -> EF stable)", "holds"),
        ("AG EF (stable | final)", "vacuous"),
        ("DELETED leads to false", "fails"),
        ("role = error leads to available", "holds"),
        ("true", "holds"),
    ],
)
def test_verdicts(formula: str, verdict: str):
    assert proved(formula).verdict.value == verdict


def test_a_failing_invariant_is_shown_by_a_shortest_run():
    proof = proved("AG !available")
    assert events(proof.witness) == ["create", "created"]
    assert proof.states == ("available",)
    assert proof.remark == ""


def test_all_states_that_break_a_claim_are_named():
    assert proved("AG (AX stable)").states == (
        "absent",
        "creating",
        "available",
        "deleting",
        "stuck",
    )


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        ("AG (EX true <-> !deleted)", "holds"),
        ("AG (AX false <-> deleted)", "holds"),
        ("AG (deleted -> AX available)", "holds"),
        ("EF (deleted & EX deleted)", "fails"),
        ("EF (deleted & E[X X true])", "fails"),
        ("EF (deleted & E[!X available])", "holds"),
        ("AG (deleted -> A[X X false])", "holds"),
        ("AG (deleted -> A[!X true])", "fails"),
        ("G X !absent", "holds"),
        ("AG (creating -> E{service}X true)", "holds"),
        ("AG (creating -> E{user}X creating)", "holds"),
        ("AG (creating -> E{admin}X true)", "fails"),
        ("AG (creating -> A{admin}X false)", "holds"),
    ],
)
def test_next_asks_under_e_for_a_step_and_under_a_for_none(formula: str, verdict: str):
    expected = {"holds", "vacuous"} if verdict == "holds" else {"fails"}
    assert proved(formula).verdict.value in expected


def test_where_a_run_rests_is_shown_as_the_deadlock_that_it_is():
    proof = proved("AG EX true")
    assert events(proof.witness) == ["create", "created", "delete", "gone"]
    assert proof.remark == "it stays in 'deleted' for ever: no step leads on"
    assert proved("AG E{user}X true").remark == (
        "it stays in 'error' for ever: no step of user leads on"
    )
    assert proved("EF (deleting & !E[X (deleted & EX true)])").remark == (
        "in 'deleting', AX !(deleted & EX true)"
    )


def test_a_next_that_is_left_open_is_told_as_it_was_written():
    assert proved("E[X (available & X stuck)]").remark == (
        "in 'absent', AX (!available | X !stuck)"
    )
    assert proved("AG A[!X creating]").verdict is Verdict.FAILS
    assert proved("E[!X creating & X X available]").remark == (
        "in 'absent', A[!X !creating | X X !available]"
    )
    assert proved("AX EX stuck").remark == "in 'creating', AX !stuck"


def test_what_is_missing_at_the_end_of_a_run_is_said():
    proof = proved("AG E{user, service}F deleted")
    assert events(proof.witness) == ["create", "failed"]
    assert proof.remark == "in 'error', A{user, service}G !deleted"
    assert proof.states == ("error",)


def test_a_run_that_goes_on_for_ever_is_a_lasso():
    proof = proved("AG AF !transient")
    assert events(proof.witness) == ["create"]
    assert cycle(proof.witness) == ["poke"]


def test_fairness_lets_the_service_finish():
    assert proved("AG AF !creating", "service").verdict is Verdict.HOLDS
    assert proved("AG AF !transient", "strong event(gone)").verdict is Verdict.FAILS
    assert proved("AG AF !transient", "service").verdict is Verdict.HOLDS


def test_weak_fairness_does_not_help_where_the_step_cannot_always_be_made():
    proof = proved("AG AF !(deleting | stuck)", "weak event(gone)")
    assert cycle(proof.witness) in (["retry", "back"], ["back", "retry"])
    assert proved("AG AF !(deleting | stuck)", "strong event(gone)").verdict is Verdict.HOLDS


def test_a_run_that_ends_rests_where_it_is():
    proof = proved("G F stable", "service")
    assert proof.witness is not None
    assert not proof.witness.cycle
    assert proof.remark == "it stays in 'error' for ever: no step leads on" or (
        proof.witness.stem[-1].state == "deleted"
    )


def test_a_run_of_some_actors_rests_where_none_of_their_steps_leads_on():
    proof = proved("AG A{admin}F false")
    assert proof.remark == "it stays in 'absent' for ever: no step of admin leads on"


def test_what_holds_of_some_run_is_shown_by_one():
    proof = proved("EF deleted")
    assert proof.verdict is Verdict.HOLDS
    assert events(proof.witness) == ["create", "created", "delete", "gone"]
    assert cycle(proved("EF EG deleting | EF EG stuck | EF EG creating").witness) == ["poke"]


@pytest.mark.parametrize(
    ("formula", "idle"),
    [
        ("AG (lost -> AF deleted)", "AF deleted"),
        ("AG (error -> EF (final | error))", "error"),
        ("AG (available -> EX deleting | EF (stuck & EX deleting))", "EX deleting"),
        ("AG ((lost <-> lost) | creating)", "creating"),
        ("lost leads to deleted", "deleted"),
        ("never lost before deleted", "deleted"),
        ("G (creating -> creating | F deleted)", "F deleted"),
    ],
)
def test_the_largest_part_that_does_not_matter_is_named(formula: str, idle: str):
    proof = proved(formula)
    assert proof.verdict is Verdict.VACUOUS
    assert proof.idle == idle


def test_a_lifecycle_without_beginning_satisfies_everything_vacuously():
    proof = proved("AG false", of=lifecycle(ROLES, STEPS, initial=()))
    assert proof.verdict is Verdict.VACUOUS
    assert proof.remark == "no run begins: there is no initial state"


def test_every_initial_state_counts():
    two = lifecycle(ROLES, STEPS, initial=("absent", "lost"))
    proof = proved("!lost", of=two)
    assert proof.verdict is Verdict.FAILS
    assert proof.witness is not None
    assert proof.witness.stem[0].state == "lost"


def test_a_state_wins_over_a_role_and_quotes_mean_a_state():
    roles = {"start": Role.STABLE, "error": Role.STABLE, "bad": Role.ERROR}
    odd = lifecycle(roles, [step("a", "start", "error"), step("b", "error", "bad")])
    assert proved("AG (event(a) -> error)", of=odd).verdict is Verdict.HOLDS
    assert proved("AG (event(b) -> role = error)", of=odd).verdict is Verdict.HOLDS
    assert proved("AG (event(b) -> error)", of=odd).verdict is Verdict.FAILS
    with pytest.raises(FormulaError, match="'final' is not a state"):
        proved('EF "final"', of=odd)


def test_a_step_that_does_not_say_its_actor_may_be_anybodys():
    free = lifecycle({"a": Role.STABLE, "b": Role.FINAL}, [step("go", "a", "b")])
    assert proved("E{user}F b & E{timer}F b", of=free).verdict is Verdict.HOLDS


def test_an_actor_other_than_the_usual_one_counts():
    called = lifecycle(
        {"a": Role.STABLE, "b": Role.FINAL},
        [step("go", "a", "b", Kind.REQUEST, actor=Actor.SERVICE)],
    )
    assert proved("E{user}F b", of=called).verdict is Verdict.FAILS
    assert proved("EF actor(service)", of=called).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("AG (creatng -> EF deleted)", "column 5: 'creatng' is not a state or role; did you mean"),
        ('AG "transient"', "column 4: 'transient' is not a state"),
        ("AG event(creat)", "column 4: 'creat' is not an event; did you mean 'create'?"),
        ("AG x.role = error", "column 4: 'x' is not a member"),
    ],
)
def test_names_that_are_not_there_are_refused(formula: str, message: str):
    with pytest.raises(FormulaError) as caught:
        proved(formula)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("fair", "message"),
    [
        ("strong deleting", "column 8: found 'deleting'; fairness is said of steps"),
        ("weak each event(x)", "column 11: 'x' is not an event"),
        ("strong", "column 1: 'strong'"),
        ("weak F event(create)", "found 'F event(create)'"),
        ("servce", "found 'servce'; fairness is said of steps"),
    ],
)
def test_assumptions_that_say_nothing_of_steps_are_refused(fair: str, message: str):
    with pytest.raises(FormulaError) as caught:
        proved("AG true", fair)
    assert message.partition(": ")[2] in str(caught.value)


def test_past_a_limit_the_verdict_is_open():
    claim = Claim("large", "G F stable & F G error", "a trial")
    proof = prove_claim(VOLUME, claim, most=3)
    assert proof.verdict is Verdict.UNDETERMINED
    assert "more than 3 states" in proof.remark


def test_too_many_doublings_are_undetermined():
    formula = " <-> ".join(["F creating"] * 12)
    assert proved(formula).verdict is Verdict.UNDETERMINED


def test_remembering_costs_no_more_states_than_asked_for():
    structure = structure_of(VOLUME)
    assert remembering(structure, ()) is structure
    assert len(structure.names) == 7
    assert "lost" not in structure.names
