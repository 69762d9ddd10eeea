from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from tests.interfaces.process import wayout
from tests.interfaces.pytest_plugin.conftest import ORDER

from wayout.analysis.checks.catalogue import ON_LIFECYCLES, SLUGS

RUN = {check: SLUGS[check] for check in ON_LIFECYCLES}
"""The checks of a lifecycle alone, by id."""

QUIET = ("-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")
DEAD_END = "wayout::Order::WO102 dead-end"


def run(shop: pytest.Pytester, *args: str) -> pytest.RunResult:
    result = shop.runpytest(*QUIET, *args)
    assert "INTERNALERROR" not in result.stdout.str()
    return result


def collected(shop: pytest.Pytester, *args: str) -> list[str]:
    lines = run(shop, "--collect-only", *args).outlines
    return [line for line in lines if line.startswith("wayout::")]


def cases_of(shop: pytest.Pytester, *args: str) -> dict[str, Element]:
    run(shop, "--junitxml=report.xml", *args)
    root = ElementTree.parse(shop.path / "report.xml").getroot()
    assert root is not None
    return {f"{case.get('classname')}: {case.get('name')}": case for case in root.iter("testcase")}


def test_nothing_is_collected_unless_asked(shop: pytest.Pytester) -> None:
    shop.makepyfile(test_own="def test_own(): pass")
    assert run(shop).parseoutcomes() == {"passed": 1}


def test_each_check_of_a_lifecycle_is_a_test(shop: pytest.Pytester) -> None:
    ids = collected(shop, "--wayout=order:Order")
    assert ids == [f"wayout::Order::{check} {slug}" for check, slug in RUN.items()]


def test_they_run_beside_the_tests_of_files(shop: pytest.Pytester) -> None:
    shop.makepyfile(test_own="def test_own(): pass")
    result = run(shop, "--wayout=order.py", "--wayout-select=WO101,WO106")
    assert result.parseoutcomes() == {"passed": 3}


def test_a_failure_says_all_and_shows_no_traceback(shop: pytest.Pytester) -> None:
    result = run(shop, "--wayout=order:Order", "--wayout-select=dead-end,WO101")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert result.parseoutcomes() == {"passed": 1, "failed": 1}
    start = result.outlines.index(
        "order.py:9:5: error: state 'lost' is not final and has no way out: only 'search', "
        "back to itself"
    )
    assert result.outlines[start + 1] == "run: open -pay-> paid -lose-> lost"
    assert result.outlines[start + 2].startswith("remedy: add a transition out of it")
    assert result.outlines[start + 3].startswith("=")
    assert "Traceback" not in result.stdout.str()
    assert "collecting.py" not in result.stdout.str()


def test_a_failure_is_placed_at_the_line_of_the_state(shop: pytest.Pytester) -> None:
    xml = cases_of(shop, "--wayout=order:Order", "-o", "junit_family=xunit1")
    assert xml["wayout.Order: WO102 dead-end"].get("file") == "order.py"
    assert xml["wayout.Order: WO102 dead-end"].get("line") == "8"
    assert xml["wayout.Order: WO101 unreachable-state"].get("line") == "3"


def test_junit_has_a_case_per_check_and_the_text_of_the_failure(shop: pytest.Pytester) -> None:
    xml = cases_of(shop, "--wayout=order:Order", "--wayout=nothing.py")
    failures = {name: case for name, case in xml.items() if case.find("failure") is not None}
    assert list(failures) == ["wayout.Order: WO102 dead-end"]
    failure = failures["wayout.Order: WO102 dead-end"].find("failure")
    assert failure is not None
    assert "run: open -pay-> paid -lose-> lost" in (failure.text or "")
    assert len(xml) == len(RUN) + 1


@pytest.mark.parametrize(
    ("chosen", "ran"),
    [
        (("-k", "WO102"), 1),
        (("-k", "dead-end or dead-event"), 2),
        pytest.param(("-m", "wayout"), len(RUN), marks=pytest.mark.slow),
        pytest.param(("-m", "not wayout"), 1, marks=pytest.mark.slow),
        (("--wayout-select", "WO10", "--wayout-ignore", "WO102,WO103"), 7),
    ],
)
def test_pytest_and_codes_choose(shop: pytest.Pytester, chosen: tuple[str, ...], ran: int) -> None:
    shop.makepyfile(test_own="def test_own(): pass")
    outcomes = run(shop, "--strict-markers", "--wayout=order:Order", *chosen).parseoutcomes()
    own = "--wayout-select" in chosen
    assert outcomes.get("passed", 0) + outcomes.get("failed", 0) == ran + own


