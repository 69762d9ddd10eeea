"""Findings in a page: open ones first, then the accepted ones under the reason they share."""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from wayout.analysis.finding import Finding, Report
from wayout.diagrams.escaping import prose, visible
from wayout.diagrams.explorer.markup import Piece, joined, tag
from wayout.diagrams.wording import counted


def findings_of(report: Report, lifecycle: str) -> tuple[Finding, ...]:
    """Return the findings on a lifecycle: the open ones first, each in the report's order."""
    found = [finding for finding in report.findings if finding.lifecycle == lifecycle]
    return tuple(sorted(found, key=lambda finding: finding.suppressed is not None))


def finding_list(findings: Sequence[Finding], prefix: str = "finding") -> tuple[ET.Element, ...]:
    """Return the findings by reason. Each has its number in its id, for the script."""
    if not findings:
        return (tag("p", "None: nothing was found."),)
    groups: dict[str | None, list[int]] = {}
    for number, finding in enumerate(findings):
        reason = finding.suppressed.reason if finding.suppressed else None
        groups.setdefault(reason, []).append(number)
    return tuple(
        part for reason, group in groups.items() for part in _group(reason, group, findings, prefix)
    )


def _group(
    reason: str | None, numbers: list[int], findings: Sequence[Finding], prefix: str
) -> Iterator[ET.Element]:
    word = "Open" if reason is None else "Accepted"
    yield tag("h3", f"{word}: {counted(len(numbers), 'finding')}")
    if reason is not None:
        until = findings[numbers[0]].suppressed
        limit = f" Until {until.until.isoformat()}." if until and until.until else ""
        yield tag("p", prose(reason) + limit)
    alike: dict[tuple[str, str], list[int]] = {}
    for number in numbers:
        alike.setdefault(_kind_of(findings[number]), []).append(number)
    items = (_item(group, findings, prefix) for group in alike.values())
    yield tag("ul", *items, class_="findings")


def _kind_of(finding: Finding) -> tuple[str, str]:
    """Return what findings have in common that differ in nothing but their states."""
    message = finding.message
    for state in finding.states:
        message = message.replace(repr(state), "''")
    return finding.check, message


def _item(numbers: list[int], findings: Sequence[Finding], prefix: str) -> ET.Element:
    """Return one message for findings that differ in nothing but their states."""
    first, *others = numbers
    finding = findings[first]
    open_ = finding.suppressed is None
    return tag(
        "li",
        tag("b", f"{finding.check} {finding.slug}"),
        f" ({finding.severity.value}): " if open_ else ": ",
        tag("span", visible(finding.message), id=f"{prefix}-{first}"),
        *((f"; {visible(finding.remedy)}",) if open_ else ()),
        *(tag("div", "The same of ", *_same(others, findings, prefix)) for _ in others[:1]),
    )


def _same(numbers: list[int], findings: Sequence[Finding], prefix: str) -> Iterator[Piece]:
    return joined(
        tag("span", ", ".join(map(visible, findings[number].states)), id=f"{prefix}-{number}")
        for number in numbers
    )
