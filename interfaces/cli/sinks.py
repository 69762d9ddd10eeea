"""Where `wayout check` writes its reports, settled before it runs."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from wayout.analysis.finding import Report
from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.cli.output import append, deliver, screen_of
from wayout.interfaces.errors import UsageError
from wayout.interfaces.layout import Screen
from wayout.interfaces.reporters import REPORTERS, reporter

MOST_BYTES_OF_SUMMARY = 1 << 20
"""GitHub refuses a summary that is longer, and shows an error in its place."""


@dataclass(frozen=True, slots=True)
class Sink:
    """A format, and the file it goes to; None is stdout."""

    format: str
    path: str | None
    screen: Screen | None = None

    def write(self, report: Report) -> None:
        """Render a report and write it."""
        deliver(reporter(self.format)(report, self.screen), self.path)


def sinks(output_format: str, output_file: str | None, reports: tuple[str, ...]) -> list[Sink]:
    """Return the files to write, then the main report.

    Raises:
        UsageError: for a `--report` that is no FORMAT=FILE, or a file named twice.
    """
    problems: list[str] = []
    found = [sink for text in reports if (sink := _parse(text, problems))]
    found.append(_main(output_format, output_file))
    paths = [Path(sink.path or "-").resolve() for sink in found]
    shared = dict.fromkeys(path.name for path in paths if paths.count(path) > 1)
    problems.extend(
        f"{'stdout' if name == '-' else name}: two reports cannot go to one place"
        for name in shared
    )
    if problems:
        raise UsageError(*problems)
    return found


def _main(output_format: str, output_file: str | None) -> Sink:
    if output_file not in {None, "-"}:
        return Sink("concise" if output_format == "auto" else output_format, output_file)
    if output_format == "auto":
        output_format = _automatic()
    return Sink(output_format, None, screen_of(sys.stdout))


def _automatic() -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "full" if sys.stdout is not None and sys.stdout.isatty() else "concise"


def add_job_summary(report: Report, outputs: list[Sink]) -> None:
    """Append the report to the summary of a job of GitHub Actions, where it annotates one.

    GITHUB_STEP_SUMMARY names the file; other steps may have written to it.

    Raises:
        OutputError: if it cannot be written.
    """
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path or all(output.format != "github" for output in outputs):
        return
    text = f"## wayout\n\n{reporter('markdown')(report, None)}\n"
    content = text.encode("utf-8", "backslashreplace")
    if len(content) > MOST_BYTES_OF_SUMMARY:
        content = (
            f"## wayout\n\n{len(report.open):,} findings: more than the summary of a job may "
            "hold. The log of the step has them.\n"
        ).encode()
    append(Path(path), content)


def _parse(text: str, problems: list[str]) -> Sink | None:
    name, equals, path = text.partition("=")
    if name in REPORTERS and path:
        return Sink(name, path)
    known = ", ".join(REPORTERS)
    if not equals or not path:
        problems.append(f"--report: {text!r} is not FORMAT=FILE; for example json=report.json")
    else:
        hint = did_you_mean(name, tuple(REPORTERS))
        problems.append(f"--report: {name!r} is not one of {known}{hint}")
    return None
