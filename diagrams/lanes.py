"""A run of a system as a picture with a lane for each member, before any format.

Time goes down: a row for each step, with the states that the members come to below it. These are
message sequence charts (ITU-T Z.120, 2011) whose joint events are lines across lanes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayout.analysis.systems.running import NoRunError, Run, Taken, run_of
from wayout.diagrams.escaping import cut, label, prose, visible
from wayout.diagrams.views import ViewError
from wayout.diagrams.wording import EVENTLESS, counted
from wayout.machines.vocabulary import Actor, Kind, Role

if TYPE_CHECKING:
    from wayout.analysis.proof import Proof
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.analysis.systems.system import Member

MOST_STEPS = 60
"""Of longer runs only the beginning and the end are drawn; of broad ones so much the less."""

_MOST_CELLS = 900
"""What Graphviz lays out in a few seconds."""
_LEAST_STEPS = 12
_FIRST_STEPS = 10
_LONGEST = 300
_ALL_LANES = 8
"""Up to so many members each have a lane, whether they take part in the run or not."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The state that a member is in after a step. `is_new` where the step led it there.

    `is_asked` where the step only looks at it.
    """

    state: str
    role: Role
    is_new: bool = False
    is_asked: bool = False

    @property
    def takes_part(self) -> bool:
        """Whether the step is about the member at all."""
        return self.is_new or self.is_asked


@dataclass(frozen=True, slots=True)
class Row:
    """A step with its number, from 1, and a cell for each lane."""

    number: int
    event: str
    kind: Kind | None
    actor: Actor | None
    cells: tuple[Cell, ...]

    @property
    def traits(self) -> str:
        """Its kind and actor in words."""
        by = f"by {self.actor.value}" if self.actor else ""
        return ", ".join(filter(None, (self.kind.value if self.kind else "", by)))


@dataclass(frozen=True, slots=True)
class Lanes:
    """A run to be drawn. `lanes` are names of members, `begins` their first states.

    The rows with a number above `again` are repeated for ever. After the row number `gap` some
    rows are left out.
    """

    name: str
    title: str
    summary: tuple[str, ...]
    lanes: tuple[str, ...]
    begins: tuple[Cell, ...]
    rows: tuple[Row, ...]
    again: int | None = None
    gap: int | None = None

    @property
    def repeated(self) -> str:
        """Say which steps are repeated."""
        first, last = (self.again or 0) + 1, self.rows[-1].number
        which = f"step {first} is" if first == last else f"steps {first} to {last} are"
        return f"for ever: {which} repeated"


def lanes_of(declared: "DeclaredSystem", proof: "Proof") -> Lanes:
    """Plan the picture of the run that shows a verdict. Linear in the run times the lanes.

    Raises:
        ViewError: there is no run, or it is none of the system.
    """
    if proof.witness is None:
        message = f"{declared.name}: {proof.claim.name} {proof.verdict.value} without a run"
        raise ViewError(message)
    try:
        run = run_of(declared.system, proof.witness)
    except NoRunError as error:
        message = f"{declared.name}: {error}, as the witness has"
        raise ViewError(message) from error
    members = declared.system.members
    numbered, gap = _drawn(list(enumerate(run.steps, 1)), len(_touched(run.steps, len(members))))
    shown = _touched([step for _, step in numbered], len(members))
    rows = tuple(_row(number, step, members, shown) for number, step in numbered)
    words = f"a run of {counted(len(run.steps), 'step')}"
    return Lanes(
        name=declared.name,
        title=f"{label(declared.name)}, {label(proof.claim.name)} {proof.verdict.value}: {words}",
        summary=tuple(_summary(proof, run, len(members) - len(shown), len(rows))),
        lanes=tuple(visible(members[n].name) for n in shown),
        begins=tuple(_cell(members[n], run.begins[n]) for n in shown),
        rows=rows,
        again=run.again,
        gap=gap,
    )


_Numbered = list[tuple[int, Taken]]


def _drawn(steps: _Numbered, lanes: int) -> tuple[_Numbered, int | None]:
    """Leave out the middle of a run that is too long to be laid out, and say after how many."""
    most = max(_LEAST_STEPS, min(MOST_STEPS, _MOST_CELLS // lanes))
    if len(steps) <= most:
        return steps, None
    gap = min(_FIRST_STEPS, most // 2)
    return [*steps[:gap], *steps[gap - most :]], gap


def _touched(steps: Iterable[Taken], members: int) -> list[int]:
    """Return the members that steps are about; all of them where they are few, or none is."""
    touched = {member for step in steps for member in (*step.moved, *step.asked)}
    if members <= _ALL_LANES or not touched:
        return list(range(min(members, _ALL_LANES)))
    return sorted(touched)


def _row(number: int, step: Taken, members: "tuple[Member, ...]", shown: list[int]) -> Row:
    action = step.action
    return Row(
        number,
        EVENTLESS if action.event is None else visible(action.event),
        Kind(action.kind) if action.kind else None,
        Actor(action.actor) if action.actor else None,
        tuple(
            _cell(members[n], step.states[n], is_new=n in step.moved, is_asked=n in step.asked)
            for n in shown
        ),
    )


def _cell(member: "Member", state: int, *, is_new: bool = False, is_asked: bool = False) -> Cell:
    role = next((Role(name) for name, held in member.roles.items() if state in held), Role.STABLE)
    return Cell(visible(member.states[state]), role, is_new=is_new, is_asked=is_asked)


def _summary(proof: "Proof", run: Run, absent: int, drawn: int) -> Iterator[str]:
    claim = proof.claim
    yield f"{proof.verdict.value.capitalize()}: {cut(prose(claim.meaning), _LONGEST)}."
    if proof.remark:
        remark = prose(proof.remark)
        yield f"{remark[:1].upper()}{remark[1:]}."
    if run.again is not None:
        yield f"The steps from {run.again + 1} on are repeated for ever."
    if left := len(run.steps) - drawn:
        yield f"{counted(left, 'step')} left out, where the dots are."
    if absent:
        yield f"Left out of this view: {counted(absent, 'member')} that no step here is about."
