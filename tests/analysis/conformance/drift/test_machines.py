import pytest
from tests.analysis.held import forest

from wayout.analysis.conformance.drift.bindings import Machine
from wayout.analysis.conformance.drift.declared import declared
from wayout.analysis.conformance.drift.facts import Unresolved
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Place

AUTOMATON = """
from automaton import machines
STABLE = ('dark', 'bright')
m = machines.FiniteMachine()
for state in STABLE:
    m.add_state(state, stable=True)
m.add_state('dim')
m.add_transition('dark', 'bright', 'light')
m.add_transition('bright', 'dim', 'fade')
"""
TRANSITIONS = """
from transitions import Machine
lamp = Machine(states=['dark', {'name': 'bright'}], transitions=[
    ['light', 'dark', 'bright'],
    {'trigger': 'reset', 'source': '*', 'dest': 'dark'},
    {'trigger': 'keep', 'source': ['dark'], 'dest': '='},
])
"""
STATEMACHINE = """
from statemachine import State, StateMachine
class Lamp(StateMachine):
    dark = State(initial=True, value='DARK')
    bright = State()
    flip = dark.to(bright) | bright.to(dark)
"""


def read(source: str, name: str) -> Lifecycle | Unresolved:
    trees = forest({"lamps.py": source})
    return declared(trees, trees.trees[0], Machine("lamp", "lamps.py", name, Place("", "", 1)))


def steps(source: str, name: str) -> list[tuple[str, str | None, str]]:
    lifecycle = read(source, name)
    assert isinstance(lifecycle, Lifecycle)
    value = {state.id: state.value for state in lifecycle.states}
    return [(value[s.from_state], s.event, value[s.to_state]) for s in lifecycle.transitions]


def test_automaton_with_a_loop_over_states() -> None:
    assert steps(AUTOMATON, "m") == [("dark", "light", "bright"), ("bright", "fade", "dim")]
    lifecycle = read(AUTOMATON, "m")
    assert isinstance(lifecycle, Lifecycle)
    assert [state.id for state in lifecycle.states] == ["dark", "bright", "dim"]
    assert lifecycle.transitions[1].location
    assert lifecycle.transitions[1].location.line == 9


def test_transitions_with_wildcards() -> None:
    assert steps(TRANSITIONS, "lamp") == [
        ("dark", "light", "bright"),
        ("dark", "reset", "dark"),
        ("bright", "reset", "dark"),
        ("dark", "keep", "dark"),
    ]


def test_a_class_of_python_statemachine() -> None:
    assert steps(STATEMACHINE, "Lamp") == [
        ("DARK", "flip", "bright"),
        ("bright", "flip", "DARK"),
    ]


def test_what_is_not_there() -> None:
    missing = read(AUTOMATON, "other")
    assert isinstance(missing, Unresolved)
    assert missing.reason == "is not in lamps.py"


def unread(source: str, name: str) -> list[str]:
    """What of a machine cannot be read."""
    lifecycle = read(source, name)
    assert isinstance(lifecycle, Lifecycle)
    return list(lifecycle.assumptions)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"{AUTOMATON}if X:\n    m.add_state('off')\n", "stands in a branch"),
        (f"{AUTOMATON}def f():\n    m.add_transition('dim', 'dark', 'go')\n", "a function"),
        (f"{AUTOMATON}for a, b in P:\n    m.add_transition(a, b, 'go')\n", "an odd loop"),
        (f"{AUTOMATON}m.add_transition('dim', 'dark')\n", "gives no start or no end or no event"),
        (f"{AUTOMATON}m.add_state()\n", "gives no state"),
    ],
)
def test_what_of_automaton_cannot_be_read(source: str, said: str) -> None:
    assert any(said in each for each in unread(source, "m"))


def test_automaton_with_keywords() -> None:
    added = "m.add_transition(start='dim', end='dark', event='go')\n"
    assert steps(AUTOMATON + added, "m")[-1] == ("dim", "go", "dark")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("'dark', {", "State('dark'), {", "is a call"),
        ("{'name': 'bright'}", "{'name': 'bright', 'children': ['a']}", "holds others"),
        ("['light', 'dark', 'bright']", "['light', 'dark']", "has no trigger"),
        ("['light', 'dark', 'bright']", "Row('light')", "is a call"),
        ("])\n", "])\nlamp.add_transition('go', 'dark', 'bright')\n", "adds to it later"),
    ],
)
def test_what_of_transitions_cannot_be_read(old: str, new: str, said: str) -> None:
    assert old in TRANSITIONS
    assert any(said in each for each in unread(TRANSITIONS.replace(old, new), "lamp"))


def test_a_transition_without_a_target_stays() -> None:
    inside = TRANSITIONS.replace("'dest': '='", "'dest': None")
    assert steps(inside, "lamp")[-1] == ("dark", "keep", "dark")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("go = dark.to(dark, bright)", [("DARK", "DARK"), ("DARK", "bright")]),
        ("go = dark.from_(bright)", [("bright", "DARK")]),
        ("go = bright.to.itself()", [("bright", "bright")]),
        ("go = Event(bright.to(dark), name='x')", [("bright", "DARK")]),
        ("go: Event = bright.to(dark, cond='x')", [("bright", "DARK")]),
        (
            "go = flip | dark.to.itself()",
            [("DARK", "bright"), ("bright", "DARK"), ("DARK", "DARK")],
        ),
        ("go = flip", [("DARK", "bright"), ("bright", "DARK")]),
        ("@bright.to(dark)\n    def go(self): ...", [("bright", "DARK")]),
    ],
)
def test_forms_of_events_of_python_statemachine(
    event: str, expected: list[tuple[str, str]]
) -> None:
    source = f"{STATEMACHINE}    {event}\n"
    assert [(a, b) for a, name, b in steps(source, "Lamp") if name == "go"] == expected
    assert not unread(source, "Lamp")


@pytest.mark.parametrize(
    "line",
    [
        "go = bright.from_.any()",
        "go = bright.to(elsewhere)",
        "go = bright.to(*MANY)",
        "more = States.from_enum(Kind)",
        "class inner(State.Compound):\n        deep = State()",
    ],
)
def test_what_of_python_statemachine_cannot_be_read(line: str) -> None:
    assert unread(f"{STATEMACHINE}    {line}\n", "Lamp")
