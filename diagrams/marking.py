"""Findings marked on the states that they name: by a flag and the id, not by colour."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.drawing import Drawing, Node
from wayout.diagrams.escaping import TITLE_LIMIT, cut, prose
from wayout.diagrams.wording import counted

OPEN = "⚑"
ACCEPTED = "⚐"

_SHOWN = 2


def marked(drawing: Drawing, findings: Iterable[Finding], lifecycle: Lifecycle) -> Drawing:
    """Return the drawing with the lifecycle's findings on its nodes, and those elsewhere counted.

    Linear in the nodes and findings.
    """
    own = [finding for finding in findings if finding.lifecycle == lifecycle.name]
    if not own:
        return drawing
    by_state: dict[str, list[Finding]] = {}
    for finding in own:
        for state in finding.states:
            by_state.setdefault(state, []).append(finding)
    nodes = tuple(_flagged(node, by_state) for node in drawing.nodes)
    shown = {id(one) for node in nodes for one in _of(node, by_state)}
    missing = len(own) - len(shown)
    note = f"{counted(len(shown), 'finding')} marked."
    if missing:
        note += f" {counted(missing, 'finding')} about no state that is shown, not marked."
    signs = tuple(_signs(one for one in own if id(one) in shown))
    return replace(
        drawing,
        nodes=nodes,
        summary=(*drawing.summary, note),
        signs=(*drawing.signs, *signs),
    )


def _of(node: Node, by_state: dict[str, list[Finding]]) -> list[Finding]:
    found = {id(one): one for state in node.states for one in by_state.get(state, ())}
    return list(found.values())


def _flagged(node: Node, by_state: dict[str, list[Finding]]) -> Node:
    findings = _of(node, by_state)
    if not findings:
        return node
    flags = " ".join(_flags(findings))
    caption = f"{node.caption}\n{flags}" if node.caption else flags
    said = "\n".join((node.title, *dict.fromkeys(map(_said, findings))))
    return replace(node, caption=caption, title=cut(said, TITLE_LIMIT))


def _flags(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the flag of each sort with its checks: two of them by id, more by number."""
    for flag, alike in (
        (OPEN, [one for one in findings if one.suppressed is None]),
        (ACCEPTED, [one for one in findings if one.suppressed]),
    ):
        ids = list(dict.fromkeys(one.check for one in alike))
        more = f" +{len(ids) - _SHOWN}" if len(ids) > _SHOWN else ""
        if ids:
            yield f"{flag} {', '.join(ids[:_SHOWN])}{more}"


def _said(finding: Finding) -> str:
    head = f"{finding.check} {finding.slug}"
    if finding.suppressed:
        return f"{head}, accepted: {prose(finding.suppressed.reason)}"
    return f"{head}: {prose(finding.message)}"


def _signs(findings: Iterable[Finding]) -> Iterator[str]:
    accepted = {one.suppressed is not None for one in findings}
    if False in accepted:
        yield f"{OPEN} a finding, with its check."
    if True in accepted:
        yield f"{ACCEPTED} an accepted finding, with its check; the reason is in the tooltip."
