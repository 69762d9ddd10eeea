"""What came of a claim: its verdict, and the run that shows it."""

from dataclasses import dataclass
from enum import Enum

from wayout.analysis.finding import Witness
from wayout.analysis.lifecycle import Location
from wayout.machines.vocabulary import Claim


class Verdict(Enum):
    """What comes of a claim; undetermined where a limit was reached, or it cannot be read."""

    HOLDS = "holds"
    FAILS = "fails"
    VACUOUS = "vacuous"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim on a lifecycle with its verdict.

    The `witness` shows why it fails; of one that holds, the run that it says is there. `remark`
    says what the run leaves open, or why the verdict is undetermined. `states` are those in
    which what is claimed of all states fails, nearest first. `idle` is the part of the formula
    that does not matter, where the verdict is vacuous. `problem` says, with its place in the
    text, why the claim cannot be read. `means` is the formula that a readable form stands for.
    """

    claim: Claim
    lifecycle: str
    verdict: Verdict
    witness: Witness | None = None
    remark: str = ""
    states: tuple[str, ...] = ()
    idle: str = ""
    problem: str = ""
    means: str = ""
    location: Location | None = None
