"""Pictures come from `dot` or from pygraphviz, and neither can hang or crash wayout."""

import os
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.diagrams.examples import ORDER, PARCEL

from wayout.diagrams import (
    Detail,
    LimitReached,
    NoRenderer,
    RendererFailed,
    dot,
    plan,
    render,
    rendering,
)

Program = Callable[[str], None]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Put a `dot` of our own on PATH, the only program there."""

    def put(script: str) -> None:
        path = tmp_path / "dot"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")

    return put


@pytest.fixture
def no_pygraphviz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "find_spec", lambda _name: None)


@pytest.fixture
def no_dot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


@pytest.mark.usefixtures("no_dot", "no_pygraphviz")
def test_without_graphviz_the_error_says_what_to_install() -> None:
    with pytest.raises(NoRenderer, match=r"pip install wayout\[render\]"):
        render(plan(ORDER), "svg")


@pytest.mark.usefixtures("no_dot")
@pytest.mark.parametrize(
    ("form", "magic"), [("svg", b"<svg "), ("png", b"\x89PNG"), ("pdf", b"%PDF")]
)
def test_pygraphviz_is_enough(form: rendering.Format, magic: bytes) -> None:
    pytest.importorskip("pygraphviz")
    first = render(plan(ORDER), form)
    assert first.startswith(magic)
    assert render(plan(ORDER), form) == first


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_same_bytes_twice(form: rendering.Format) -> None:
    assert render(plan(PARCEL), form) == render(plan(PARCEL), form)


def test_a_pdf_has_no_date() -> None:
    assert b"CreationDate (D:19700101000000" in render(plan(ORDER), "pdf")


def test_a_png_has_144_dots_per_inch() -> None:
    svg = render(plan(ORDER), "svg").decode()
    points = float(svg.split('width="')[1].split("pt")[0])
    width, height = png_size(render(plan(ORDER), "png"))
    assert width == pytest.approx(points * 2, rel=0.05)
    assert height > 0


@pytest.mark.parametrize("detail", Detail)
def test_every_detail_can_be_drawn(detail: Detail) -> None:
    assert render(plan(PARCEL, detail), "svg").startswith(b"<svg ")


@pytest.mark.usefixtures("no_pygraphviz")
def test_a_renderer_that_hangs_is_killed_with_its_children(
    program: Program, tmp_path: Path
) -> None:
    program(f"sleep 30 & echo $! > {tmp_path}/child; wait")
    started = time.monotonic()
    with pytest.raises(LimitReached, match=r"dot was stopped: it took longer than (0\.1|0\.6) s$"):
        render(plan(ORDER), "svg", limit=0.1)
    assert time.monotonic() - started < 10
    child = int((tmp_path / "child").read_text())
    while is_running(child):  # a process that is killed ends when the system gets to it
        assert time.monotonic() - started < 20
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processor time is limited on Linux alone")
@pytest.mark.usefixtures("no_pygraphviz")
def test_the_time_of_the_processor_is_limited_and_not_of_the_wall(program: Program) -> None:
    program("sleep 1.2; printf '%%PDF'")
    assert render(plan(ORDER), "pdf", limit=1) == b"%PDF"
    program("while :; do :; done")
    with pytest.raises(LimitReached, match=r"dot was stopped: .* than 1 s of the processor"):
        render(plan(ORDER), "pdf", limit=1)


def is_running(process: int) -> bool:
    try:
        state = (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        )
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.usefixtures("no_pygraphviz")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'syntax error near line 1' >&2; exit 1", "dot ended with status 1: syntax error"),
        ("kill -SEGV $$", "dot was killed by signal 11"),
        ("exit 0", "dot ended with status 0: it said nothing"),
    ],
)
def test_a_renderer_that_fails_is_named(program: Program, script: str, message: str) -> None:
    program(script)
    with pytest.raises(RendererFailed, match=message):
        render(plan(ORDER), "svg")


def test_pygraphviz_helps_out_a_dot_that_fails(program: Program) -> None:
    pytest.importorskip("pygraphviz")
    program("echo 'Format: \"pdf\" not recognized' >&2; exit 1")
    assert render(plan(ORDER), "pdf").startswith(b"%PDF")


@pytest.mark.usefixtures("no_pygraphviz")
def test_dot_gets_the_text_on_stdin_and_nothing_that_steers_it(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GVBINDIR", "/tmp/plugins")  # noqa: S108 - only a value
    program(
        f"env > {tmp_path}/env; echo \"$@\" > {tmp_path}/args; cat > {tmp_path}/in; printf '%%PDF'"
    )
    render(plan(ORDER), "pdf")
    environment = (tmp_path / "env").read_text(encoding="utf-8")
    assert "GVBINDIR" not in environment
    assert "SOURCE_DATE_EPOCH=0" in environment
    assert (tmp_path / "args").read_text(encoding="utf-8") == "-Tpdf\n"
    assert (tmp_path / "in").read_text(encoding="utf-8") == dot(plan(ORDER))
