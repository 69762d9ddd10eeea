"""The declared projection of a class, from the values of its states to their ids."""

from collections.abc import Iterable, Iterator, Mapping

from wayout.analysis import projection
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Projection


class ProjectionError(ValueError):
    """A projection is declared, and cannot be what is meant. The message says why."""


def projection_of(machine: type, values: Iterable[tuple[str, str]]) -> projection.Projection | None:
    """Return the projection that a class declares as `projection`, or None.

    A class of the vocabulary or any other may declare a `Projection`, or in short a mapping
    from values of states to statuses, None for those that users do not see. What else an
    attribute of this name may be is none of ours. `values` pairs ids of states with values.

    Raises:
        ProjectionError: if it names a value that no state has, or is no mapping of texts.
    """
    declared = getattr(machine, "projection", None)
    if isinstance(declared, Mapping):
        declared = _spelt_out(declared)
    if not isinstance(declared, Projection):
        return None
    pairs = tuple(values)
    if problems := list(_problems(declared, pairs)):
        message = f"projection {declared.name!r} of {machine.__name__}: {'; '.join(problems)}"
        raise ProjectionError(message)
    return projection.Projection(
        name=declared.name,
        source=declared.source,
        statuses=declared.statuses,
        shown=tuple(
            (state, declared.shows[value]) for state, value in pairs if value in declared.shows
        ),
        hidden=tuple(state for state, value in pairs if value in declared.hidden),
    )


def _spelt_out(short: Mapping[object, str | None]) -> Projection:
    shown = {str(value): status for value, status in short.items() if status is not None}
    hidden = tuple(str(value) for value, status in short.items() if status is None)
    try:
        return Projection(shown, hidden=hidden)
    except ValueError as error:
        raise ProjectionError(str(error)) from error


def _problems(declared: Projection, pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    known = dict.fromkeys(value for _, value in pairs)
    unknown = [value for value in (*declared.shows, *declared.hidden) if value not in known]
    yield from (f"no state has the value {value!r}" for value in unknown)
    if unknown:
        yield f"name states by their values: {quoted(known)}"
