"""Collect the checks of lifecycles as tests: `wayout::Order::WO102 dead-end`."""

import os
from collections.abc import Generator, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from wayout.interfaces.cli.selection import selected
from wayout.interfaces.config import obeyed
from wayout.interfaces.config.importing import importable
from wayout.interfaces.errors import ConfigError, LoadError, UsageError
from wayout.interfaces.testing.cases import Case, cases, text_of


class Collecting:
    """Adds the lifecycles to what a session collects, as the config of wayout describes them.

    That is the nearest one upward from the folder of the ini file. What the options of pytest
    say comes first.

    Raises:
        pytest.UsageError: if there is no TARGET, a code names no check, or the config is wrong.
    """

    def __init__(self, config: pytest.Config) -> None:
        folder = config.inipath.parent if config.inipath else config.rootpath
        try:
            self._config = obeyed(folder)
            self._targets = _targets(config, folder)
            self._checks = selected(
                config.getoption("wayout_select") or self._config.select,
                config.getoption("wayout_ignore") or self._config.ignore,
                options="--wayout-",
            )
        except (UsageError, ConfigError) as error:
            raise pytest.UsageError(*error.problems) from error
        if not self._targets and not self._config.targets:
            raise pytest.UsageError(_NO_TARGET)
        said: str | None = config.getoption("wayout_fail_on")
        self._fail_on = said or self._config.fail_on or "warning"

    def _cases(self) -> tuple[Case, ...]:
        own = not self._targets
        with importable(self._config):
            return cases(
                self._targets or self._config.targets,
                self._checks,
                self._fail_on,
                self._config,
                whole=own,
            )

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Add a node to the session, beside those of files."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            report.result.append(
                _Lifecycles.from_parent(collector, name="wayout", nodeid="wayout", read=self._cases)
            )
        return report


class _Lifecycles(pytest.Collector):
    """All lifecycles. They are read when it is collected, once in a process."""

    def __init__(self, *, read: Any, **extra: Any) -> None:
        super().__init__(**extra)
        self._read = read

    def collect(self) -> Iterator[pytest.Collector]:
        try:
            every = self._read()
        except (ConfigError, LoadError) as error:
            raise self.CollectError("\n".join(error.problems)) from None
        for lifecycle, found in groupby(every, key=lambda case: case.lifecycle):
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


_NO_TARGET = (
    "--wayout: no TARGET; write --wayout=package.module:Class, or list TARGETs in the ini option "
    "wayout_targets or in `targets` of [tool.wayout]"
)


def _targets(config: pytest.Config, folder: Path) -> Sequence[str]:
    given = [target for target in config.getoption("wayout") if target]
    return given or [_from(folder, target) for target in config.getini("wayout_targets")]


def _from(folder: Path, target: str) -> str:
    """Return a TARGET with its file, if it is one, as seen from the working directory."""
    for text in (target, target.rpartition(":")[0]):
        if text and (folder / text).is_file():
            relative = os.path.relpath(folder / text).replace(os.sep, "/")
            return relative + target.removeprefix(text)
    return target
