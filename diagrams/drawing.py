"""What a picture consists of, before any format: frozen values that the writers share."""

from dataclasses import dataclass
from enum import Enum

from wayout.analysis.lifecycle import Transition
from wayout.machines.vocabulary import Kind, Role


class Detail(Enum):
    """How much of a lifecycle a drawing shows, from everything to nothing but its numbers."""

    FULL = "full"
    """Every state; each line bears its events."""
    QUIET = "quiet"
    """Every state; the events are in the tooltips."""
    FOLDED = "folded"
    """As QUIET, with more listed instead of drawn: each event that starts in a fifth of them."""
    GROUPS = "groups"
    """One node per outermost compound state, or per role where a lifecycle has none."""
    NOTICE = "notice"
    """No states: the title and a sentence."""


class Mark(Enum):
    """What a node stands for. The values are CSS classes."""

    STATE = "state"
    ABSENT = "absent"
    """The initial state before there is a record: UML's initial dot."""
    GONE = "gone"
    """The final state after the record is destroyed: UML's final bullseye."""
    ENTRY = "entry"
    """No state: the dot from which an arrow points to an initial state."""
    GROUP = "group"
    """All states inside a compound state, or of a role."""
    RULE = "rule"
    """No state: words for the origins of a rule, where a line points out what it leads to."""
    LANE = "lane"
    """No state: the name of a member, above its lane."""
    STEP = "step"
    """No state: the words of a step, beside its line."""
    MOVED = "moved"
    """No state: where a step crosses the lane of a member that it moves."""
    ASKED = "asked"
    """No state: where a step crosses the lane of a member that it only looks at."""
    KEPT = "kept"
    """A state that a member stays in."""
    PLACE = "place"
    """No state: a place in a grid where nothing is."""


@dataclass(frozen=True, slots=True)
class Node:
    """A drawn state or group. `states` are the ids it stands for, `title` says it in words.

    `label` is what the box bears, and `value` what the node is called outside its cluster.
    `inside` are the transitions that begin and end within a group, and `caption` counts them.
    `link` is a URL.
    """

    id: str
    label: str
    value: str
    title: str
    mark: Mark
    role: Role
    states: tuple[str, ...] = ()
    cluster: str | None = None
    caption: str = ""
    inside: tuple[Transition, ...] = ()
    link: str = ""

    @property
    def is_live(self) -> bool:
        """Whether there is a resource in it that something can still happen to."""
        return bool(self.states) and self.mark is not Mark.ABSENT and self.role is not Role.FINAL


@dataclass(frozen=True, slots=True)
class Cluster:
    """A compound state with states inside. `parent` is the cluster around it."""

    id: str
    label: str
    title: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One line. `back` holds the transitions of a round trip that lead from head to tail.

    `bears` are the names of what leads there, and `bears_back` of what leads back: of events, or
    in an overview of operations.

    A line without transitions shows where a lifecycle begins, or points out a rule.

    `is_against`: logs record the step, and no transition is it.

    Where `tail_cluster` is given the line leaves the border of that cluster and stands for all
    states inside; `tail` is then one of them, for layout only.
    """

    id: str
    tail: str
    head: str
    kind: Kind | None
    label: str
    title: str
    there: tuple[Transition, ...]
    back: tuple[Transition, ...] = ()
    bears: tuple[str, ...] = ()
    bears_back: tuple[str, ...] = ()
    tail_cluster: str | None = None
    is_against: bool = False

    @property
    def is_inferred(self) -> bool:
        """Whether any of its transitions was inferred and not read."""
        return any(step.unsure for step in (*self.there, *self.back))


@dataclass(frozen=True, slots=True)
class Rule:
    """Transitions that are listed instead of drawn: from each origin the events to each target.

    Without targets, the events leave each origin as it is. `origins` and `targets` are words
    for the nodes with the ids in `tails` and `heads`; `transitions` are exactly those that the
    rule stands for.
    """

    origins: str
    kind: Kind | None
    events: tuple[str, ...]
    targets: str
    tails: tuple[str, ...]
    heads: tuple[str, ...]
    transitions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A plan of a picture. Everything is in the order of declaration.

    `summary` says in sentences what the lines and rules stand for, and what is simplified;
    `signs` explains the signs that occur in labels and rules.
    Every transition that the view shows is in exactly one edge or rule, or inside one group; in a
    NOTICE, in none.
    With `rows` it is a picture with lanes: a grid of nodes by their ids, of which the first column
    says the steps.
    """

    name: str
    title: str
    detail: Detail
    summary: tuple[str, ...]
    signs: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    edges: tuple[Edge, ...] = ()
    rules: tuple[Rule, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles for the legend: those of the drawn boxes, unless all are stable."""
        boxes = {node.role for node in self.nodes if node.mark in {Mark.STATE, Mark.GROUP}}
        return tuple(role for role in Role if role in boxes and boxes != {Role.STABLE})

    @property
    def kinds(self) -> tuple[Kind | None, ...]:
        """The kinds for the legend: those of the drawn lines, unless none has any."""
        drawn = {edge.kind for edge in self.edges if edge.there or edge.kind}
        return tuple(kind for kind in (*Kind, None) if kind in drawn and drawn != {None})
