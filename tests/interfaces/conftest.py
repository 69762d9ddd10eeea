from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from wayout.interfaces.cli.program import program

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


@pytest.fixture
def wayout(folder: Path) -> Wayout:
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
