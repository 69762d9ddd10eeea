"""The options of `wayout draw` that say what of a lifecycle is shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from wayout.analysis.finding import Finding, Witness
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.diagrams import View
    from wayout.interfaces.config import Config

_LISTED = 5

_OPTIONS = (
    click.option("--event", metavar="EVENT", help="Only this event, and what services do next."),
    click.option("--operation", metavar="NAME", help="Only the events of this operation."),
    click.option("--around", metavar="STATE", help="Only what is near this state."),
    click.option(
        "--depth", type=int, metavar="N", help="With --around: how many steps away.  [default: 1]"
    ),
    click.option(
        "--witness",
        metavar="CHECK[:WHICH]",
        help="Only the run that shows a finding of this check: the first, or that on the state or "
        "with the number WHICH.",
    ),
    click.option("--failures", is_flag=True, help="Only what fails."),
    click.option(
        "--actor",
        type=click.Choice(["user", "admin", "service", "timer"]),
        help="Only what can be made to happen by users, by administrators, and so on.",
    ),
    click.option(
        "--mark",
        type=click.Choice(["accepted", "findings"]),
        help="Mark the states with accepted findings, or with any.",
    ),
    click.option(
        "--each", type=click.Choice(["operation"]), help="Draw a picture for each operation."
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options say."""

    event: str | None
    operation: str | None
    around: str | None
    depth: int | None
    witness: str | None
    failures: bool
    actor: str | None
    mark: str | None
    each: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A lifecycle and the view of it to draw; `part` tells its pictures apart in a folder."""

    lifecycle: "Lifecycle"
    view: "View"
    part: str = ""


def view_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options, and hand it what they say as `wanted`."""
    names = [field.name for field in fields(Wanted)]

    @wraps(verb)
    def seeing(*args: Any, **options: Any) -> Any:
        wanted = Wanted(**{name: options.pop(name) for name in names})
        return verb(*args, wanted=wanted, **options)

    for option in reversed(_OPTIONS):
        seeing = option(seeing)
    return seeing


def shown(
    wanted: Wanted, lifecycles: "tuple[Lifecycle, ...]", config: "Config"
) -> tuple[Shown, ...]:
    """Return what to draw of the lifecycles, in order.

    Raises:
        UsageError: with all that names nothing in one of them, or contradicts itself.
    """
    from wayout.diagrams import ViewError
    from wayout.interfaces.errors import UsageError

    problems: list[str] = []
    found: list[Shown] = []
    for lifecycle in lifecycles:
        try:
            for one in _views(wanted, lifecycle, config):
                one.view.validate(lifecycle)
                found.append(one)
        except (ViewError, UsageError) as error:
            problems.extend(error.problems)
    if problems:
        raise UsageError(*dict.fromkeys(problems))
    return tuple(found)


def checked_links(template: str | None) -> str | None:
    """Return the template of links as it is, if it is safe.

    Raises:
        UsageError: if it is not.
    """
    from wayout.diagrams.links import LinkError, validate
    from wayout.interfaces.errors import UsageError

    try:
        if template is not None:
            validate(template)
    except LinkError as error:
        message = f"--link-states: {error}"
        raise UsageError(message) from None
    return template


def _views(wanted: Wanted, lifecycle: "Lifecycle", config: "Config") -> Iterator[Shown]:
    from dataclasses import replace

    from wayout.analysis.grouping import operations
    from wayout.diagrams import View
    from wayout.interfaces.errors import UsageError
    from wayout.machines.vocabulary import Actor

    if wanted.each and wanted.operation:
        message = "--each draws every operation, and --operation one; give one of them"
        raise UsageError(message)
    view = View(
        event=wanted.event,
        operation=wanted.operation,
        around=wanted.around,
        depth=wanted.depth,
        witness=_witness(wanted.witness, lifecycle) if wanted.witness else None,
        failures=wanted.failures,
        actor=Actor(wanted.actor) if wanted.actor else None,
        findings=_findings(wanted.mark, lifecycle, config),
    )
    if wanted.each is None:
        yield Shown(lifecycle, view)
    else:
        for each in operations(lifecycle):
            yield Shown(lifecycle, replace(view, operation=each.name), each.name)


def _findings(mark: str | None, lifecycle: "Lifecycle", config: "Config") -> "tuple[Finding, ...]":
    from wayout.analysis.checks.catalogue import checks
    from wayout.analysis.verification import verify
    from wayout.interfaces.cli.selection import selected

    if mark is None:
        return ()
    report = verify([lifecycle], checks(selected(config.select, config.ignore)))
    return report.accepted if mark == "accepted" else report.findings


def _witness(wanted: str, lifecycle: "Lifecycle") -> "Witness":
    """Return the witness of the finding that `CHECK[:WHICH]` names."""
    from wayout.analysis.checks.catalogue import checks
    from wayout.analysis.verification import verify
    from wayout.interfaces.codes import named, unknown
    from wayout.interfaces.errors import UsageError

    code, _, which = wanted.partition(":")
    ids = named(code)
    if not ids:
        message = f"--witness: {unknown(code)}"
        raise UsageError(message)
    found = [
        (one, one.witness)
        for one in verify([lifecycle], checks(ids)).findings
        if one.witness is not None
    ]
    if not found:
        message = f"--witness: {lifecycle.name} has no finding of {code} with a witness"
        raise UsageError(message)
    if not which:
        return found[0][1]
    if which.isdecimal() and 1 <= int(which) <= len(found):
        return found[int(which) - 1][1]
    for finding, witness in found:
        if which in {*finding.states, *(lifecycle.by_id[state].value for state in finding.states)}:
            return witness
    raise UsageError(_no_such_finding(which, code, lifecycle, [one for one, _ in found]))


def _no_such_finding(which: str, code: str, lifecycle: "Lifecycle", found: "list[Finding]") -> str:
    from wayout.analysis.suggesting import did_you_mean
    from wayout.interfaces.reporters.wording import counted

    places = [lifecycle.by_id[state].value for one in found for state in one.states]
    names = tuple(dict.fromkeys(places))
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    hint = did_you_mean(which, names) or f"; they are on {', '.join(names[:_LISTED])}{more}"
    return (
        f"--witness: {lifecycle.name} has {counted(len(found), 'finding')} of {code} with a "
        f"witness, none on {which!r}{hint if names else ''}; say a state, or a number from 1"
    )
