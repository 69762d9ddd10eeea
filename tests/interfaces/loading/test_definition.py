import inspect

import pytest
from tests.interfaces.conftest import DOOR, GATE, Wayout, Write

from wayout.analysis.finding import Severity
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

INTERNAL = """
    from statemachine import State, StateMachine


    class Internal(StateMachine):
        a = State(initial=True)
        b = State(final=True)
        go = a.to(b, internal=True)
    """

IN_USE = inspect.cleandoc(DOOR) + "\n\nclass Plain(StateMachine): pass\n\nPlain()\n"


@pytest.mark.parametrize(
    ("text", "check", "name", "states"),
    [(TWO_INITIALS, "WO106", "Two", ("b", "c")), (LEFT_FINAL, "WO105", "Left", ("d",))],
)
def test_what_python_statemachine_refuses_is_a_finding(
    write: Write, text: str, check: str, name: str, states: tuple[str, ...]
) -> None:
    write("x.py", text)
    loaded = load(["x.py"])
    (finding,) = loaded.findings
    assert loaded.lifecycles == ()
    assert (finding.check, finding.lifecycle, finding.states) == (check, name, states)
    assert finding.severity is Severity.ERROR
    assert finding.location is not None
    assert (finding.location.path, finding.location.line) == ("x.py", 7)


@pytest.mark.parametrize("target", ["two_of_test", "two_of_test:Two", "two_of_test.py:Two"])
def test_the_machines_before_it_are_loaded(write: Write, target: str) -> None:
    write("two_of_test.py", GATE + TWO_INITIALS)
    loaded = load([target])
    assert [lifecycle.name for lifecycle in loaded.lifecycles] == (
        [] if target.endswith("Two") else ["Gate"]
    )
    assert [finding.lifecycle for finding in loaded.findings] == ["Two"]


def test_a_refused_class_of_a_module_that_is_imported_is_found_there(write: Write) -> None:
    write("part_of_test.py", LEFT_FINAL)
    write("whole_of_test.py", "import part_of_test")
    (finding,) = load(["whole_of_test"]).findings
    assert finding.location is not None
    assert finding.location.path == "part_of_test.py"


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


def test_verbs_that_need_the_lifecycle_say_why_there_is_none(write: Write) -> None:
    write("x.py", LEFT_FINAL)
    with pytest.raises(LoadError) as caught:
        load_lifecycles(["x.py"])
    (problem,) = caught.value.problems
    assert problem == (
        "x.py:7: final state 'd' has transitions that lead out; python-statemachine does not "
        "define the class (WO105)"
    )


def test_check_reports_it_whatever_is_selected(write: Write, wayout: Wayout) -> None:
    write("x.py", GATE + TWO_INITIALS)
    result = wayout("check", "x.py", "--select", "WO101", "-f", "concise")
    assert result.exit_code == 1
    first, last = result.stdout.splitlines()
    assert first.startswith(
        "x.py:18:5: WO106 Two: 'b' and 'c' are initial, exactly one state must be"
    )
    assert last.startswith("1 lifecycle, 2 states, 1 transition: 1 finding (1 error)")


def test_two_refused_classes_of_one_name_are_told_apart(write: Write) -> None:
    write("a/x.py", TWO_INITIALS)
    write("b/x.py", TWO_INITIALS)
    assert [finding.lifecycle for finding in load(["a/x.py", "b/x.py"]).findings] == [
        "a/x.py:Two",
        "b/x.py:Two",
    ]
