"""Lifecycles among the tests of unittest, stestr and other runners of its loader protocol."""

import re
import sys
import unittest
from collections.abc import Callable, Iterable
from itertools import groupby

from wayout.interfaces.cli.selection import selected
from wayout.interfaces.errors import UsageError
from wayout.interfaces.testing.cases import Case, cases, text_of
from wayout.interfaces.verifying import SEVERITIES

LoadTests = Callable[[unittest.TestLoader, unittest.TestSuite, str | None], unittest.TestSuite]

__unittest = True  # unittest leaves the frames of such a module out of what it prints


def load_tests(
    *targets: str, select: Iterable[str] = (), ignore: Iterable[str] = (), fail_on: str = "warning"
) -> LoadTests:
    """Return what a test module calls `load_tests`: it adds a test per lifecycle and check.

    A class per lifecycle, named after it, and a method per check: `test_WO102_dead_end`.
    `select`, `ignore` and `fail_on` are those of `wayout check`. The lifecycles are read when
    the tests are loaded; no TARGET is every built-in lifecycle.

    Raises:
        UsageError: for codes that name no check, and for what is no severity.
    """
    ids = selected(select, ignore, options="")
    if fail_on not in SEVERITIES:
        message = f"fail_on: {fail_on!r}; expected one of {', '.join(SEVERITIES)}"
        raise UsageError(message)
    module = str(sys._getframe(1).f_globals.get("__name__", __name__))  # noqa: SLF001 - as namedtuple does

    def load(
        _loader: unittest.TestLoader, tests: unittest.TestSuite, _pattern: str | None
    ) -> unittest.TestSuite:
        found = cases(targets, ids, fail_on)
        for lifecycle, own in groupby(found, key=lambda case: case.lifecycle):
            tests.addTests(_tests_of(lifecycle, tuple(own), module))
        return tests

    return load


def _tests_of(lifecycle: str, own: tuple[Case, ...], module: str) -> list[unittest.TestCase]:
    methods = {f"test_{_identifier(case.name)}": _method(case) for case in own}
    made = type(_identifier(lifecycle), (unittest.TestCase,), {**methods, "__module__": module})
    return [made(name) for name in methods]


def _method(case: Case) -> Callable[[unittest.TestCase], None]:
    def test(self: unittest.TestCase) -> None:
        if case.problems:
            raise _CannotLoadError("\n".join(case.problems))
        if case.failing:
            self.fail(text_of(case.failing))

    return test


class _CannotLoadError(Exception):
    """Raised in the test that stands for a TARGET that cannot be loaded."""


def _identifier(text: str) -> str:
    name = re.sub(r"\W", "_", text)
    return name if name.isidentifier() else f"_{name}"
