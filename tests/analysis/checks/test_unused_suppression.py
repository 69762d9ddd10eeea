from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.acceptances import OPEN, TODAY, accepted, findings, outline
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.verification import verify
from wayout.machines.vocabulary import Role


def test_an_acceptance_of_another_check_covers_nothing():
    found = findings(accepted("WO103", "lost"))
    assert outline(found) == [*OPEN, ("WO901", ("lost",), False)]
    assert found[-1].message == (
        "the acceptance of WO103 for 'lost' is unused: it covers no finding"
    )


def test_a_state_named_for_nothing_is_told():
    found = findings(accepted("WO102", "stuck", "open", "gone"))
    assert outline(found) == [
        OPEN[0],
        ("WO102", ("stuck",), True),
        OPEN[2],
        ("WO901", ("open", "gone"), False),
    ]
    assert found[-1].message == (
        "the acceptance of WO102 for 'stuck', 'open' and 'gone' is unused: "
        "no finding that it covers is about 'open' or 'gone'; tiny has no state 'gone'"
    )


def test_of_two_acceptances_of_one_finding_the_second_is_unused():
    found = findings(accepted("WO102", "stuck"), accepted("WO102", "stuck"))
    assert outline(found)[-1] == ("WO901", ("stuck",), False)
    assert len(found) == 4


def test_a_finding_of_several_states_is_covered_whole_or_not_at_all():
    roles = {"a": Role.STABLE, "b": Role.STABLE, "end": Role.FINAL}
    steps = [step("go", "a", "b"), step("back", "b", "a"), step("leave", "b", "a")]
    part = lifecycle(roles, steps, accepted=(accepted("WO103", "a"),))
    whole = lifecycle(roles, steps, accepted=(accepted("WO103", "b", "a"),))
    chosen = checks(["WO103", "WO901"])
    assert outline(list(verify([part, whole], chosen, today=TODAY).findings)) == [
        ("WO103", ("a", "b"), False),
        ("WO901", ("a",), False),
        ("WO103", ("a", "b"), True),
    ]


def test_an_event_named_for_nothing_is_told():
    found = findings(accepted("WO107", events=("refund", "close")))
    assert found[-1].message == (
        "the acceptance of WO107 for 'refund' and 'close' is unused: "
        "no finding that it covers is about event 'close'"
    )
    assert (found[-1].states, found[-1].events) == ((), ("close",))


def test_a_check_that_did_not_run_is_not_judged():
    found = findings(accepted("WO101", "lost"), only=("WO102", "WO901"))
    assert outline(found) == [OPEN[1]]


def test_an_unknown_check_is_told():
    found = findings(accepted("WO998", "open"), only=("WO901",))
    assert found[0].message == (
        "the acceptance of WO998 for 'open' is unused: there is no check 'WO998'; "
        "did you mean 'WO902'?"
    )


def test_what_is_misspelt_in_an_acceptance_is_told():
    state, event, check = findings(
        accepted("WO102", "stuk"), accepted("WO107", events=("refnd",)), accepted("dead-ends")
    )[-3:]
    assert state.message == (
        "the acceptance of WO102 for 'stuk' is unused: it covers no finding; "
        "tiny has no state 'stuk'; did you mean 'stuck'?"
    )
    assert event.message.endswith(
        "it covers no finding; tiny has no event 'refnd'; did you mean 'refund'?"
    )
    assert check.message.endswith("there is no check 'dead-ends'; did you mean 'dead-end'?")


def test_an_acceptance_that_names_nothing_says_so():
    assert findings(accepted("WO102"))[-1].message == (
        "the acceptance of WO102 is unused: it covers no finding, "
        "since it names no state and no event"
    )


def test_unused_acceptances_can_be_left_alone():
    assert not findings(accepted("WO103", "open"), only=("WO103",))


@given(lifecycles(), st.data())
def test_exactly_what_no_covered_finding_is_about_is_told(random: Lifecycle, data: st.DataObject):
    """One acceptance of the states of one check, held against a count of its findings."""
    chosen = checks(["WO102", "WO901"])
    names = data.draw(st.lists(st.sampled_from([*random.by_id, "gone"]), unique=True, min_size=1))
    dead = {finding.states[0] for finding in verify([random], chosen, today=TODAY).findings}
    judged = replace(random, accepted=(accepted("WO102", *names),))
    report = verify([judged], chosen, today=TODAY)
    idle = tuple(name for name in names if name not in dead)
    assert [f.states for f in report.open if f.check == "WO901"] == ([idle] if idle else [])
    assert {f.states[0] for f in report.accepted} == dead & set(names)
