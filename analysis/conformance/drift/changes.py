"""What changed upstream between two sources, in the facts that bind lifecycles."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.conformance.drift.bindings import (
    Bound,
    ConstantsBinding,
    DocsBinding,
    GuardsBinding,
    MapBinding,
    TableBinding,
    WritesBinding,
)
from wayout.analysis.conformance.drift.facts import Unresolved
from wayout.analysis.conformance.drift.matching import at
from wayout.analysis.conformance.drift.saying import Said, said, unread
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Location

_CHECKS = MappingProxyType(
    {
        ConstantsBinding: ("WO501", "WO502"),
        GuardsBinding: ("WO503", "WO503"),
        TableBinding: ("WO504", "WO505"),
        WritesBinding: ("WO506", "WO506"),
        MapBinding: ("WO507", "WO507"),
        DocsBinding: ("WO508", "WO508"),
    }
)
"""The checks that the lifecycle fails next, for what is new and for what is gone."""


def changes(before: Iterable[Lifecycle], after: Iterable[Lifecycle]) -> Iterator[Finding]:
    """Yield what is new, gone, no longer read or moved, by lifecycle and binding. Linear.

    What is only written at another place is no change, and yields nothing; a write that another
    file makes, or a function of the same or a derived name, is an info.
    """
    older = {lifecycle.name: lifecycle for lifecycle in before}
    for lifecycle in after:
        old = older.get(lifecycle.name)
        was, now = _by_binding(old.facts if old else ()), _by_binding(lifecycle.facts)
        for binding in dict.fromkeys((*now, *was)):
            added, removed = _CHECKS[type(binding)]
            for text, sentence, is_added, severity in _between(
                was.get(binding, []), now.get(binding, [])
            ):
                check_id = added if is_added else removed
                finding = _finding(lifecycle, check_id, text, sentence.values, sentence.place)
                yield replace(finding, severity=severity) if severity else finding


_Change = tuple[str, Said, bool, Severity | None]


def _between(was: list[Bound], now: list[Bound]) -> Iterator[_Change]:
    if not (was and now):
        return
    then, these = said(was), said(now)
    new = [sentence for sentence in these if sentence not in then]
    gone = [sentence for sentence in then if sentence not in these]
    found, lost = unread(was), unread(now)
    for what in (lost[name] for name in lost if name not in found):
        text = f"what cannot be read is new: {what.what} {what.reason}"
        yield text, Said(what.what, (what.what,), place=what.place), True, None
    for sentence, old in _moves(new, gone):
        there = f"{old.home} ({at(old.place)})" if old.home != sentence.home else at(old.place)
        yield f"{sentence.whole} moved from {there}", sentence, True, Severity.INFO
    for sentence in new:
        if _may_be_in(sentence, found):
            yield f"{sentence.whole} can be read now", sentence, True, Severity.INFO
        else:
            yield f"{sentence.whole} is new", sentence, True, None
    for sentence in gone:
        if not _may_be_in(sentence, lost):
            yield f"{sentence.whole} is gone", sentence, False, None


def _may_be_in(sentence: Said, unreadable: dict[str, Unresolved]) -> bool:
    """Whether a sentence may be said all the same, in what cannot be read."""
    if not unreadable.keys().isdisjoint((sentence.home, sentence.path, *sentence.values[:1])):
        return True
    return not sentence.home and any(not what.function for what in unreadable.values())


def _moves(new: list[Said], gone: list[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield the writes that have another home or file, and take them out of both lists."""
    by_what: dict[str, list[Said]] = {}
    for old in gone:
        by_what.setdefault(old.what, []).append(old)
    for how in (_same_function, _same_last_name, _like_named):
        for sentence in tuple(new):
            others = by_what.get(sentence.what, []) if sentence.home else []
            alike = [other for other in others if how(sentence.home, other.home)]
            for old in alike[:1]:
                others.remove(old)
                new.remove(sentence)
                gone.remove(old)
                yield sentence, old


def _same_function(new: str, old: str) -> bool:
    return new == old


def _same_last_name(new: str, old: str) -> bool:
    return _last(new) == _last(old)


def _like_named(new: str, old: str) -> bool:
    """Whether one function is named after the other, as where a part of it was split off."""
    return _last(new) in _last(old) or _last(old) in _last(new)


def _last(name: str) -> str:
    return name.rpartition(".")[2].strip("_")


def _finding(
    lifecycle: Lifecycle, check_id: str, text: str, values: tuple[str, ...], place: Location
) -> Finding:
    (check,) = checks([check_id])
    message = f"upstream, {text} ({at(place)})"
    return check.finding(lifecycle, message, statuses=values, source=place)


def _by_binding(facts: Iterable[Bound]) -> dict[object, list[Bound]]:
    found: dict[object, list[Bound]] = {}
    for each in facts:
        if each.is_held or not isinstance(each.binding, DocsBinding):
            found.setdefault(each.binding, []).append(each)
    return found
