"""Lifecycles in tests: cases for test runners, recorded machines, rules for Hypothesis."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from wayout.interfaces.errors import UsageError
from wayout.interfaces.testing.discovery import load_tests

if TYPE_CHECKING:
    from hypothesis.stateful import RuleBasedStateMachine
    from hypothesis.strategies import SearchStrategy

__all__ = ["load_tests", "state_machine"]


def state_machine(
    machine: type,
    *,
    guards: "Mapping[str, SearchStrategy[Any]]" = MappingProxyType({}),
    make: Callable[[], object] | None = None,
) -> "type[RuleBasedStateMachine]":
    """Return a Hypothesis state machine that sends events to instances of a machine class.

    It has a rule per event, enabled where the lifecycle has a transition by that event. It fails
    where the instance does what the lifecycle does not have, and where it does not take what
    the lifecycle has without a guard. `TestOrder = state_machine(Order).TestCase` is a test.

    `guards` gives strategies for the values of guards that are attributes of the machine or its
    model. They are set before each event that asks for them; a step that they exclude fails
    then, and so does refusing one that they allow. Any other guard may hold or not. `make` makes
    an instance; by default the class does.

    Raises:
        UsageError: without Hypothesis, for what is no machine, or a name that no guard asks for.
    """
    try:
        from wayout.interfaces.testing.rules import rules_for
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        message = "state_machine needs Hypothesis: pip install 'wayout[hypothesis]'"
        raise UsageError(message) from error
    return rules_for(machine, guards, make or machine)
