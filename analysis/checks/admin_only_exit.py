"""WO203: when no more comes from the service, only an administrator gets the resource out."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.exits import exits, has_kinds, is_recovery
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.reliance import Reliance, Steps
from wayout.analysis.runs import ordinary_runs
from wayout.analysis.search import states_reaching
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Actor, Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    if not has_kinds(lifecycle):
        return
    ways = _Ways(lifecycle)
    run_to = ordinary_runs(lifecycle)
    for state in lifecycle.states:
        if state.role not in (Role.TRANSIENT, Role.ERROR) or state.id not in lifecycle.reached:
            continue
        admins = [step for step in exits(lifecycle, state.id) if step.actor is Actor.ADMIN]
        if not admins or ways.lead_out(state):
            continue
        yield CHECK.finding(
            lifecycle,
            _message(state, admins, ways.deletions(state), ways.guarded(state)),
            states=(state.id,),
            witness=run_to([state.id]),
        )


class _Ways:
    """What gets a resource out of a state though its service does nothing more for it.

    From the states of `keeping` the services' work, further calls or recoveries lead through
    transient and error states to a stable one; from those of `ending` also to a final one.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._lifecycle = lifecycle
        self._steps = Steps(lifecycle)
        self._is_sure = self._steps.is_sure
        self._role = {state.id: state.role for state in lifecycle.states}
        stable = [state for state, role in self._role.items() if role is Role.STABLE]
        final = [state for state, role in self._role.items() if role is Role.FINAL]
        self._settling = states_reaching(lifecycle.entering, stable, self._steps.is_work)
        self._keeping = states_reaching(lifecycle.entering, stable, self._goes_on)
        self._ending = states_reaching(lifecycle.entering, (*stable, *final), self._goes_on)

    def lead_out(self, state: State) -> bool:
        """Whether one of them does. The work in an error state never counts."""
        if state.role is Role.ERROR:
            return state.id in self._ending
        aims = self._keeping if state.id in self._settling else self._ending
        return any(
            self._is_sure(step)
            and (self._recovers(step) or (step.actor is Actor.USER and self._arrives(step, aims)))
            for step in self._lifecycle.leaving(state.id)
        )

    def deletions(self, state: State) -> list[Transition]:
        """Return the calls by which a user can at least end the lifecycle."""
        return [
            step
            for step in exits(self._lifecycle, state.id)
            if self._is_sure(step) and step.actor is Actor.USER and step.to_state in self._ending
        ]

    def guarded(self, state: State) -> list[Transition]:
        """Return the calls and recoveries that lead out where a guard allows it."""
        return [
            step
            for step in exits(self._lifecycle, state.id)
            if not self._is_sure(step) and (is_recovery(step) or step.actor is Actor.USER)
        ]

    def _recovers(self, step: Transition) -> bool:
        """Whether a startup or a timer brings the resource to rest, or the work on again."""
        return is_recovery(step) and (
            step.to_state == step.from_state or self._arrives(step, self._ending)
        )

    def _arrives(self, step: Transition, aims: frozenset[str]) -> bool:
        return step.to_state in aims or self._role[step.to_state] is Role.ERROR

    def _goes_on(self, step: Transition) -> bool:
        """Whether it leads on without an administrator; calls in a stable state are new ones."""
        if self._role[step.from_state] not in (Role.TRANSIENT, Role.ERROR):
            return False
        return self._steps.goes_on(step, Reliance.USER)


def _message(
    state: State,
    admins: list[Transition],
    deletions: list[Transition],
    guarded: list[Transition],
) -> str:
    by_admin = f"only an administrator gets it out, by {quoted(step.event for step in admins)}"
    by_user = (
        f"a user can at best delete it, by {quoted(step.event for step in deletions)}"
        if deletions
        else "a user can neither go on nor delete it"
    )
    if guarded:
        by_user += f"; under a guard {quoted(step.event for step in guarded)} may lead out"
    if state.role is Role.ERROR:
        return f"a resource in error state {state.id!r} is stuck: {by_admin}; {by_user}"
    return (
        f"if its service stops working on it, a resource in {state.id!r} is stuck: "
        f"{by_admin}; {by_user}"
    )


CHECK = Check(
    id="WO203",
    slug="admin-only-exit",
    severity=Severity.WARNING,
    summary="A transient or error state that only an administrator gets a resource out of.",
    remedy="recover it when the service starts or after a time, or let its user cancel",
    run=_run,
)
