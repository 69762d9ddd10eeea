"""The report as JUnit XML: a suite per lifecycle or system, a case per check, so that passes show.

Every open finding fails its case, but for those of severity info, which are printed in it as
the accepted ones are. What a limit left unfinished is an error.
https://github.com/testmoapp/junitxml describes what readers expect.
"""

import re
from io import BytesIO

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from wayout.analysis.checks.catalogue import SLUGS, run_on
from wayout.analysis.finding import Finding, Report, Severity
from wayout.interfaces.layout import Screen, visible
from wayout.interfaces.reporters.wording import counted, said, undetermined

_NOT_XML = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, _screen: Screen | None) -> str:
    """Return the XML document, in UTF-8."""
    document = JUnitXml("wayout")
    known = {each.name: each.target for each in report.subjects}
    refused = {finding.lifecycle: finding.lifecycle for finding in report.findings}
    unread = {one.lifecycle: one.lifecycle for one in report.unfinished}
    for name, target in (refused | unread | known).items():
        document.add_testsuite(_suite(report, name, target))
    document.update_statistics()  # type: ignore[no-untyped-call]  # the library has no types here
    buffer = BytesIO()
    document.write(buffer)
    return f"{buffer.getvalue().decode('utf-8').rstrip()}\n"


def _suite(report: Report, name: str, target: str) -> TestSuite:
    suite = TestSuite(_text(name))
    found = [finding for finding in report.findings if finding.lifecycle == name]
    met = {finding.check: finding.slug for finding in found}
    run = [check for each in report.subjects if each.name == name for check in run_on(each, report)]
    left = {check for one in report.unfinished if one.lifecycle == name for check in one.checks}
    ran = {check: SLUGS[check] for check in run if check not in left}
    for check, slug in sorted((ran | met).items()):
        case = TestCase(_text(f"{check} {slug}"), classname=_text(target), time=0.0)
        _tell(case, tuple(finding for finding in found if finding.check == check))
        suite.add_testcase(case)
    for unfinished in (one for one in report.unfinished if one.lifecycle == name):
        case = TestCase("undetermined", classname=_text(target), time=0.0)
        case.result = [Error(_text(visible(undetermined(unfinished))), type_="undetermined")]
        suite.add_testcase(case)
    return suite


def _tell(case: TestCase, found: tuple[Finding, ...]) -> None:
    failing = [f for f in found if f.suppressed is None and f.severity is not Severity.INFO]
    others = [f for f in found if f not in failing]
    if failing:
        failure = Failure(_text(_headline(failing)), type_=failing[0].severity.value)
        failure.text = _text("\n\n".join("\n".join(said(finding)) for finding in failing))
        case.result = [failure]
    if others:
        case.system_out = _text("\n\n".join("\n".join(said(finding)) for finding in others))


def _headline(failing: list[Finding]) -> str:
    if len(failing) == 1:
        return visible(failing[0].message)
    return f"{counted(len(failing), 'finding')}: {visible(failing[0].message)} and others"


def _text(text: str) -> str:
    r"""Show as `\uXXXX` what XML 1.0 cannot hold, or gives back as something else."""
    return _NOT_XML.sub(lambda match: f"\\u{ord(match.group()):04X}", text)
