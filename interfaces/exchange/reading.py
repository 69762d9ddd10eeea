"""JSON values as lifecycles and systems; every problem is named by its path in the file."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from wayout.analysis.lifecycle import Compound, Lifecycle, State, Transition
from wayout.analysis.limits import DEFAULT, LimitReachedError, Limits
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.errors import LimitError
from wayout.interfaces.exchange.acceptances import accepted_of
from wayout.interfaces.exchange.claims import claim_of
from wayout.interfaces.exchange.constraining import read_constraints, unknown_guard_of
from wayout.interfaces.exchange.decoding import decode_file
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.locations import location_of
from wayout.interfaces.exchange.problems import Problems
from wayout.interfaces.exchange.references import check_references
from wayout.interfaces.exchange.sharing import shared_value_of
from wayout.interfaces.exchange.statuses import read_projection
from wayout.interfaces.exchange.systems import Resolve, is_system, read_system
from wayout.interfaces.exchange.versions import check_version
from wayout.machines.vocabulary import Actor, Constraints, Kind, Role


def read_file(
    path: Path, shown: str, limits: Limits = DEFAULT, resolve: Resolve | None = None
) -> tuple[Lifecycle | DeclaredSystem, ...]:
    """Return what a file holds: a LIFECYCLE, the document of `check -f json`, or a SYSTEM.

    `shown` is how errors name the file. `resolve` finds the lifecycles that a system names by
    TARGET; without it, a system is refused.

    Raises:
        DataError: with all problems of the file.
        LimitError: if all that is wrong with it is its size.
    """
    value = decode_file(path, shown, limits)
    problems = Problems(limits)
    if is_system(value) and resolve is not None:
        try:
            system = read_system(value, shown, problems, resolve)
        except LimitReachedError as error:
            message = f"{shown}: {error}"
            raise LimitError(message) from error
        found: tuple[Lifecycle | DeclaredSystem, ...] = (system,)
    else:
        found = _lifecycles(value, problems)
    if problems.count:
        raise problems.error(shown)
    return found


def read_value(value: object, limits: Limits = DEFAULT) -> Lifecycle:
    """Return the lifecycle that a LIFECYCLE describes.

    Raises:
        DataError: with all problems of the value.
        LimitError: if all that is wrong with it is its size.
    """
    problems = Problems(limits)
    lifecycle = _closed(Fields(value, "", problems))
    if problems.count:
        raise problems.error()
    return lifecycle


def _lifecycles(value: object, problems: Problems) -> tuple[Lifecycle, ...]:
    keys = value.keys() if isinstance(value, Mapping) else frozenset()
    if "lifecycles" in keys:
        return _document(Fields(value, "", problems))
    if is_system(value):
        problems.add("", "a system of lifecycles; one lifecycle is expected here")
        return ()
    if keys == {"version", "findings"}:
        problems.add("", "a baseline, which holds no lifecycles; name it with --baseline")
        return ()
    if "states" not in keys and "transitions" not in keys:
        problems.add(
            "",
            "no lifecycle: expected an object with 'states' and 'transitions', as "
            "`wayout export` writes it, or with 'lifecycles', as `wayout check -f json` does; "
            "a system has 'members'",
        )
        return ()
    return (_closed(Fields(value, "", problems)),)


def _document(fields: Fields) -> tuple[Lifecycle, ...]:
    check_version(fields)
    fields.get("claims")
    lifecycles = fields.items("lifecycles", _lifecycle)
    _refuse_what_was_not_read(fields, lifecycles)
    fields.close()
    first: dict[str, int] = {}
    for index, lifecycle in enumerate(lifecycles):
        earlier = first.setdefault(lifecycle.name, index)
        if earlier != index:
            fields.wrong(
                f"lifecycles[{index}].name",
                f"{lifecycle.name!r} is the name of lifecycles[{earlier}] as well",
            )
    return lifecycles


def _refuse_what_was_not_read(fields: Fields, lifecycles: tuple[Lifecycle, ...]) -> None:
    """Name the lifecycles that the document has findings on, and does not hold."""
    findings = fields.get("findings")
    held = {lifecycle.name for lifecycle in lifecycles}
    about = [
        finding.get("lifecycle")
        for finding in (findings if isinstance(findings, list) else [])
        if isinstance(finding, Mapping)
    ]
    for name in dict.fromkeys(str(name) for name in about if name is not None):
        if name not in held:
            fields.wrong(
                "findings",
                f"{name!r} was refused by python-statemachine when this was written, so that "
                "there is nothing to check; mend its class, or check the file that defines it",
            )
    summary = fields.get("summary")
    unfinished = summary.get("unfinished") if isinstance(summary, Mapping) else None
    for one in unfinished if isinstance(unfinished, list) else []:
        if isinstance(one, Mapping) and not one.get("checks"):
            fields.wrong(
                "summary.unfinished",
                f"{one.get('lifecycle')!r} reached a limit when this was written, so that it is "
                "not here; check it again with a higher limit",
            )


def _closed(fields: Fields) -> Lifecycle:
    if "version" in fields:
        check_version(fields)
    lifecycle = _lifecycle(fields)
    fields.close()
    return lifecycle


def _lifecycle(fields: Fields) -> Lifecycle:
    fields.require("initial", "states", "transitions")
    name = fields.label("name")
    states = fields.items("states", _state_and_status)
    lifecycle = Lifecycle(
        name=name,
        title=fields.text("title", name),
        target=fields.text("target", name),
        initial=_initial(fields),
        states=tuple(state for state, _ in states),
        transitions=fields.items("transitions", _transition),
        assumptions=fields.texts("assumptions"),
        description=fields.text("description", ""),
        events=fields.texts("events"),
        compounds=fields.items("compounds", _compound),
        shadowed=fields.items("shadowed", _transition),
        accepted=fields.items("accepted", accepted_of),
        location=fields.inner("location", location_of),
        projection=read_projection(fields, states),
        constraints=fields.inner("constraints", read_constraints) or Constraints(),
        drops_events=fields.flag("drops_events"),
        unknown_guards=fields.items("unknown_guards", unknown_guard_of),
        refused=fields.texts("refused"),
        shared_values=None
        if fields.get("shared_values") is None
        else fields.items("shared_values", shared_value_of),
        claims=fields.items("claims", claim_of),
    )
    if lifecycle.states:
        check_references(lifecycle, fields)
    elif fields.get("states") == []:
        fields.wrong("states", "is empty; a lifecycle has at least one state")
    return lifecycle


def _initial(fields: Fields) -> tuple[str, ...]:
    value = fields.get("initial")
    if isinstance(value, list):
        return fields.texts("initial")
    return () if value is None else (fields.text("initial"),)


def _state_and_status(fields: Fields) -> tuple[State, str | None]:
    return _state(fields), fields.optional_text("status")


def _state(fields: Fields) -> State:
    state_id = fields.label("id")
    if fields.is_object and fields.get("role") is None:
        fields.wrong("role", f"is missing; expected one of {_words(role.value for role in Role)}")
    return State(
        id=state_id,
        value=fields.value("value", state_id),
        role=fields.choice("role", Role) or Role.STABLE,
        parent=fields.optional_text("parent"),
        parts=_parts(fields),
        meaning=fields.text("meaning", ""),
        inferred=fields.flag("inferred"),
        location=fields.inner("location", location_of),
        leaves=fields.texts("leaves"),
    )


def _parts(fields: Fields) -> tuple[tuple[str, str | None], ...] | None:
    value = fields.get("parts")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        fields.wrong("parts", "expected an object of texts, or null")
        return None
    parts = []
    for key, part in value.items():
        if part is None or isinstance(part, str):
            parts.append((str(key), part))
        else:
            fields.wrong(f"parts.{key}", "expected a text or null")
    return tuple(parts)


def _transition(fields: Fields) -> Transition:
    fields.require("event")
    return Transition(
        event=fields.label("event") if fields.get("event") is not None else None,
        from_state=fields.text("from"),
        to_state=fields.text("to"),
        kind=fields.choice("kind", Kind),
        actor=fields.choice("actor", Actor),
        guard=fields.optional_text("guard"),
        source=fields.optional_text("source"),
        note=fields.text("note", ""),
        unsure=fields.flag("unsure"),
        internal=fields.flag("internal"),
        declared_on=fields.optional_text("declared_on"),
        location=fields.inner("location", location_of),
    )


def _compound(fields: Fields) -> Compound:
    compound_id = fields.label("id")
    return Compound(
        id=compound_id,
        value=fields.value("value", compound_id),
        parent=fields.optional_text("parent"),
        parallel=fields.flag("parallel"),
        location=fields.inner("location", location_of),
    )


def _words(words: Iterable[str]) -> str:
    return ", ".join(words)
