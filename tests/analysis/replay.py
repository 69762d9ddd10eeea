"""Follow a witness on the real machine: the graph is what the machine does."""

from wayout.analysis.finding import Witness


def replay(machine: type, witness: Witness | None) -> None:
    """Send the events of a witness to a new instance and compare the states.

    For machines of simple states whose guards allow the run.
    """
    if witness is None:
        return
    running = machine()
    first, *steps = (*witness.stem, *witness.cycle)
    assert [state.id for state in running.configuration] == [first.state]
    for step in steps:
        running.send(step.event)
        assert [state.id for state in running.configuration] == [step.state]
