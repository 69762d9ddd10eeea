"""What could notice that a lifecycle is wrong: checks, digest, examples in the docs."""

import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner
from tests.machines.walking import lifecycle_of, load
from tests.repository.test_docs import PAGES, console_blocks

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.analysis.verification import verify
from wayout.interfaces.cli.program import program
from wayout.machines import BUILTIN

ALL = checks()
Verdict = frozenset[tuple[str, str, str, bool]]


def findings(lifecycle: Lifecycle) -> tuple[Finding, ...]:
    """All findings, on a day on which no acceptance has expired."""
    return verify((lifecycle,), ALL, today=date.min).findings


def verdict(found: tuple[Finding, ...]) -> Verdict:
    """What of the findings decides: which there are, how severe, and whether accepted."""
    return frozenset(
        (f.check, f.fingerprint, f.severity.value, f.suppressed is None) for f in found
    )


def examples_differ(mutated: Lifecycle) -> bool:
    """Whether a console example of the docs prints something else than with the sound one."""
    sound = examples_of(mutated.name)
    with _place():
        return any(
            _printed(command, {mutated.name: mutated})[0] != shown
            for command, shown in sound.items()
        )


@cache
def examples_of(name: str) -> Mapping[str, str]:
    """The commands that read a built-in lifecycle, and what each prints."""
    every = dict.fromkeys(command for page in PAGES for command, _ in console_blocks(page))
    with _place():
        ran = {each: _printed(each, {}) for each in every if each.startswith("wayout ")}
    return {command: printed for command, (printed, met) in ran.items() if name in met}


def _printed(command: str, instead: Mapping[str, Lifecycle]) -> tuple[str, set[str]]:
    """Run a command in this process, and tell which built-in lifecycles it read."""
    met: set[str] = set()
    names = {load(name): name for name in BUILTIN}

    def substitute(machine: type, *, target: str, **options: Any) -> Lifecycle:
        if machine not in names:
            return read(machine, target=target, **options)
        met.add(names[machine])
        return instead.get(names[machine]) or lifecycle_of(names[machine])

    with patch("wayout.analysis.reading.read", substitute):
        result = CliRunner().invoke(program, shlex.split(command)[1:])
    return result.output, met


@contextmanager
def _place() -> Iterator[None]:
    """Stand in an empty folder: an example on a file of the docs has nothing to read there."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
