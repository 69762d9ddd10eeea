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
