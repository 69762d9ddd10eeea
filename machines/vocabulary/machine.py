"""The base class of declared lifecycles."""

from collections.abc import Mapping
from threading import RLock
from types import MappingProxyType
from typing import Any, ClassVar

import statemachine
from statemachine.factory import StateMachineMetaclass
from statemachine.graph import iterate_states
from statemachine.transition import Transition

from wayout.machines.vocabulary.claims import Claim
from wayout.machines.vocabulary.constraints import Constraints
from wayout.machines.vocabulary.declaration import Accepted, Declaration
from wayout.machines.vocabulary.events import Event
from wayout.machines.vocabulary.projection import Projection

_SETTING_UP = RLock()
"""Two threads may make the first machine of a class together."""


class _MachineType(StateMachineMetaclass):
    """Lets a class be declared over several modules: `class Volume(Machine, parts=(...))`.

    python-statemachine copies events into objects of its own when the class is made, so what
    ours know is collected from the namespace before.
    """

    _callbacks_are_due = False

    @classmethod
    def __prepare__(
        cls, name: str, _bases: tuple[type, ...], /, **options: Any
    ) -> dict[str, object]:
        namespace: dict[str, object] = {}
        for part in options.get("parts", ()):
            for attribute, value in vars(part).items():
                if not _belongs_to_body(value):
                    continue
                if namespace.setdefault(attribute, value) is not value:
                    message = (
                        f"{name}: {attribute!r} is declared twice, again in {part.__name__}; "
                        "rename one of the two"
                    )
                    raise TypeError(message)
        return namespace

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **_options: Any
    ) -> "_MachineType":
        return super().__new__(cls, name, bases, namespace)

    def __init__(
        self, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **_options: Any
    ) -> None:
        super().__init__(name, bases, namespace)  # type: ignore[arg-type]  # it means any length

    def __call__(cls, *args: Any, **options: Any) -> Any:
        """Make a machine that runs."""
        if cls._callbacks_are_due:
            with _SETTING_UP:
                if cls._callbacks_are_due:
                    super()._setup()  # type: ignore[no-untyped-call]
                    cls._callbacks_are_due = False
        return super().__call__(*args, **options)

    def _setup(cls) -> None:
        """Put off what only a running machine needs: names of methods that may be callbacks.

        Every transition has some eight of them: a tenth of the time that large classes take.
        """
        cls._callbacks_are_due = True

    def _update_event_references(cls) -> None:
        """Give transitions the named events in place of those declared without a name.

        python-statemachine's own asks of every such event and every transition whether they
        belong together: a fifth of the time that large classes take. This asks the transitions.
        """
        named = getattr(cls, "_events_to_update", None)
        if not (isinstance(named, dict) and all(named.values())):
            super()._update_event_references()  # type: ignore[no-untyped-call]  # refuses them
            return
        order = {event: index for index, event in enumerate(named)}
        for state in cls.states:
            for transition in state.transitions:
                found = order.keys() & transition.events
                for event in sorted(found, key=order.__getitem__):
                    transition.events._replace(event, named[event])
        cls._events_to_update = {}

    def _unpack_builders_callbacks(cls, attrs: dict[str, Any]) -> None:
        """Place the callbacks of nested states, where there are any.

        python-statemachine's own parses every condition of the class even if there are none.
        """
        if any(state._callbacks for state in iterate_states(cls.states)):  # noqa: SLF001 - as it does
            super()._unpack_builders_callbacks(attrs)


class Machine(statemachine.StateMachine, metaclass=_MachineType):
    """Base of declared lifecycles: a strict python-statemachine class.

    python-statemachine's own checks at class creation stop at the first defect, so they are
    off here: `wayout check` reports all of them, each with a witness.

    `declared` holds what each event says, by event name; `declared_of` by event name and
    transition, since a subclass may give an event of its base further transitions.
    `accepted` lists the findings that are facts about the real system. `projection` says what
    users of the API are shown instead of the states; without one they see the values.
    `constraints` says which guards can hold together. `claims` are temporal properties, which
    `wayout check` proves.
    """

    validate_disconnected_states = False
    validate_trap_states = False
    validate_final_reachability = False

    declared: ClassVar[Mapping[str, Declaration]] = MappingProxyType({})
    declared_of: ClassVar[Mapping[tuple[str, Transition], Declaration]] = MappingProxyType({})
    accepted: ClassVar[tuple[Accepted, ...]] = ()
    projection: ClassVar[Projection | None] = None
    constraints: ClassVar[Constraints] = Constraints()
    claims: ClassVar[tuple[Claim, ...]] = ()

    def __init_subclass__(cls, **_options: Any) -> None:
        """Collect the declarations of the events that the class body holds.

        Raises:
            TypeError: if `accepted` is no tuple of `Accepted`.
        """
        super().__init_subclass__()
        if not (isinstance(cls.accepted, tuple) and all(map(_is_accepted, cls.accepted))):
            message = (
                f"{cls.__name__}.accepted is no tuple of Accepted; "
                "write accepted = (Accepted(...),), with the comma"
            )
            raise TypeError(message)
        own = {
            name: value.declaration for name, value in vars(cls).items() if isinstance(value, Event)
        }
        of_transitions = {
            (name, transition): value.declaration
            for name, value in vars(cls).items()
            if isinstance(value, Event)
            for transition in value._transitions or ()  # noqa: SLF001 - it has no public name
        }
        cls.declared_of = MappingProxyType({**cls.declared_of, **of_transitions})
        cls.declared = MappingProxyType({**cls.declared, **own})


def _is_accepted(value: object) -> bool:
    return isinstance(value, Accepted)


def _belongs_to_body(value: object) -> bool:
    """Whether a module's attribute is a top-level state or an event of the machine."""
    if isinstance(value, statemachine.State):
        return value.parent is None
    return isinstance(value, statemachine.Event)
