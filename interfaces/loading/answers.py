r"""What the process that imports TARGETs is asked and answers: data, a JSON text a line.

First `READY`, before anything of a user's runs. Then for each TARGET, in order, `IMPORTED` when
it has been imported, and what it holds or what is wrong with it. `DONE` comes last.
Whoever reads it trusts none of it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from wayout.analysis.finding import Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Limits
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.errors import DataError, LimitError, LoadError, WayoutError
from wayout.interfaces.exchange.composed import composed_of, composed_value
from wayout.interfaces.exchange.decoding import decode
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.findings import unfinished_of
from wayout.interfaces.exchange.problems import Problems
from wayout.interfaces.exchange.reading import read_value
from wayout.interfaces.exchange.summaries import unfinished_value
from wayout.interfaces.exchange.writing import lifecycle_value
from wayout.interfaces.loading.found import Found

READY = b'{"ready":true}'
IMPORTED = b'{"imported":true}'
DONE = b'{"done":true}'

Answer = tuple[Found, ...] | WayoutError


def encode_request(targets: Sequence[str], limits: Limits) -> bytes:
    """Return what the process is asked."""
    return _line({"targets": list(targets), "limits": asdict(limits)})


def decode_request(text: bytes) -> tuple[list[str], Limits]:
    """Return what the process is asked, which it trusts."""
    request = json.loads(text)
    return request["targets"], Limits(**request["limits"])


def encode_found(found: Sequence[Found]) -> bytes:
    """Return the line that says what a TARGET holds."""
    return _line({"found": [_found_value(one) for one in found]})


def encode_problems(problems: Iterable[str]) -> bytes:
    """Return the line that says why a TARGET cannot be loaded."""
    return _line({"problems": list(problems)})


def decode_answer(line: bytes, limits: Limits) -> Answer:
    """Return what a line says of a TARGET.

    Raises:
        DataError: if it says nothing that can be understood.
        LimitError: if it says more than may be read.
    """
    shown = "answer"
    try:
        value = decode(line.decode("ascii"), shown)
    except UnicodeDecodeError as error:
        message = f"{shown}: not ASCII"
        raise DataError(message) from error
    problems = Problems(limits)
    fields = Fields(value, "", problems)
    refused = fields.texts("problems")
    found = fields.items("found", _found)
    fields.close()
    if not refused and "found" not in fields:
        fields.wrong("found", "is missing")
    if problems.count:
        raise problems.error(shown)
    return LoadError(*refused) if refused else found


def _found_value(found: Found) -> dict[str, object]:
    return {"qualified": found.qualified, "machine": found.machine, **_content_value(found.content)}


def _content_value(content: Lifecycle | DeclaredSystem | Unfinished) -> dict[str, object]:
    match content:
        case Lifecycle():
            return {"lifecycle": lifecycle_value(content)}
        case Unfinished():
            return {"unfinished": unfinished_value(content)}
        case DeclaredSystem():
            return {"system": composed_value(content)}


def _found(fields: Fields) -> Found:
    content = _content(fields)
    qualified, machine = fields.text("qualified"), fields.text("machine")
    if not machine:
        fields.wrong("machine", "is missing")
    return Found(content, qualified, machine)


def _content(fields: Fields) -> Lifecycle | DeclaredSystem | Unfinished:
    unfinished = fields.inner("unfinished", unfinished_of)
    system = fields.inner("system", composed_of)
    lifecycle = fields.get("lifecycle")
    if unfinished is not None or system is not None:
        return unfinished or system or Unfinished("", "")
    try:
        return read_value(lifecycle, fields.problems.limits)
    except LimitError as error:
        return Unfinished(fields.text("qualified"), error.problems[0])
    except DataError as error:
        fields.wrong("lifecycle", error.problems[0])
        return Unfinished("", "")


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
