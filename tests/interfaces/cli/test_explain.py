import pytest
from tests.interfaces.conftest import Wayout

from wayout.analysis.checks.catalogue import SLUGS, page


@pytest.mark.parametrize("code", ["WO101", "wo101", "unreachable-state", "Unreachable-State"])
def test_a_check_is_explained_by_id_or_slug(wayout: Wayout, code: str) -> None:
    result = wayout("explain", code)
    assert result.exit_code == 0
    assert result.stdout == page("WO101")


@pytest.mark.parametrize("check_id", SLUGS)
def test_every_check_is_explained(wayout: Wayout, check_id: str) -> None:
    result = wayout("explain", check_id)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"# {check_id} {SLUGS[check_id]}\n")


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("unreachable", "no check is called 'unreachable'; did you mean 'unreachable-state'?"),
        ("XYZ", "no check is called 'XYZ'; there are WO101, WO102"),
        ("WO10", "'WO10' is the beginning of several checks; name one of WO101, WO102"),
        ("", "no check is called ''"),
    ],
)
def test_an_unknown_code_is_one_line(wayout: Wayout, code: str, problem: str) -> None:
    result = wayout("explain", code)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"wayout: error: {problem}")


def test_a_terminal_gets_headings_in_bold_and_no_fences(
    wayout: Wayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = wayout("explain", "WO101").stdout
    assert text.startswith("\x1b[1mWO101 unreachable-state\x1b[0m\n")
    assert "```" not in text