def test_exitfirst_stops(shop: pytest.Pytester) -> None:
    result = run(shop, "-x", "--wayout=order:Order")
    assert result.parseoutcomes() == {"passed": 1, "failed": 1}


@pytest.mark.parametrize(("threshold", "code"), [("error", 1), ("never", 0)])
def test_fail_on_decides(shop: pytest.Pytester, threshold: str, code: int) -> None:
    result = run(shop, "--wayout=order:Order", f"--wayout-fail-on={threshold}", "-rP")
    assert result.ret == code
    assert "state 'lost' is not final" in result.stdout.str()


def test_accepted_findings_pass_and_are_said(shop: pytest.Pytester) -> None:
    result = run(shop, "--wayout=snapshot", "--wayout-select=WO203", "-rP")
    assert result.parseoutcomes() == {"passed": 1}
    result.stdout.fnmatch_lines(["*Captured findings that do not fail*", "accepted: *"])
    xml = cases_of(shop, "--wayout=snapshot", "--wayout-select=WO203")
    properties = xml["wayout.snapshot: WO203 admin-only-exit"].iter("property")
    assert len([each for each in properties if each.get("name") == "accepted"]) == 6


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nothing.py", "nothing.py: no such file"),
        ("order:Ordr", "order: has no class 'Ordr'; did you mean 'Order'?"),
        ("broken.py", "broken.py:1: importing it raised ZeroDivisionError: division by zero"),
        ("shop.nothing", "shop.nothing: no module of this name can be found"),
    ],
)
def test_a_target_that_cannot_be_loaded_is_one_error(
    shop: pytest.Pytester, target: str, said: str
) -> None:
    shop.makepyfile(broken="1 / 0")
    result = run(shop, f"--wayout={target}", "--wayout=order:Order", "--wayout-select=WO101")
    assert result.parseoutcomes() == {"passed": 1, "errors": 1}
    assert said in result.outlines
    assert "Traceback" not in result.stdout.str()


def test_a_class_that_cannot_be_defined_fails_its_check(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        twice="""
        from statemachine import State, StateChart


        class Twice(StateChart):
            one = State(initial=True)
            two = State(initial=True)
            go = one.to(two)
        """
    )
    result = run(shop, "--wayout=twice.py", "--wayout-select=WO106")
    assert result.parseoutcomes() == {"failed": 1}
    result.stdout.fnmatch_lines(["twice.py:5:5: error: 'one' and 'two' are initial*"])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--wayout",), "*--wayout: no TARGET; write --wayout=package.module:Class*"),
        (("--wayout=order", "--wayout-select=WO9999"), "*--wayout-select: no check is called*"),
        (("--wayout=order", "--wayout-ignore=WO"), "*--wayout-select and --wayout-ignore leave*"),
        (("--wayout-cov-fail-under=101",), "*'101' is no percentage*"),
    ],
)
def test_wrong_usage_is_one_line(shop: pytest.Pytester, args: tuple[str, ...], said: str) -> None:
    result = run(shop, *args)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([said])
    assert "Traceback" not in result.stderr.str()


