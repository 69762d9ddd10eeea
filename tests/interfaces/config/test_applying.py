from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, step
from tests.interfaces.config.configs import config

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.verification import verify
from wayout.interfaces.config import apply
from wayout.interfaces.errors import ConfigError
from wayout.machines.vocabulary import Actor, Constraints, Kind, Role


def unannotated(*states: str, events: tuple[str, ...] = ("go",)) -> Lifecycle:
    from dataclasses import replace

    steps = [step(event, states[0], states[-1]) for event in events]
    tiny = lifecycle(dict.fromkeys(states, Role.STABLE), steps)
    return replace(
        tiny,
        states=tuple(replace(state, inferred=True) for state in tiny.states),
        transitions=tuple(replace(t, kind=None, actor=None) for t in tiny.transitions),
    )


TINY = unannotated("open", "packing", "lost", events=("pay", "lose", "sweep"))


def roles(text: str, one: Lifecycle = TINY) -> dict[str, tuple[str, bool]]:
    (applied,) = apply(config(text), [one], whole=True)
    return {state.id: (state.role.value, state.inferred) for state in applied.states}


def test_a_given_role_is_inferred_no_more() -> None:
    assert roles("[roles]\ntransient = ['*ing']") == {
        "open": ("stable", True),
        "packing": ("transient", False),
        "lost": ("stable", True),
    }


def test_one_lifecycle_comes_before_all_and_a_name_before_a_pattern() -> None:
    text = f"""
    roles.transient = ["*"]
    roles.error = ["packing"]
    lifecycles.{TINY.name}.roles.final = ["l*"]
    """
    assert [role for role, _ in roles(text).values()] == ["transient", "error", "final"]


def test_kinds_bring_their_actor_unless_another_is_given() -> None:
    text = "kinds.request = ['pay', 'sweep']\nactors.timer = ['sweep']\nactors.admin = ['lose']"
    (applied,) = apply(config(text), [TINY], whole=True)
    assert [(t.event, t.kind, t.actor) for t in applied.transitions] == [
        ("pay", Kind.REQUEST, Actor.USER),
        ("lose", None, Actor.ADMIN),
        ("sweep", Kind.REQUEST, Actor.TIMER),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("roles.error = ['losd']", "'losd' fits no state of any lifecycle; did you mean 'lost'?"),
        ("roles.error = ['zz*']", "'zz*' fits no state of any lifecycle; remove it"),
        ("kinds.admin = ['zz']", "'zz' fits no event of any lifecycle; remove it"),
        (
            "roles.error = ['*st']\nroles.final = ['l*']",
            "'lost' of tiny is error and final; name it under one of them",
        ),
    ],
)
def test_what_fits_nothing_or_two_words_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        apply(config(text), [TINY], whole=True)
    (line,) = caught.value.problems
    assert line.startswith("wayout.toml:")
    assert line.endswith(problem.replace("tiny", TINY.name))


def test_a_declared_role_is_not_changed() -> None:
    declared = lifecycle({"open": Role.STABLE}, [])
    assert roles("roles.stable = ['open']", declared) == {"open": ("stable", False)}
    with pytest.raises(ConfigError, match="the machine itself declares"):
        roles("roles.error = ['open']", declared)


def test_only_a_whole_run_judges_what_other_lifecycles_may_need() -> None:
    text = "roles.error = ['zz']\n[lifecycles.Other.roles]\nerror = ['y']"
    assert apply(config(text), [TINY], whole=False)[0].states == TINY.states
    with pytest.raises(ConfigError) as caught:
        apply(config(text), [TINY], whole=True)
    assert len(caught.value.problems) == 2
    assert "no lifecycle is called 'Other'" in caught.value.problems[0]


def test_what_could_not_be_read_is_not_missed() -> None:
    text = "roles.error = ['zz']\n[lifecycles.Other.roles]\nerror = ['y']"
    apply(config(text), [TINY], whole=True, unread=["Other"])


