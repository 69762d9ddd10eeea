"""Collect the checks of lifecycles as tests: `wayout::Order::WO102 dead-end`."""

import os
from collections.abc import Generator, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from wayout.interfaces.cli.selection import selected
from wayout.interfaces.errors import UsageError
from wayout.interfaces.testing.cases import Case, cases, text_of


class Collecting:
    """Adds the lifecycles to what a session collects.

    Raises:
        pytest.UsageError: if there is no TARGET, or a code names no check.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._targets = _targets(config)
        try:
            self._checks = selected(
                config.getoption("wayout_select"),
                config.getoption("wayout_ignore"),
                options="--wayout-",
            )
        except UsageError as error:
            raise pytest.UsageError(*error.problems) from error
        self._fail_on: str = config.getoption("wayout_fail_on")

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Add a node to the session, beside those of files."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            report.result.append(
                _Lifecycles.from_parent(
                    collector,
                    name="wayout",
                    nodeid="wayout",
                    read=lambda: cases(self._targets, self._checks, self._fail_on),
                )
            )
        return report


class _Lifecycles(pytest.Collector):
    """All lifecycles. They are read when it is collected, once in a process."""

    def __init__(self, *, read: Any, **extra: Any) -> None:
        super().__init__(**extra)
        self._read = read

    def collect(self) -> Iterator[pytest.Collector]:
        for lifecycle, found in groupby(self._read(), key=lambda case: case.lifecycle):
            yield _Lifecycle.from_parent(self, name=lifecycle, cases=tuple(found))


class _Lifecycle(pytest.Collector):
    """One lifecycle, or a TARGET that cannot be loaded."""

    def __init__(self, *, cases: tuple[Case, ...], **extra: Any) -> None:
        super().__init__(**extra)
        self._cases = cases

    def collect(self) -> Iterator[pytest.Item]:
        for case in self._cases:
            yield _Check.from_parent(self, name=case.name, case=case)


class _Check(pytest.Item):
    """One check of one lifecycle."""

    def __init__(self, *, case: Case, **extra: Any) -> None:
        super().__init__(**extra)
        self._case = case
        self.add_marker("wayout")

    def setup(self) -> None:
        if self._case.problems:
            pytest.fail("\n".join(self._case.problems), pytrace=False)

    def runtest(self) -> None:
        others, failing = self._case.others, self._case.failing
        if others:
            self.add_report_section("call", "findings that do not fail", text_of(others))
        for finding in others:
            if finding.suppressed:
                self.user_properties.append(("accepted", finding.message))
        if failing:
            pytest.fail(text_of(failing), pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        place = self._case.location
        name = f"{self._case.lifecycle}: {self.name}"
        return (Path(place.path), place.line - 1, name) if place else (self.path, None, name)


def _targets(config: pytest.Config) -> Sequence[str]:
    given = [target for target in config.getoption("wayout") if target]
    if given:
        return given
    folder = config.inipath.parent if config.inipath else config.rootpath
    found = [_from(folder, target) for target in config.getini("wayout_targets")]
    if not found:
        message = (
            "--wayout: no TARGET; write --wayout=package.module:Class, or list TARGETs in the "
            "ini option wayout_targets"
        )
        raise pytest.UsageError(message)
    return found


def _from(folder: Path, target: str) -> str:
    """Return a TARGET with its file, if it is one, as seen from the working directory."""
    for text in (target, target.rpartition(":")[0]):
        if text and (folder / text).is_file():
            relative = os.path.relpath(folder / text).replace(os.sep, "/")
            return relative + target.removeprefix(text)
    return target