def test_targets_come_from_the_ini_file_wherever_pytest_is_started(
    shop: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.makeini("[pytest]\nwayout_targets =\n    order.py:Order\n    volume")
    ids = collected(shop, "--wayout")
    assert {name.split("::")[1] for name in ids} == {"Order", "volume"}
    monkeypatch.chdir(shop.mkdir("below"))
    assert collected(shop, "--wayout", "-c", "../tox.ini") == ids


def test_targets_and_the_rest_come_from_the_config(
    shop: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.makefile(".toml", pyproject="[tool.wayout]\ntargets = ['order.py']\nselect = ['WO102']")
    assert collected(shop, "--wayout") == [DEAD_END]
    assert collected(shop, "--wayout", "--wayout-select=WO101") == [
        "wayout::Order::WO101 unreachable-state"
    ]
    monkeypatch.chdir(shop.mkdir("below"))
    assert collected(shop, "--wayout") == [DEAD_END]


@pytest.mark.parametrize(
    ("more", "failed"),
    [
        ("", 1),
        ("fail-on = 'never'", 0),
        pytest.param("severities.WO102 = 'info'", 0, marks=pytest.mark.slow),
        pytest.param("roles.final = ['lost']", 0, marks=pytest.mark.slow),
        ("baseline = 'old.json'", 0),
    ],
)
def test_the_config_decides_what_fails(shop: pytest.Pytester, more: str, failed: int) -> None:
    shop.makefile(".toml", wayout=f"targets = ['order.py']\nselect = ['WO102']\n{more}")
    if "baseline" in more:
        done = wayout("baseline", "create", cwd=shop.path)
        assert done.returncode == 0, done.stderr
    outcomes = run(shop, "--wayout").parseoutcomes()
    assert outcomes == ({"failed": 1} if failed else {"passed": 1})


def test_modules_of_the_config_are_imported_from_its_folder(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(named_by_the_config=ORDER)
    pytester.makefile(".toml", wayout="targets = ['named_by_the_config']\nselect = ['WO102']")
    monkeypatch.chdir(pytester.mkdir("below"))
    assert collected(pytester, "--wayout", "--rootdir=.") == [DEAD_END]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("targts = []", "*wayout.toml:1: targts: is not a known key; did you mean 'targets'?"),
        ("fail-on = 'never'", "*--wayout: no TARGET; *or in `targets` of [[]tool.wayout[]]"),
    ],
)
def test_a_wrong_config_is_one_line(shop: pytest.Pytester, text: str, said: str) -> None:
    shop.makefile(".toml", wayout=text)
    result = run(shop, "--wayout")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([said])


def test_a_rule_of_the_config_that_fits_nothing_is_one_error(shop: pytest.Pytester) -> None:
    shop.makefile(".toml", wayout="targets = ['order.py']\nroles.final = ['gone']")
    result = run(shop, "--wayout")
    assert result.parseoutcomes() == {"errors": 1}
    result.stdout.fnmatch_lines(["wayout.toml:2: roles.final[[]0[]]: 'gone' fits no state*"])
    assert "Traceback" not in result.stdout.str()


def test_what_a_limit_leaves_undone_is_an_error(shop: pytest.Pytester) -> None:
    shop.makefile(".toml", wayout="targets = ['order.py']\nlimits.states = 2")
    result = run(shop, "--wayout")
    assert result.parseoutcomes() == {"errors": 1}
    result.stdout.fnmatch_lines(["undetermined: order.py:Order: not read: *--limit-states*"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "while True: pass",
            "hostile.py: importing it takes more than 1 s; raise*",
        ),
        ("import os; os.kill(os.getpid(), 9)", "hostile.py: importing it ends its process by*"),
        (
            "import os; os.write(1, b'<<<'); exit(0)",
            "*ends the program (SystemExit: 0)",
        ),
    ],
)
def test_a_hostile_module_is_one_error_beside_the_other_checks(
    shop: pytest.Pytester, text: str, said: str
) -> None:
    shop.makepyfile(hostile=text)
    shop.makefile(".toml", wayout="limits.seconds = 1")
    result = run(shop, "--wayout=hostile.py", "--wayout=order.py", "--wayout-select=WO101")
    assert result.parseoutcomes() == {"passed": 1, "errors": 1}
    result.stdout.fnmatch_lines([said])
    result.stdout.no_fnmatch_line("*<<<*")


def test_a_machine_is_not_imported_in_the_process_of_pytest(shop: pytest.Pytester) -> None:
    shop.makepyfile(test_own="import sys\n\n\ndef test_own(): assert 'order' not in sys.modules")
    result = run(shop, "--wayout=order:Order", "--wayout-select=WO101", "test_own.py")
    assert result.parseoutcomes() == {"passed": 2}


def test_lifecycles_are_read_once(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        counted="""
        from order import *

        with open("imports", "a") as file:
            file.write("x")


        class Parcel(StateChart):
            packed = State(initial=True)
            sent = State(final=True)
            send = packed.to(sent)
        """
    )
    run(shop, "--wayout=counted.py")
    assert (shop.path / "imports").read_text() == "x"


@pytest.mark.slow
def test_processes_of_xdist_share_the_same_tests(shop: pytest.Pytester) -> None:
    result = run(shop, "-n2", "--wayout=order:Order", "--wayout=nothing.py")
    assert result.parseoutcomes() == {"passed": len(RUN) - 1, "failed": 1, "errors": 1}
    result.stdout.fnmatch_lines([f"FAILED {DEAD_END}*", "ERROR wayout::nothing.py::load*"])
