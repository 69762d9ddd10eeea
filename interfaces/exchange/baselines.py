"""Baseline files: the findings that a project had when it began to be checked."""

import re
from collections.abc import Iterable
from pathlib import Path

from wayout.analysis.finding import Known
from wayout.interfaces.errors import DataError
from wayout.interfaces.exchange.decoding import decode_file
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.problems import Problems
from wayout.interfaces.exchange.summaries import known_value

VERSION = 1

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def read_baseline(file: str) -> tuple[Known, ...]:
    """Return what a baseline file holds.

    Raises:
        DataError: with all problems of the file.
    """
    if not Path(file).exists():
        message = f"{file}: no such baseline; `wayout baseline create` writes one"
        raise DataError(message)
    problems = Problems()
    fields = Fields(decode_file(Path(file), file), "", problems)
    version = fields.get("version")
    if fields.is_object and (version != VERSION or isinstance(version, bool)):
        fields.wrong("version", f"expected {VERSION}, which this wayout reads")
    fields.require("findings")
    found = fields.items("findings", _known)
    fields.close()
    first: dict[str, int] = {}
    for index, known in enumerate(found):
        earlier = first.setdefault(known.fingerprint, index)
        if earlier != index:
            fields.wrong(
                f"findings[{index}].fingerprint",
                f"is that of findings[{earlier}] as well; say how many there are in 'count'",
            )
    if problems.count:
        raise DataError(*problems.lines(file))
    return found


def baseline_text(baseline: Iterable[Known]) -> str:
    """Return the text of a baseline file: one line for each fingerprint, in the given order."""
    return encode({"version": VERSION, "findings": [known_value(known) for known in baseline]})


def _known(fields: Fields) -> Known:
    fingerprint = fields.text("fingerprint")
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        fields.wrong("fingerprint", f"{fields.shown(fingerprint)} is not 16 hex digits")
    return Known(
        fingerprint=fingerprint,
        check=fields.label("check"),
        lifecycle=fields.label("lifecycle"),
        states=fields.texts("states"),
        events=fields.texts("events"),
        statuses=fields.texts("statuses"),
        count=fields.count("count"),
        claims=fields.texts("claims"),
    )
