"""What a config says of lifecycles, applied to them: pure functions."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.suggesting import did_you_mean
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.config.values import Config, Rule, Word
from wayout.interfaces.errors import ConfigError
from wayout.machines.vocabulary import Actor, Kind, Role


def apply(
    config: Config,
    lifecycles: Sequence[Lifecycle],
    *,
    whole: bool,
    unread: Collection[str] = (),
    systems: Sequence[DeclaredSystem] = (),
) -> tuple[Lifecycle, ...]:
    """Return the lifecycles with what a config says of them.

    These are roles, kinds, actors, acceptances and constraints on guards. Of the first three only
    what a machine does not declare itself is given. A rule for one lifecycle comes before
    one for all, then a name before a pattern. `whole`: the lifecycles are all that the config is
    for, so that rules for all lifecycles, and lifecycles that are not there, are judged as well.
    `unread` are the names of those that were there and could not be read. `systems` are there
    beside them, and `apply_to_systems` is for these.

    Linear in states and events times patterns; names are looked up.

    Raises:
        ConfigError: for rules that fit nothing, that contradict a declaration or one another.
    """
    if config.path is None:
        return tuple(lifecycles)
    from wayout.interfaces.config.constraining import constrained

    present = {*unread, *(each.name for each in lifecycles), *(each.name for each in systems)}
    problems = list(_absent(config, present)) if whole else []
    roles = _Words(config.roles)
    kinds = _Words(config.kinds)
    actors = _Words(config.actors)
    applied = []
    for each in lifecycles:
        bound, wrong = constrained(each, config)
        problems.extend(wrong)
        worded = _with_kinds(_with_roles(bound, roles), kinds, actors)
        applied.append(_with_claims(_with_accepted(worded, config), config))
    problems.extend(problem for each in applied for problem in _twice(each))
    present.difference_update(unread)
    whole = whole and not unread
    states = tuple(dict.fromkeys(s.id for each in lifecycles for s in each.states))
    events = tuple(dict.fromkeys(e for each in lifecycles for e in _events(each)))
    problems.extend(roles.problems(present, "state", states, whole=whole))
    for words in (kinds, actors):
        problems.extend(words.problems(present, "event", events, whole=whole))
    if problems:
        raise ConfigError(*problems)
    return tuple(applied)


def apply_to_systems(
    config: Config, systems: Sequence[DeclaredSystem]
) -> tuple[DeclaredSystem, ...]:
    """Return the systems with what a config claims of them, and accepts.

    Raises:
        ConfigError: for claims of one name.
    """
    applied = tuple(_with_claims(_with_accepted(each, config), config) for each in systems)
    if problems := tuple(problem for each in applied for problem in _twice(each)):
        raise ConfigError(*problems)
    return applied


class _Words(Generic[Word]):
    """The rules of one sort of words, and what came of them so far."""

    def __init__(self, rules: tuple[Rule[Word], ...]) -> None:
        self._rules: tuple[Rule[Word], ...] = rules
        self._exact: dict[tuple[str | None, str], list[Rule[Word]]] = {}
        self._wild: list[Rule[Word]] = [rule for rule in rules if not rule.is_exact]
        for rule in rules:
            if rule.is_exact:
                self._exact.setdefault((rule.lifecycle, rule.pattern), []).append(rule)
        self._fitted: set[Rule[Word]] = set()
        self._declared: dict[Rule[Word], str] = {}
        self._conflicts: dict[str, None] = {}

    def of(self, lifecycle: str, name: str, declared: Word | None) -> Word | None:
        """Return the word for a name; None where no rule fits, or the machine declares one."""
        ranked = self._ranked(lifecycle, name)
        for rules in ranked:
            for rule in rules:
                if declared is None or rule.word is declared:
                    self._fitted.add(rule)
                else:
                    self._declared.setdefault(rule, f"{lifecycle}.{name} as {declared.value}")
        best = next((rules for rules in ranked if rules), [])
        if declared is not None or not best:
            return None
        for other in best[1:]:
            if other.word is not best[0].word:
                what = f"{name!r} of {lifecycle} is {best[0].word.value} and {other.word.value}"
                self._conflicts[f"{other.at}: {what}; name it under one of them"] = None
        return best[0].word

    def problems(
        self, present: set[str], noun: str, names: tuple[str, ...], *, whole: bool
    ) -> Iterator[str]:
        """Yield the conflicts met, then the rules that fitted nothing and should have."""
        yield from self._conflicts
        for rule in self._rules:
            judged = whole if rule.lifecycle is None else rule.lifecycle in present
            if not judged or rule in self._fitted:
                continue
            if rule in self._declared:
                yield f"{rule.at}: the machine itself declares {self._declared[rule]}"
            else:
                where = "any lifecycle" if rule.lifecycle is None else rule.lifecycle
                hint = did_you_mean(rule.pattern, names) or "; remove it"
                yield f"{rule.at}: {rule.pattern!r} fits no {noun} of {where}{hint}"

    def _ranked(self, lifecycle: str, name: str) -> list[list[Rule[Word]]]:
        """Return the rules that fit a name, those that come first in a list of their own."""
        wild = [rule for rule in self._wild if rule.lifecycle in {None, lifecycle}]
        fitting = [rule for rule in wild if rule.fits(name)]
        return [
            rules
            for scope in (lifecycle, None)
            for rules in (
                self._exact.get((scope, name), []),
                [rule for rule in fitting if rule.lifecycle == scope],
            )
        ]


def _absent(config: Config, present: set[str]) -> Iterator[str]:
    for name, at in config.lifecycles:
        if name not in present:
            hint = did_you_mean(name, tuple(present)) or _there_are(present)
            yield f"{at}: no lifecycle is called {name!r}{hint}"


def _there_are(present: Iterable[str]) -> str:
    return f"; there are {', '.join(sorted(present)) or 'none'}"


def _with_roles(lifecycle: Lifecycle, roles: _Words[Role]) -> Lifecycle:
    def changed(state: State) -> State:
        role = roles.of(lifecycle.name, state.id, None if state.inferred else state.role)
        return state if role is None else replace(state, role=role, inferred=False)

    return replace(lifecycle, states=tuple(map(changed, lifecycle.states)))


_Claimed = TypeVar("_Claimed", Lifecycle, DeclaredSystem)


def _with_accepted(lifecycle: _Claimed, config: Config) -> _Claimed:
    """Add what is accepted; what is there already, as in data that were written, stays one."""
    here = [accepted for name, accepted in config.accepted if name == lifecycle.name]
    new = tuple(accepted for accepted in here if accepted not in lifecycle.accepted)
    return replace(lifecycle, accepted=lifecycle.accepted + new)


def _with_claims(lifecycle: _Claimed, config: Config) -> _Claimed:
    """Add what is claimed; what is there already, as in data that were written, stays one."""
    here = [claim for name, claim in config.claims if name == lifecycle.name]
    new = tuple(claim for claim in here if claim not in lifecycle.claims)
    return replace(lifecycle, claims=lifecycle.claims + new)


def _twice(lifecycle: Lifecycle | DeclaredSystem) -> Iterator[str]:
    names: set[str] = set()
    for claim in lifecycle.claims:
        if claim.name in names and claim.place:
            yield (
                f"{claim.place.path}:{claim.place.line}: claims: {lifecycle.name} has a claim "
                f"called {claim.name!r} already; give it another name"
            )
        names.add(claim.name)


def _with_kinds(lifecycle: Lifecycle, kinds: _Words[Kind], actors: _Words[Actor]) -> Lifecycle:
    told = {
        (step.event, step.kind, step.actor): None
        for steps in (lifecycle.transitions, lifecycle.shadowed)
        for step in steps
        if step.event is not None
    }
    given: dict[tuple[str | None, Kind | None, Actor | None], tuple[Kind | None, Actor | None]] = {}
    for event, kind, actor in told:
        new_kind = kinds.of(lifecycle.name, event, kind) or kind
        usual = new_kind.usual_actor if new_kind else None
        new_actor = actors.of(lifecycle.name, event, actor) or actor or usual
        if (new_kind, new_actor) != (kind, actor):
            given[event, kind, actor] = (new_kind, new_actor)
    if not given:
        return lifecycle

    def changed(step: Transition) -> Transition:
        kind, actor = given.get((step.event, step.kind, step.actor), (step.kind, step.actor))
        return replace(step, kind=kind, actor=actor)

    return replace(
        lifecycle,
        transitions=tuple(map(changed, lifecycle.transitions)),
        shadowed=tuple(map(changed, lifecycle.shadowed)),
    )


def _events(lifecycle: Lifecycle) -> Iterator[str]:
    return (step.event for step in lifecycle.transitions if step.event is not None)
