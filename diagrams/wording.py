"""The words in a picture: labels, and the sentences that tooltips and screen readers say."""

from collections.abc import Iterable, Mapping, Sequence

from wayout.analysis.lifecycle import State, Transition
from wayout.diagrams.escaping import TITLE_LIMIT, cut, label, prose, visible
from wayout.machines.vocabulary import Kind

ROUND_TRIP = "⇄"
EVENTLESS = "(no event)"
INFERRED = "?"
"""The sign of a transition that was inferred and not read; it follows the event."""
UNDECLARED = "✗"
"""The sign of what logs record and a lifecycle does not declare."""

_SHOWN_EVENTS = 3
_SHOWN_BACK = 2


def state_label(state: State, around: str | None) -> str:
    """Return a state's value; inside a compound state of that name, only what differs."""
    own = [part for _, part in state.parts or ()]
    if around is None or len(own) < 2 or own[0] != around or None in own:  # noqa: PLR2004 - a pair
        return label(state.value)
    return label("/".join(part for part in own[1:] if part is not None))


def state_title(state: State, name: str, *, begins: bool) -> str:
    """Say what a state is: its role and meaning, and whether a lifecycle begins in it."""
    meaning = f": {prose(state.meaning)}" if state.meaning else ""
    guessed = " (its role is inferred)" if state.inferred else ""
    said = cut(_sentence(f"{name}, {state.role.value}{guessed}{meaning}"), TITLE_LIMIT)
    return f"{said} The lifecycle begins here." if begins else said


def compound_title(name: str, states: int) -> str:
    """Say what a cluster is."""
    return cut(f"{visible(name)}, a compound state of {counted(states, 'state')}.", TITLE_LIMIT)


def group_title(name: str, states: Sequence[State]) -> str:
    """Say which states a group stands for."""
    values = ", ".join(visible(state.value) for state in states)
    return cut(f"{visible(name)}, {counted(len(states), 'state')}: {values}.", TITLE_LIMIT)


def edge_label(outward: Sequence[str], homeward: Sequence[str]) -> str:
    """Return what a line bears, a name a line of text, at most three and how many more."""
    if not homeward:
        return few(outward)
    home = _first(homeward, _SHOWN_BACK)
    out = _first(outward, _SHOWN_EVENTS - len(home))
    return "\n".join((*out[:-1], f"{out[-1]} {ROUND_TRIP}", *home))


def listed(names: Sequence[str], joint: str = "and") -> str:
    """Return names as words.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *others, last = names
    return f"{', '.join(others)} {joint} {last}" if others else last


def few(names: Sequence[str]) -> str:
    """Return the first three names, one a line, and how many more there are."""
    return "\n".join(_first(names, _SHOWN_EVENTS))


def edge_title(
    tail: str, head: str, there: Sequence[Transition], back: Sequence[Transition]
) -> str:
    """Say where a line leads and by which events, each with its source.

    Where that is longer than a tooltip may be, the names of the events alone are said.
    """
    lines = [f"From {tail} to {head}:", *_said(there)]
    if back:
        lines += [f"and back from {head} to {tail}:", *_said(back)]
    whole = "\n".join(lines)
    if len(whole) <= TITLE_LIMIT:
        return whole
    names = ", ".join(events_of((*there, *back)))
    return cut(f"{lines[0]} {names}.", TITLE_LIMIT)


def events_of(
    transitions: Iterable[Transition], called: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return the events that bear the transitions, each once, as they are shown.

    Those that `called` gives another name are shown under that.
    """
    unsure: dict[str | None, bool] = {}
    for step in transitions:
        name = step.event if called is None or step.event is None else called[step.event]
        unsure[name] = step.unsure or unsure.get(name, False)
    return tuple(
        (EVENTLESS if name is None else label(name)) + (INFERRED if marked else "")
        for name, marked in unsure.items()
    )


def counted(number: int, thing: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "state"), counted(2958, "transition")
    ('1 state', '2,958 transitions')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def kind_word(kind: Kind | None) -> str:
    """Return a kind as the legend spells it."""
    return "other" if kind is None else kind.value


def _first(names: Sequence[str], limit: int) -> tuple[str, ...]:
    if len(names) <= limit:
        return tuple(names)
    hidden = names[limit:]
    mark = INFERRED if any(name.endswith(INFERRED) for name in hidden) else ""
    return (*names[: limit - 1], f"{names[limit - 1]} +{len(hidden)}{mark}")


def _said(transitions: Iterable[Transition]) -> list[str]:
    return list(dict.fromkeys(map(_transition_sentence, transitions)))


def _transition_sentence(transition: Transition) -> str:
    event = EVENTLESS if transition.event is None else visible(transition.event)
    traits = [transition.kind.value] if transition.kind else []
    if transition.actor:
        traits.append(f"by {transition.actor.value}")
    if transition.guard:
        traits.append(f"if {prose(transition.guard)}")
    if transition.unsure:
        traits.append("inferred")
    said = f"{event} ({', '.join(traits)})" if traits else event
    source = f": {prose(transition.source)}" if transition.source else ""
    note = f"; {prose(transition.note)}" if transition.note else ""
    return _sentence(said + source + note)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
