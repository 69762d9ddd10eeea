import inspect

import pytest
from tests.interfaces.conftest import DOOR, Wayout, Write

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.verification import verify
from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading import load, load_lifecycles

TWO_INITIALS = """
    from statemachine import State, StateMachine


    class Two(StateMachine):
        a = State()
        b = State(initial=True)
        c = State(initial=True)
        d = State(final=True)
        go = a.to(b) | b.to(c) | c.to(d)
    """

LEFT_FINAL = """
    from statemachine import State, StateMachine


    class Left(StateMachine):
        a = State(initial=True)
        d = State(final=True)
        go = a.to(d)
        back = d.to(a)
    """

PURGED = """
    from statemachine import State, StateMachine


    class Purged(StateMachine):
        a = State(initial=True)
        d = State(final=True)
        e = State(final=True)
        go = a.to(d)
        purge = d.to(e)
    """

SECOND = """
    class Second(StateMachine):
        x = State(initial=True)
        y = State(final=True)
        z = State(final=True)
        go = x.to(y)
    """

INTERNAL = """
    from statemachine import State, StateMachine


    class Internal(StateMachine):
        a = State(initial=True)
        b = State(final=True)
        go = a.to(b, internal=True)
    """

IN_USE = inspect.cleandoc(DOOR) + "\n\nclass Plain(StateMachine): pass\n\nPlain()\n"


@pytest.mark.parametrize(
    ("text", "check", "states"),
    [(TWO_INITIALS, "WO106", ("b", "c")), (LEFT_FINAL, "WO105", ("d",))],
)
def test_what_python_statemachine_refuses_is_read_and_found(
    write: Write, text: str, check: str, states: tuple[str, ...]
) -> None:
    write("x.py", text)
    (lifecycle,) = load_lifecycles(["x.py"])
    assert lifecycle.refused == states
    (finding,) = verify([lifecycle], checks([check])).findings
    assert finding.states == states
    assert finding.message.endswith("; python-statemachine does not define the class")


def test_a_final_state_that_leads_to_a_final_one_is_refused_as_well(write: Write) -> None:
    write("x.py", PURGED)
    (lifecycle,) = load_lifecycles(["x.py"])
    (finding,) = verify([lifecycle], checks(["WO105"])).findings
    assert finding.message == (
        "'purge' leads from final state 'd' to 'e'; python-statemachine does not define the class"
    )


def test_the_machines_after_a_refused_one_are_checked(write: Write, wayout: Wayout) -> None:
    write("several.py", TWO_INITIALS + inspect.cleandoc(SECOND).replace("\n", "\n    "))
    result = wayout("check", "several.py", "-f", "concise")
    assert result.exit_code == 1
    assert [line.split(":")[3].split()[:2] for line in result.stdout.splitlines()[:-1]] == [
        ["WO101", "Two"],
        ["WO106", "Two"],
        ["WO101", "Second"],
    ]
    alone = wayout("check", "several.py:Second", "-f", "concise")
    assert "Two" not in alone.stdout
    assert "state 'z' cannot be reached" in alone.stdout


def test_a_subclass_of_a_refused_class_is_refused_as_well(write: Write) -> None:
    write("x.py", TWO_INITIALS + "\n    class Three(Two):\n        pass\n")
    assert [one.refused for one in load_lifecycles(["x.py"])] == [("b", "c"), ("b", "c")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (INTERNAL, "x.py:8: python-statemachine refuses this: "),
        (IN_USE, "x.py:19: python-statemachine refuses this: There are no states or transitions."),
    ],
)
def test_what_no_check_covers_is_an_error_with_its_message(
    write: Write, text: str, problem: str
) -> None:
    write("x.py", text)
    with pytest.raises(LoadError) as caught:
        load(["x.py"])
    (found,) = caught.value.problems
    assert found.startswith(problem)
    assert found.endswith(" (nothing in the file was checked)")
