from pathlib import Path

from tests.interfaces.process import python

HEAVY = ("networkx", "statemachine", "rich", "click", "hypothesis.", "wayout.analysis")


def test_loading_the_plugin_imports_nothing_heavy() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import wayout.interfaces.pytest_plugin; "
        "print(sorted(set(sys.modules) - before))"
    )
    loaded = python("-c", code).stdout.strip()
    assert loaded == "['wayout', 'wayout.interfaces', 'wayout.interfaces.pytest_plugin']"


def test_a_run_that_asks_for_nothing_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "test_own.py").write_text(
        "import sys\n\n\ndef test_own():\n"
        f"    heavy = [name for name in sys.modules if name.startswith({HEAVY!r})]\n"
        "    assert 'wayout.interfaces.pytest_plugin' in sys.modules and not heavy, heavy\n"
    )
    done = python("-m", "pytest", "-q", "-p", "no:hypothesispytest", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "coverage of lifecycles" not in done.stdout
