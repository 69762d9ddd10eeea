import pytest
from tests.interfaces.conftest import DOOR, Wayout, Write

from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading import load

MATTER = '''
    from transitions import Machine


    class Matter:
        """Matter, solid or not."""

        def __init__(self):
            self.machine = Machine(
                model=self,
                states=["solid", "liquid"],
                initial="solid",
                transitions=[
                    ["melt", "solid", "liquid"],
                    {"trigger": "freeze", "source": "*", "dest": "solid"},
                ],
            )


    class Lamp(Machine):
        def __init__(self):
            super().__init__(states=["off", "on"], initial="off", transitions=[["flip", "*", "on"]])


    class Port(Machine):
        def __init__(self, number):
            super().__init__(states=["shut"], initial="shut")


    class Broken(Machine):
        __module__ = "elsewhere"

        def __init__(self):
            raise RuntimeError("no cable")


    lump = Matter()
    number = 3
    '''

PUMP = """
    from automaton import machines
    from lamps import lamp

    STATES = ("on", "off")
    machine = machines.FiniteMachine()
    for state in STATES:
        machine.add_state(state)
    machine.add_transition("on", "off", "stop")
    same = machine


    class Holder:
        pump = machines.FiniteMachine.build([{"name": "idle"}])
    """

LAMPS = """
    from transitions import Machine

    lamp = Machine(states=["off", "on"], initial="off")
    """


def test_all_machines_that_a_module_makes_are_loaded(write: Write) -> None:
    write("x.py", MATTER)
    found = load(["x.py"]).lifecycles
    assert [(each.name, each.target) for each in found] == [
        ("lump.machine", "x.py:lump.machine"),
        ("Lamp", "x.py:Lamp"),
    ]
    assert found[0].title == "Matter, solid or not"
    assert load(["x.py:lump", "x.py:lump.machine"]).lifecycles == found[:1]
    assert load(["x.py:Lamp"]).lifecycles == found[1:]


def test_locations_are_where_states_and_transitions_are_written(write: Write) -> None:
    write("x.py", MATTER)
    (found,) = load(["x.py:lump"]).lifecycles
    states = [each.location.line for each in found.states if each.location]
    transitions = [each.location.line for each in found.transitions if each.location]
    assert (states, transitions) == ([11, 11], [14, 15, 15])
    assert found.location is not None
    assert (found.location.path, found.location.line) == ("x.py", 37)


def test_machines_are_those_of_the_module_and_not_the_imported_ones(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write("lamps.py", LAMPS).parent
    monkeypatch.syspath_prepend(str(folder))
    write("pump.py", PUMP)
    found = load(["pump.py"]).lifecycles
    assert [each.name for each in found] == ["machine", "Holder.pump"]
    assert [each.location.line for each in found[0].transitions if each.location] == [9]


def test_an_instance_stands_for_its_python_statemachine_class(write: Write) -> None:
    write("door.py", DOOR + "\n    door = Door()\n")
    assert [each.name for each in load(["door.py:door"]).lifecycles] == ["Door"]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            "x.py:Matter",
            (
                "x.py: Matter is no machine; expected a class derived from StateMachine or "
                "StateChart that declares states; if its instances have a machine of transitions "
                "or automaton, make one in the module and name that: `model = Matter(...)`"
            ),
        ),
        (
            "x.py:Port",
            (
                "x.py: Port is made with number; make one in the module and name that: "
                "`machine = Port(...)`"
            ),
        ),
        (
            "x.py:Broken",
            (
                "x.py: Broken() raised RuntimeError: no cable; make one in the module and name "
                "that: `machine = Broken(...)`"
            ),
        ),
        ("x.py:lum", "x.py: has no class 'lum'; it defines lump.machine"),
        ("x.py:number", "x.py: number is no class but of type int; expected"),
        ("x.py:Machine", "x.py: Machine is no machine; expected"),
    ],
)
def test_what_is_no_machine_is_said_in_one_line(write: Write, target: str, message: str) -> None:
    write("x.py", MATTER)
    with pytest.raises(LoadError) as caught:
        load([target])
    (line,) = caught.value.problems
    assert line.startswith(message)


@pytest.mark.parametrize(
    ("limit", "most"),
    [("--limit-states", "1"), ("--limit-transitions", "1"), ("--limit-label", "2")],
)
@pytest.mark.parametrize("target", ["lamps.py", "pump.py:machine"])
def test_too_large_a_machine_is_undetermined(
    write: Write, wayout: Wayout, target: str, limit: str, most: str
) -> None:
    write("lamps.py", LAMPS)
    apart = PUMP.replace("from lamps import lamp", "")
    write("pump.py", apart + '    machine.add_transition("off", "on", "start")')
    assert wayout("check", target, limit, most).exit_code == 3


def test_a_proxy_that_stands_for_nothing_is_passed_by(write: Write) -> None:
    write(
        "x.py",
        LAMPS
        + """
    class Proxy:
        def __getattribute__(self, name):
            raise RuntimeError("outside of a request")


    proxy = Proxy()
    """,
    )
    assert [each.name for each in load(["x.py"]).lifecycles] == ["lamp"]
