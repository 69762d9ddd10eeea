"""Real processes: the interpreter that runs the tests, on arguments of the tests' own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

Done = subprocess.CompletedProcess[str]


def python(*args: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
    """Run the interpreter to its end."""
    return subprocess.run(  # noqa: S603 - the arguments stand in the tests
        [sys.executable, *args],
        cwd=cwd,
        env=os.environ | (env or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def wayout(*args: str, cwd: Path, env: dict[str, str] | None = None) -> Done:
    """Run the command line to its end."""
    return python("-m", "wayout", *args, cwd=cwd, env=env)


def _interruptible() -> None:
    """Undo that a shell lets what it starts in the background ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(
    *args: str, cwd: Path, stdout: int = subprocess.PIPE, env: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start the command line."""
    return subprocess.Popen(  # noqa: S603 - the arguments stand in the tests
        [sys.executable, "-m", "wayout", *args],
        cwd=cwd,
        env=os.environ | (env or {}),
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_interruptible,  # noqa: PLW1509 - the tests start no threads
    )
