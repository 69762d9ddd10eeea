"""The options that say what of a lifecycle is shown: the same ones wherever something is.

`wayout draw`, the marked blocks of documents and the Sphinx directives take them from here, and
hand back what was written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wayout.analysis.finding import Finding, Witness
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.diagrams import Detail, View
    from wayout.interfaces.config import Config

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Option:
    """An option. `metavar` is what its value is called; without that and choices it is a flag."""

    name: str
    help: str
    metavar: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_flag(self) -> bool:
        """Whether it has no value."""
        return not self.metavar and not self.choices


DETAIL = Option(
    "detail",
    "How much to show.  [default: as much as stays readable]",
    choices=("full", "quiet", "folded", "groups"),
)
"""`wayout.diagrams.Detail`, named here so that --help is fast."""

PARTS = (
    Option("event", "Only this event, and what services do next.", "EVENT"),
    Option("operation", "Only the events of this operation.", "NAME"),
    Option("around", "Only what is near this state.", "STATE"),
    Option("depth", "With --around: how many steps away.  [default: 1]", "N"),
    Option(
        "witness",
        "Only the run that shows a finding of this check, the first, or that on the state or claim "
        "or with the number WHICH; or the run that shows what came of a claim.",
        "CHECK[:WHICH]|CLAIM",
    ),
    Option("failures", "Only what fails."),
    Option(
        "actor",
        "Only what can be made to happen by users, by administrators, and so on.",
        choices=("user", "admin", "service", "timer"),
    ),
)
"""The options that leave something out."""

DRAWN = (
    DETAIL,
    *PARTS,
    Option(
        "mark",
        "Mark the states with accepted findings, or with any.",
        choices=("accepted", "findings"),
    ),
    Option(
        "link-states",
        "Link each state of an SVG or PDF: a URL, http, https or relative, with {state}, {value} "
        "or {lifecycle} in it.",
        "TEMPLATE",
    ),
)
"""All options of a picture."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options say: which part is shown, how much of it, and where its states lead.

    It can be pickled.
    """

    view: "View"
    detail: "Detail | None" = None
    links: str | None = None


def wanted(given: Mapping[str, str], lifecycle: "Lifecycle", config: "Config") -> Wanted:
    """Read the options among those that are given, a flag with any value.

    Findings are those of the checks that the config selects. They depend on no day, so that the
    same lifecycle makes the same picture on every one.

    Raises:
        UsageError: with all that mean nothing, name nothing in the lifecycle, or contradict
            each other.
    """
    from wayout.diagrams import Detail, View, ViewError
    from wayout.interfaces.errors import UsageError
    from wayout.interfaces.witnessing import witness_named
    from wayout.machines.vocabulary import Actor

    problems = [*_misspelt(given), *_unsafe(given)]
    if problems:
        raise UsageError(*problems)
    depth = given.get("depth")
    witness = given.get("witness")
    view = View(
        event=given.get("event"),
        operation=given.get("operation"),
        around=given.get("around"),
        depth=None if depth is None else int(depth),
        witness=None if witness is None else _kept(witness_named(witness, lifecycle)),
        failures="failures" in given,
        actor=Actor(given["actor"]) if "actor" in given else None,
        findings=_marked(given["mark"], lifecycle, config) if "mark" in given else (),
    )
    try:
        view.validate(lifecycle)
    except ViewError as error:
        raise UsageError(*error.problems) from error
    detail = Detail(given["detail"]) if "detail" in given else None
    return Wanted(view, detail, given.get("link-states"))


def _misspelt(given: Mapping[str, str]) -> Iterator[str]:
    from wayout.analysis.suggesting import did_you_mean

    for option in DRAWN:
        value = given.get(option.name)
        if value is None:
            continue
        if option.choices and value not in option.choices:
            known = ", ".join(option.choices)
            hint = did_you_mean(value, option.choices)
            yield f"{option.name}: {value!r} is not one of {known}{hint}"
        if option.name == "depth" and not _NUMBER.fullmatch(value):
            yield f"depth: {value!r} is no number of steps, such as 1"


def _unsafe(given: Mapping[str, str]) -> Iterator[str]:
    if "link-states" in given:
        from wayout.diagrams.links import LinkError, validate

        try:
            validate(given["link-states"])
        except LinkError as error:
            yield f"link-states: {error}"


def _marked(mark: str, lifecycle: "Lifecycle", config: "Config") -> "tuple[Finding, ...]":
    from wayout.interfaces.cli.selection import selected
    from wayout.interfaces.witnessing import findings_on

    found = findings_on(lifecycle, selected(config.select, config.ignore))
    wanted = (one for one in found if mark == "findings" or one.suppressed is not None)
    return tuple(replace(one, witness=None) for one in wanted)


def _kept(witness: "Witness") -> "Witness":
    """Return a witness that does not hold on to the search that found it."""
    return replace(witness, stem=tuple(witness.stem))
