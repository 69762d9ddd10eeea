"""The run that shows a finding, as a numbered list."""

from collections.abc import Iterator

from docutils import nodes

from wayout.analysis.finding import Finding, Step, Witness
from wayout.interfaces.codes import named, unknown
from wayout.interfaces.errors import UsageError
from wayout.interfaces.loading import Loaded
from wayout.interfaces.sphinx_extension.grids import optional_reference
from wayout.interfaces.verifying import report_on


def witnessed(loaded: Loaded, check: str, state: str | None) -> Iterator[nodes.Node]:
    """Yield the message and run of the first finding of a check, in a state if one is named.

    Accepted findings count as well.

    Raises:
        UsageError: for a code that names no check or several, or if nothing is found.
    """
    ids = named(check)
    if len(ids) != 1:
        message = f":check:: {unknown(check) if not ids else f'{check} names several checks'}"
        raise UsageError(message)
    (lifecycle,) = loaded.lifecycles
    wanted = {each.id for each in lifecycle.states if state in {None, each.id, each.value}}
    if not wanted:
        message = f":state:: {lifecycle.name} has no state {state!r}"
        raise UsageError(message)
    found = [
        finding
        for finding in report_on(loaded, tuple(ids)).findings
        if finding.check in ids and (state is None or wanted & set(finding.states))
    ]
    if not found:
        where = f" in state {state}" if state else ""
        message = f":check:: {check} finds nothing{where} in {lifecycle.name}"
        raise UsageError(message)
    yield from _shown(found[0])


def _shown(finding: Finding) -> Iterator[nodes.Node]:
    yield nodes.paragraph(
        "",
        "",
        nodes.strong("", f"{finding.check} {finding.slug}"),
        nodes.Text(": "),
        nodes.Text(finding.message),
    )
    if finding.witness is not None:
        yield _run(finding.witness, finding.lifecycle)


def _run(witness: Witness, machine: str) -> nodes.enumerated_list:
    steps = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
    for step in witness.stem:
        steps += _item(step, machine)
    for number, step in enumerate(witness.cycle):
        steps += _item(step, machine, "again and again: " if number == 0 else "")
    return steps


def _item(step: Step, machine: str, before: str = "") -> nodes.list_item:
    state = optional_reference("state", f"{machine}.{step.state}", nodes.literal("", step.state))
    said: list[nodes.Node] = [nodes.Text(before)] if before else []
    if step.event is None:
        said += [nodes.Text("state ")]
    else:
        event = nodes.literal("", step.event)
        said += [optional_reference("event", f"{machine}.{step.event}", event), nodes.Text(" → ")]
    return nodes.list_item("", nodes.paragraph("", "", *said, state))
