"""The run that shows a finding, as a numbered list."""

from collections.abc import Iterator

from docutils import nodes

from wayout.analysis.finding import Step, Witness
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.sphinx_extension.grids import optional_reference
from wayout.interfaces.witnessing import finding_named


def witnessed(lifecycle: Lifecycle, name: str) -> Iterator[nodes.Node]:
    """Yield the message and the run of the finding that a `CHECK[:WHICH]` names.

    Raises:
        UsageError: if there is none.
    """
    finding = finding_named(name, lifecycle)
    yield nodes.paragraph(
        "",
        "",
        nodes.strong("", f"{finding.check} {finding.slug}"),
        nodes.Text(": "),
        nodes.Text(finding.message),
    )
    if finding.witness is not None:
        yield numbered(finding.witness, finding.lifecycle)


def numbered(witness: Witness, machine: str) -> nodes.enumerated_list:
    """Return a run as a list of its steps."""
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
