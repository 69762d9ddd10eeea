from pathlib import Path

import pytest
from tests.interfaces.conftest import Write
from tests.interfaces.process import python

from wayout.interfaces.errors import UsageError
from wayout.testing import load_tests

CHECKS = """
    from wayout.testing import load_tests

    load_tests = load_tests("door.py:Door", "nothing.py", select=["WO101", "WO103", "WO202"])
    """


def test_unittest_runs_a_test_per_check(folder: Path, door: Path, write: Write) -> None:
    assert door.exists()
    write("test_lifecycles.py", CHECKS)
    done = python("-m", "unittest", "-v", "test_lifecycles", cwd=folder)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    ran = [line.rpartition(" ... ") for line in lines if " ... " in line]
    error = "test_WO202_error_without_recovery"
    assert [(name, outcome) for name, _, outcome in ran] == [
        ("test_load (test_lifecycles.nothing_py.test_load)", "ERROR"),
        (
            "test_WO101_unreachable_state (test_lifecycles.Door.test_WO101_unreachable_state)",
            "ok",
        ),
        ("test_WO103_no_path_to_final (test_lifecycles.Door.test_WO103_no_path_to_final)", "ok"),
        (
            f"{error} (test_lifecycles.Door.{error})",
            "FAIL",
        ),
    ]
    assert "run: shut -open-> opened -jam-> jammed_error" in lines
    assert any(line.endswith("nothing.py: no such file") for line in lines)
    assert "Traceback" not in done.stderr


def test_discovery_lists_and_runs_them(folder: Path, gate: Path, write: Write) -> None:
    assert gate.exists()
    write("tests/__init__.py", "")
    write(
        "tests/test_lifecycles.py",
        """
        from wayout.testing import load_tests

        load_tests = load_tests("gate")
        """,
    )
    listing = (
        "import unittest; suite = unittest.TestLoader().discover('tests', top_level_dir='.')\n"
        "def ids(suite):\n"
        "    for test in suite:\n"
        "        yield from ids(test) if isinstance(test, unittest.TestSuite) else [test.id()]\n"
        "print(*ids(suite), sep='\\n')"
    )
    listed = python("-c", listing, cwd=folder).stdout.splitlines()
    assert listed[0] == "tests.test_lifecycles.Gate.test_WO101_unreachable_state"
    done = python("-m", "unittest", "discover", "-s", "tests", "-t", ".", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert f"Ran {len(listed)} tests" in done.stderr


def test_own_tests_of_the_module_run_too(folder: Path, gate: Path, write: Write) -> None:
    assert gate.exists()
    write(
        "test_both.py",
        """
        import unittest
        from wayout.testing import load_tests

        load_tests = load_tests("gate", select=["WO101"])


        class Own(unittest.TestCase):
            def test_own(self):
                pass
        """,
    )
    done = python("-m", "unittest", "test_both", cwd=folder)
    assert "Ran 2 tests" in done.stderr


def test_fail_on_never_only_tells(folder: Path, door: Path, write: Write) -> None:
    assert door.exists()
    write(
        "test_lifecycles.py",
        """
        from wayout.testing import load_tests

        load_tests = load_tests("door", fail_on="never")
        """,
    )
    assert python("-m", "unittest", "test_lifecycles", cwd=folder).returncode == 0


def test_unknown_codes_are_refused_at_once() -> None:
    with pytest.raises(UsageError, match="select: no check is called 'WO9999'"):
        load_tests("volume", select=["WO9999"])


def test_an_unknown_severity_is_refused_at_once() -> None:
    with pytest.raises(UsageError, match="fail_on: 'warnings'"):
        load_tests("volume", fail_on="warnings")
