"""Pictures and pages of what logs say, as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from wayout.analysis.conformance.replay.replaying import Replayed
from wayout.analysis.finding import Report
from wayout.diagrams import Picture, draw_recorded
from wayout.diagrams.explorer import recording
from wayout.diagrams.pictures import AnyFormat
from wayout.interfaces.cli.output import make_folder, write_whole
from wayout.interfaces.cli.sheets import put, sheets


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """What logs say of a lifecycle, and what the report finds wrong there."""

    replayed: Replayed
    report: Report
    part: str = ""

    @property
    def name(self) -> str:
        """That of the lifecycle."""
        return self.replayed.lifecycle.name

    def drawn(self, form: AnyFormat) -> Picture:
        """Draw it, or raise a DiagramError."""
        own = [one for one in self.report.findings if one.lifecycle == self.name]
        return draw_recorded(self.replayed, form, own)


def draw_all(found: Sequence[Replayed], report: Report, output: str) -> None:
    """Draw what logs say of each lifecycle: a file, or one of each in a folder.

    Raises:
        UsageError: if one file is to hold several pictures, or has no format's suffix.
        WayoutError: if one cannot be drawn or written.
    """
    planned = sheets(tuple(ShownRecord(each, report) for each in found), output, (), "--draw")
    if any(sheet.path != Path(output) for sheet in planned):
        make_folder(Path(output))
    for sheet in planned:
        put(sheet.path, partial(sheet.shown.drawn, sheet.form))


def write_page(found: Sequence[Replayed], report: Report, path: str) -> None:
    """Write all answers as one page; the file is there whole or as it was.

    Raises:
        OutputError: if it cannot be written.
    """
    write_whole(Path(path), recording(found, report).encode())
