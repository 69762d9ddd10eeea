"""The pytest plugin: checks of lifecycles as tests, and coverage of lifecycles by tests.

It is loaded into every run of pytest where wayout is installed: it imports nothing until
`--wayout` or the fixture `wayout_recorder` asks for it.
"""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from wayout.interfaces.testing.coverage import Coverage
    from wayout.interfaces.testing.recording import Recorder

_COVERAGE = pytest.StashKey["Coverage"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("wayout", "checks of lifecycles")
    group.addoption(
        "--wayout",
        nargs="?",
        const="",
        action="append",
        metavar="TARGET",
        help="Collect each check of the TARGET's lifecycles as a test. Without a TARGET: of those "
        "in the ini option wayout_targets, else of the config of wayout. May be repeated. Write "
        "it with =, or last.",
    )
    for name, what in (("select", "Run these checks only"), ("ignore", "Leave these checks out")):
        group.addoption(
            f"--wayout-{name}",
            action="append",
            default=[],
            metavar="CODES",
            help=f"{what}: ids (WO202), their beginnings (WO2) or slugs, by commas.",
        )
    group.addoption(
        "--wayout-fail-on",
        choices=["error", "warning", "info", "never"],
        help="Fail a check that has a finding of this severity or above. Default: that of the "
        "config, else warning.",
    )
    group.addoption(
        "--wayout-cov-fail-under",
        type=_percentage,
        metavar="N",
        help="Fail if the tests take less than N percent of the transitions of a lifecycle that "
        "wayout_recorder records.",
    )
    parser.addini(
        "wayout_targets",
        type="linelist",
        default=[],
        help="TARGETs of --wayout, one a line; files are relative to the folder of this file.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and what collects checks if it is asked for."""
    config.addinivalue_line("markers", "wayout: a check of a lifecycle, collected by --wayout")
    if config.getoption("wayout") is not None:
        from wayout.interfaces.pytest_plugin.collecting import Collecting

        config.pluginmanager.register(Collecting(config), "wayout-collecting")


@pytest.fixture
def wayout_recorder(request: pytest.FixtureRequest) -> "Iterator[Recorder]":
    """Records the steps of machines: `watch(machine)` and `watch_class(Class)`.

    The test is an error if a machine takes a step that its class does not declare. The states,
    transitions and pairs that all tests cover are reported at the end.
    """
    from wayout.interfaces.testing.recording import Recorder

    recorder = Recorder(_coverage(request.config))
    yield recorder
    problems = recorder.close()
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Add what a process of pytest-xdist has seen."""
    output = getattr(node, "workeroutput", {})
    config = getattr(node, "config", None)
    if "wayout" in output and isinstance(config, pytest.Config):
        _coverage(config).add(output["wayout"])


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what was seen in a process of pytest-xdist; else hold it against the limit."""
    config = session.config
    if hasattr(config, "workeroutput"):
        if _COVERAGE in config.stash:
            config.workeroutput["wayout"] = config.stash[_COVERAGE].dumps()
    elif _shortfalls(config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the coverage of what was recorded, and why it is not enough."""
    shortfalls = _shortfalls(config)
    if _COVERAGE not in config.stash and not shortfalls:
        return
    from wayout.interfaces.pytest_plugin.summary import lines

    terminalreporter.section("coverage of lifecycles")
    for line in lines(_coverage(config), whole=config.get_verbosity() > 0):
        terminalreporter.line(line)
    for line in shortfalls:
        terminalreporter.line(line, red=True)


def _coverage(config: pytest.Config) -> "Coverage":
    if _COVERAGE not in config.stash:
        from wayout.interfaces.testing.coverage import Coverage

        config.stash[_COVERAGE] = Coverage()
    return config.stash[_COVERAGE]


def _shortfalls(config: pytest.Config) -> list[str]:
    percent = config.getoption("wayout_cov_fail_under")
    if percent is None or config.getoption("collectonly"):
        return []
    from wayout.interfaces.pytest_plugin.summary import shortfalls

    return list(shortfalls(_coverage(config), percent))


def _percentage(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:  # noqa: PLR2004 - per cent
        message = f"{text!r} is no percentage; expected a number from 0 to 100"
        raise ArgumentTypeError(message)
    return percent
