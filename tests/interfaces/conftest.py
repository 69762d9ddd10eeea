from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.effort import IS_FULL

from wayout.analysis import reading
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Deadline
from wayout.interfaces.cli.program import program
from wayout.interfaces.loading.targets import InModule, Target

DOOR = '''
    from statemachine import State, StateMachine


    class Door(StateMachine):
        """A door that can jam."""

        shut = State(initial=True)
        opened = State()
        jammed_error = State()
        gone = State(final=True)

        open = shut.to(opened)
        close = opened.to(shut)
        jam = opened.to(jammed_error)
        scrap = shut.to(gone)
    '''

GATE = '''
    from statemachine import State, StateMachine


    class Gate(StateMachine):
        """A gate without defects."""

        shut = State(initial=True)
        gone = State(final=True)

        scrap = shut.to(gone)
    '''

Write = Callable[[str, str], Path]
Wayout = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a file into the working directory."""

    def _write(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return _write


_LOADING = import_module("wayout.interfaces.loading.load")
_read = reading.read
_read_of_ours = cache(_read)


def _read_once(machine: type, *, deadline: Deadline | None = None, **how: Any) -> Lifecycle:
    """Read a machine of our own once for all tests; it is the same wherever it is read."""
    if deadline is None and machine.__module__.startswith("wayout."):
        return _read_of_ours(machine, **how)
    return _read(machine, deadline=deadline, **how)


def _is_apart(target: Target) -> bool:
    return isinstance(target, InModule)


@pytest.fixture
def short_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read what ships with wayout once, and import files without a process, but in the slow suite.

    The tests of loading, and those that start a program, always do as users do.
    """
    if not IS_FULL:
        monkeypatch.setattr(reading, "read", _read_once)
        monkeypatch.setattr(_LOADING, "is_of_users", _is_apart)


@pytest.fixture
def wayout(folder: Path, short_cuts: None) -> Wayout:  # noqa: ARG001
    """Run the command line in the working directory; an exception is a failure."""

    def _wayout(*args: str) -> Result:
        result = CliRunner().invoke(program, args)
        assert "Traceback" not in result.stderr, result.stderr
        return result

    assert folder.is_dir()
    return _wayout


@pytest.fixture
def door(write: Write) -> Path:
    return write("door.py", DOOR)


@pytest.fixture
def gate(write: Write) -> Path:
    return write("gate.py", GATE)