GUARDED = lifecycle(
    {"open": Role.STABLE, "sent": Role.FINAL, "lost": Role.FINAL},
    [
        step("go", "open", "sent", guard="paid and total > 3"),
        step("go", "open", "lost", guard="late"),
    ],
)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("", {"WO303", "WO304"}),
        ("exclusive = [['paid', 'late']]", {"WO304"}),
        ("exclusive = [['paid', 'late']]\nalways = ['late or paid and total > 3']", set()),
        (
            "implies = [['paid', 'late'], ['late', 'paid']]\nalways = ['total > 5']",
            {"WO302", "WO304"},
        ),
        ("always = ['not paid']", {"WO304", "WO305"}),
    ],
)
def test_constraints_decide_what_guards_leave_open(entries: str, expected: set[str]) -> None:
    text = f"[lifecycles.{GUARDED.name}.constraints]\n{entries}"
    (applied,) = apply(config(text), [GUARDED], whole=True)
    report = verify([applied], checks(["WO301", "WO302", "WO303", "WO304", "WO305"]))
    assert {finding.check for finding in report.findings} >= expected
    assert {f.check for f in report.findings} & {"WO303", "WO304"} == expected & {"WO303", "WO304"}


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        (
            "exclusive = [['late', 'piad']]",
            "exclusive[0]: 'piad' is in no guard of tiny; did you mean 'paid'?",
        ),
        ("implies = [['late', 'z']]", "implies[0]: 'z' is in no guard of tiny; remove it"),
        (
            "always = ['late', 'not late']",
            (
                "always[0]: the constraints of tiny contradict each other, so that no guard can "
                "ever hold; remove one of them"
            ),
        ),
    ],
)
def test_constraints_that_say_nothing_of_the_guards_are_refused(entries: str, problem: str) -> None:
    text = f"[lifecycles.{GUARDED.name}.constraints]\n{entries}"
    with pytest.raises(ConfigError) as caught:
        apply(config(text), [GUARDED], whole=True)
    assert caught.value.problems == (
        f"wayout.toml:2: lifecycles.{GUARDED.name}.constraints.{problem}",
    )


def test_constraints_come_beside_those_of_the_machine() -> None:
    own = GUARDED.constrained(Constraints(always=("paid",)))
    text = f"[lifecycles.{own.name}.constraints]\nalways = ['late']"
    (applied,) = apply(config(text), [own], whole=True)
    assert applied.constraints.always == ("paid", "late")
    with pytest.raises(ConfigError, match="contradict each other"):
        apply(config(text.replace("late", "not paid")), [own], whole=True)


def test_applying_twice_changes_nothing_more() -> None:
    text = "roles.error = ['lost']\nkinds.admin = ['lose']\nactors.timer = ['sweep']"
    once = apply(config(text), [TINY], whole=True)
    bound = f"[lifecycles.{GUARDED.name}.constraints]\nexclusive = [['paid', 'late']]"
    guarded = apply(config(bound), [GUARDED], whole=True)
    assert apply(config(bound), guarded, whole=True) == guarded
    assert apply(config(text), once, whole=True) == once


NAMES = st.text(alphabet="ab", min_size=1, max_size=3)
PATTERNS = st.text(alphabet="ab*?", min_size=1, max_size=3)


@given(
    st.lists(NAMES, min_size=1, max_size=4, unique=True),
    st.lists(st.tuples(st.sampled_from([*Role]), PATTERNS), max_size=3),
)
def test_roles_are_those_of_a_search_by_hand(
    names: list[str], rules: list[tuple[Role, str]]
) -> None:
    text = "".join(
        f"roles.{role.value} = {[pattern for word, pattern in rules if word is role]}\n"
        for role in Role
    )
    one = unannotated(*names)
    expected: dict[str, Role] = {}
    clash = False
    for name in names:
        fitting = [(p != name, role) for role, p in rules if p == name or fnmatchcase(name, p)]
        best = {role for rank, role in fitting if rank == min(fitting, key=lambda r: r[0])[0]}
        clash = clash or len(best) > 1
        expected[name] = best.pop() if best else Role.STABLE
    idle = any(not any(fnmatchcase(name, p) for name in names) for _, p in rules)
    if clash or idle:
        with pytest.raises(ConfigError):
            apply(config(text), [one], whole=True)
        return
    (applied,) = apply(config(text), [one], whole=True)
    assert {state.id: state.role for state in applied.states} == expected
