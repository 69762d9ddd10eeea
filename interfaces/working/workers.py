"""Check in several processes at once: forks of this one, which know all that is loaded here.

Who checks what is left to chance, and nothing that is reported depends on it: what a worker does
not answer, because it was killed for example, is checked here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from wayout.analysis.check import Check, Subject
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.running import Checked, prepare, run
from wayout.interfaces.working.worker import Worker, are_possible, is_safe

if TYPE_CHECKING:
    from wayout.interfaces.working.shares import Share

WORTH = 3_000
"""The work that pays for a process, about 60 ms: what both touch after a fork has to be copied."""


_PART = 8
"""While others are read, a process is for an eighth of all that was at least."""


def work(subject: Subject) -> int:
    """Return about how much there is to check: a claim takes as long as 50 steps do."""
    one = subject.transitions if isinstance(subject, Lifecycle) else subject.system.steps
    return len(one) + 50 * len(subject.claims)


class Workers:
    """Runs checks on lifecycles and systems; `most` processes at once, this one among them.

    Close it at the end: also where that comes early.
    """

    def __init__(self, checks: Sequence[Check], seconds: float | None, most: int) -> None:
        self._checks = checks
        self._seconds = seconds
        self._most = most if most > 1 and are_possible() else 1
        self._subjects: list[Subject] = []
        self._begun: dict[str, int] = {}
        self._waiting: dict[int, int] = {}
        self._waiting_work = self._all_work = 0
        self._have_claims = False
        self._shares: list[Share] = []
        self._at_work: list[Worker[Mapping[int, Checked]]] = []
        self._found: dict[int, Checked] = {}

    def begin(self, subject: Subject) -> None:
        """Check it beside what this process does next, where that is worth a process.

        A fork takes longer the more has been read, so that the next is for more work: all that
        are begun take time in proportion to what is read.
        """
        if self._most > 1:
            self._begun[subject.name] = self._add(subject)
            worth = max(WORTH, self._all_work // _PART)
            if self._waiting_work >= worth and self._is_one_free():
                self._share_out()
                self._start()

    def run(self, subjects: Sequence[Subject]) -> tuple[Checked, ...]:
        """Return what the checks find on each; with some of them it may have begun."""
        numbers = [self._number(subject) for subject in subjects]
        wanted = frozenset(numbers)
        self._waiting = {n: work for n, work in self._waiting.items() if n in wanted}
        self._share_out()
        self._start_some()
        while drawn := self._draw():
            self._found |= self._checked(wanted.intersection(drawn))
            self._start_some()
        while self._at_work:
            self._found |= self._at_work[-1].answer() or {}
            self._at_work.pop()
        self._found |= self._checked(wanted.difference(self._found))
        return tuple(self._found[number] for number in numbers)

    def close(self) -> None:
        """Kill the workers that are still at work, and let go of what they draw from."""
        for worker in self._at_work:
            worker.kill()
        for share in self._shares:
            share.close()

    def _add(self, subject: Subject) -> int:
        number = len(self._subjects)
        self._subjects.append(subject)
        self._waiting[number] = work(subject)
        self._waiting_work += self._waiting[number]
        self._all_work += self._waiting[number]
        self._have_claims |= bool(subject.claims)
        return number

    def _number(self, subject: Subject) -> int:
        """Return its number: that which it has if it has begun, and nothing was changed since."""
        number = self._begun.get(subject.name)
        if number is not None and _are_alike(self._subjects[number], subject):
            return number
        return self._add(subject)

    def _is_one_free(self) -> bool:
        """Whether there may be one more worker; those that have answered are none any more."""
        for worker in [each for each in self._at_work if each.has_ended]:
            self._found |= worker.answer() or {}
            self._at_work.remove(worker)
        return len(self._at_work) + 1 < self._most and is_safe()

    def _share_out(self) -> None:
        """Let others draw what waits; where there is no room for that, it is checked here."""
        if self._waiting and self._most > 1:
            from wayout.interfaces.working.shares import Share  # what it is made of is Unix's

            try:
                self._shares.append(Share(self._waiting))
            except OSError:
                self._most = 1
            self._waiting, self._waiting_work = {}, 0

    def _start_some(self) -> None:
        """Start as many workers as there is work for, beside a piece for this process."""
        left = sum(share.left for share in self._shares)
        draws = sum(share.draws for share in self._shares)
        for _ in range(min(draws - 1, left // WORTH)):
            if not self._is_one_free():
                break
            self._start()

    def _start(self) -> None:
        """Start a worker; where there is no room for one, none is tried any more."""
        if self._have_claims:
            prepare(self._checks)
        try:
            self._at_work.append(Worker(self._work))
        except OSError:
            self._most = 1

    def _work(self) -> Mapping[int, Checked]:
        found: dict[int, Checked] = {}
        while drawn := self._draw():
            found |= self._checked(drawn)
        return found

    def _draw(self) -> tuple[int, ...]:
        """Return what to check next: first of what was shared out last."""
        while self._shares:
            if drawn := self._shares[-1].draw():
                return drawn
            self._shares.pop().close()
        return ()

    def _checked(self, numbers: Iterable[int]) -> Mapping[int, Checked]:
        return {n: run(self._subjects[n], self._checks, self._seconds) for n in numbers}


def _are_alike(one: Subject, other: Subject) -> bool:
    """Whether checks find the same on both: what is accepted is looked at only after them."""
    return type(one) is type(other) and all(
        getattr(one, field.name) == getattr(other, field.name)
        for field in fields(one)
        if field.name != "accepted"
    )
