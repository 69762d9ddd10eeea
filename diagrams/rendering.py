"""DOT to pictures: the `dot` program where there is one, else the Graphviz inside pygraphviz.

Either runs in a process of its own: no shell, the text on stdin, nothing of the environment
that could make Graphviz load files, and a time limit after which the whole process group is
killed. On Linux it is about time of the processor, so that how busy a machine is does not change
what a picture shows; elsewhere it is about the time that passes.
"""

import math
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from wayout.diagrams.dot import dot
from wayout.diagrams.drawing import Drawing
from wayout.diagrams.errors import LimitReached, NoRenderer, RendererFailed
from wayout.diagrams.svg import finished

Format = Literal["svg", "png", "pdf"]

TIME_LIMIT = 10.0
"""Seconds that Graphviz may take."""
_PATIENCE = 6
"""So many times as long it may be waited for, where the seconds of the processor are limited."""

_DPI = "dpi=144"
_CREATED = re.compile(rb"(/CreationDate \(D:)\d{14}")
_SAID_LIMIT = 300
_LEFT_OUT = ("GV", "DOTFONTPATH", "GDFONTPATH")


@dataclass(frozen=True, slots=True)
class _Renderer:
    name: str
    command: tuple[str, ...]


def render(
    drawing: Drawing, form: Format, *, limit: float = TIME_LIMIT, prefix: str | None = None
) -> bytes:
    """Return the picture of a drawing: the same bytes each time for the same Graphviz.

    An SVG can stand alone or in a page; `prefix` then keeps its ids apart from those of others
    (by default the lifecycle's name). PNG has 144 dots per inch.

    Raises:
        NoRenderer: there is no Graphviz.
        RendererFailed: it refused the drawing or crashed.
        LimitReached: it took longer than `limit` seconds; those of a processor are whole ones.
    """
    raw = _rendered(dot(drawing), form, limit)
    if form == "svg":
        return finished(raw, drawing, prefix)
    return _undated(raw) if form == "pdf" else raw


def _rendered(text: str, form: Format, limit: float) -> bytes:
    """Try the renderers in turn: a `dot` may lack a format that the bundled Graphviz has."""
    failure: RendererFailed | None = None
    for renderer in _renderers(form):
        try:
            return _run(renderer, text.encode(), limit)
        except RendererFailed as error:
            failure = error
    raise failure or NoRenderer


def _renderers(form: Format) -> Iterator[_Renderer]:
    program = shutil.which("dot")
    if program:
        resolution = (f"-G{_DPI}",) if form == "png" else ()
        yield _Renderer("dot", (program, f"-T{form}", *resolution))
    if find_spec("pygraphviz"):
        script = str(Path(__file__).with_name("embedded.py"))
        resolution = (_DPI,) if form == "png" else ()
        yield _Renderer("pygraphviz", (sys.executable, "-P", script, form, *resolution))


def _run(renderer: _Renderer, text: bytes, limit: float) -> bytes:
    process = subprocess.Popen(  # noqa: S603 - a fixed command, no shell, no user's text in it
        renderer.command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(os.environ),
        start_new_session=True,
    )
    wait = limit * _PATIENCE if _limited(process.pid, limit) else limit
    try:
        out, said = process.communicate(text, timeout=wait)
    except subprocess.TimeoutExpired:
        raise LimitReached(renderer.name, wait) from None
    finally:
        _stop(process)
    if sys.platform != "win32" and process.returncode == -signal.SIGXCPU:
        raise LimitReached(renderer.name, math.ceil(limit), of=" of the processor")
    if process.returncode != 0 or not out:
        message = said.decode(errors="replace").strip()[:_SAID_LIMIT]
        raise RendererFailed(renderer.name, process.returncode, message)
    return out


def _limited(process: int, seconds: float) -> bool:
    """Limit the processor time of a process, and say whether that is possible here."""
    if sys.platform != "linux":
        return False
    import resource

    most = math.ceil(seconds)
    try:
        resource.prlimit(process, resource.RLIMIT_CORE, (0, 0))
        resource.prlimit(process, resource.RLIMIT_CPU, (most, most + 1))
    except (OSError, ValueError):
        return False
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and its children, if it still runs, and wait for it."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _undated(pdf: bytes) -> bytes:
    """Put the epoch for the time of creation: older Graphviz does not heed SOURCE_DATE_EPOCH.

    The length stays the same, since a PDF refers to its parts by their offsets.
    """
    return _CREATED.sub(rb"\g<1>19700101000000", pdf)


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment, less what steers Graphviz; a fixed time of creation for PDF."""
    kept = {name: value for name, value in given.items() if not name.startswith(_LEFT_OUT)}
    return {**kept, "SOURCE_DATE_EPOCH": "0", "TZ": "UTC", "LC_ALL": "C"}
