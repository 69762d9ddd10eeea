import tomllib
from pathlib import Path

import pytest
from tests.interfaces.conftest import DOOR, Wayout, Write

pytestmark = pytest.mark.usefixtures("door", "gate")


def error_of(wayout: Wayout, *args: str) -> list[str]:
    result = wayout(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr.removeprefix("wayout: error: ").splitlines()


def test_without_targets_those_of_the_config_are_checked(wayout: Wayout, write: Write) -> None:
    write("wayout.toml", "targets = ['*.py']")
    assert wayout("check").stdout.endswith(
        "2 lifecycles, 6 states, 5 transitions: 2 findings (2 errors)\n"
    )
    assert "Gate" in wayout("list").stdout
    assert wayout("check", "gate.py").exit_code == 0


def test_a_pattern_passes_over_files_that_can_define_no_machine(
    wayout: Wayout, write: Write
) -> None:
    write("shop/__init__.py", "from os import path\nSIZE = 3\n")
    write("wayout.toml", "targets = ['shop/*.py']")
    assert error_of(wayout, "check")[0].startswith("shop/__init__.py: defines no machine; ")
    write("shop/door.py", DOOR)
    assert "1 lifecycle, 4 states" in wayout("check").stdout
    write("shop/__init__.py", "DIGIT = '\\d'")
    assert "1 lifecycle, 4 states" in wayout("check").stdout
    write("shop/plain.py", "class Plain: pass")
    assert error_of(wayout, "check")[0].startswith("shop/plain.py: defines no machine; ")
    write("shop/plain.py", "def broken(:")
    assert error_of(wayout, "check")[0].startswith("shop/plain.py:1:12: not Python: ")


def test_the_nearest_config_upward_counts_from_its_folder(
    wayout: Wayout, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("pyproject.toml", "[tool.wayout]\ntargets = ['door.py']\nfail-on = 'never'")
    write("sub/pyproject.toml", "[project]\nname = 'sub'")
    monkeypatch.chdir(folder / "sub")
    result = wayout("check")
    assert result.exit_code == 0
    assert "1 lifecycle, 4 states" in result.stdout
    write("sub/wayout.toml", "targets = ['../gate.py']")
    assert "1 lifecycle, 2 states" in wayout("check").stdout


def test_modules_are_imported_from_the_folder_of_the_config(
    wayout: Wayout, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("named_by_config/__init__.py", "")
    write("named_by_config/door.py", DOOR)
    write("wayout.toml", "targets = ['named_by_config.door:Door']")
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    assert "1 lifecycle, 4 states" in wayout("check").stdout


def test_the_command_line_beats_the_config(wayout: Wayout, write: Write) -> None:
    write("wayout.toml", "select = ['WO1']\nfail-on = 'never'\noutput-format = 'json'")
    assert '"WO202"' not in wayout("check", "door.py").stdout
    result = wayout("check", "door.py", "--select", "WO2", "--fail-on", "error", "-f", "concise")
    assert result.exit_code == 1
    assert "WO202" in result.stdout
    assert "WO102" not in result.stdout
    assert wayout("check", "door.py", "--isolated").exit_code == 1


def test_severities_decide_what_fails(wayout: Wayout, write: Write) -> None:
    write("wayout.toml", "[severities]\nWO = 'info'")
    result = wayout("check", "door.py")
    assert result.exit_code == 0
    assert result.stdout.endswith("2 findings (2 info)\n")


def test_roles_and_kinds_show_wherever_the_lifecycle_does(wayout: Wayout, write: Write) -> None:
    write("wayout.toml", "roles.transient = ['opened']\nkinds.request = ['open', 'close']")
    full = wayout("check", "door.py", "-f", "full").stdout
    assert "roles inferred by convention: stable shut; error jammed_error; final gone" in full
    assert '"role": "transient"' in wayout("export", "door.py").stdout
    shown = wayout("show", "door.py").stdout
    assert "request  user" in shown


def test_a_pattern_that_rots_is_an_error(wayout: Wayout, write: Write) -> None:
    write("wayout.toml", "targets = ['door.py']\n[lifecycles.Door.roles]\nerror = ['jam']")
    expected = [
        "wayout.toml:3: lifecycles.Door.roles.error[0]: 'jam' fits no state of Door; remove it"
    ]
    for verb in ("check", "list", "show"):
        target = ["door.py"] if verb == "show" else []
        assert error_of(wayout, verb, *target) == expected
    assert wayout("check", "gate.py").exit_code == 0


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (["--config", "none.toml"], "none.toml: cannot be read: No such file or directory"),
        (["--config", "."], ".: cannot be read: Is a directory"),
        (
            ["--config", "pyproject.toml"],
            "pyproject.toml: has no table [tool.wayout]; `wayout init` writes one",
        ),
        (["--config", "a\0b"], "a\\x00b: cannot be read: embedded null byte"),
        (
            ["--config", "x.toml", "--isolated"],
            "--config names a config, and --isolated is to obey none; give one of them",
        ),
        (["--config", "broken.toml"], "broken.toml: not TOML: Invalid value (at end of document)"),
        (["--config", "latin.toml"], "latin.toml: not UTF-8 text (byte 6); save it as UTF-8"),
        (["--config", "deep.toml"], "deep.toml: nested too deeply to be a config"),
        (["--config", "large.toml"], "large.toml: larger than 1 MB, the limit for a config"),
    ],
)
def test_an_unusable_config_is_one_line(
    wayout: Wayout, write: Write, folder: Path, args: list[str], problem: str
) -> None:
    write("pyproject.toml", "[project]\nname = 'x'")
    write("broken.toml", "a = ")
    write("deep.toml", "a = " + "[" * 100_000)
    write("large.toml", "#" * 1_000_001)
    (folder / "latin.toml").write_bytes(b"a = '\xe9'")
    assert error_of(wayout, "check", "gate.py", *args) == [problem]


def test_two_configs_in_a_folder_are_refused(wayout: Wayout, write: Write) -> None:
    write("pyproject.toml", "[tool.wayout]\n")
    write("wayout.toml", "")
    assert error_of(wayout, "check") == [
        "wayout.toml and [tool.wayout] in pyproject.toml both hold a config; keep one of them"
    ]


def test_settings_are_shown_with_where_they_are_said(wayout: Wayout, write: Write) -> None:
    said = """ignore = ["WO106"]
[limits]
memory = 900
[lifecycles.Door]
roles.error = ["jam*"]
constraints.exclusive = [["a", "b"]]
[[accept]]
check = "WO102"
lifecycle = "Door"
states = ["j*"]
covers = 2
until = 2027-01-31
reason = "known"
"""
    write("wayout.toml", said)
    result = wayout("check", "--show-settings", "--select", "WO1,WO202", "door.py")
    assert result.exit_code == 0
    assert result.stdout == (
        'targets = ["door.py"] # command line\n'
        'select = ["WO1,WO202"] # command line\n'
        'ignore = ["WO106"] # wayout.toml\n'
        'fail-on = "warning" # default\n'
        'output-format = "auto" # default\n'
        "\n"
        "[limits] # wayout.toml or command line\n"
        "memory = 900\n"
        "\n"
        "[lifecycles.Door.roles] # wayout.toml\n"
        'error = ["jam*"]\n'
        "\n"
        "[lifecycles.Door.constraints] # wayout.toml\n"
        'exclusive = [["a", "b"]]\n'
        "\n"
        "[[accept]] # wayout.toml:7\n"
        'check = "WO102"\n'
        'lifecycle = "Door"\n'
        'states = ["j*"]\n'
        "covers = 2\n"
        "until = 2027-01-31\n"
        'reason = "known"\n'
    )
    shown = tomllib.loads(result.stdout)
    written = tomllib.loads(said)
    assert {key: shown[key] for key in written} == written


def test_init_names_the_files_that_define_machines(
    wayout: Wayout, write: Write, folder: Path
) -> None:
    write("shop/order.py", "raise SystemExit\n" + DOOR.replace("\n    ", "\n"))
    write("tests/order.py", DOOR.replace("\n    ", "\n"))
    write("other.py", "class Door(dict):\n    a = 1\n")
    write("half.py", "class Door(StateMachine:")
    result = wayout("init")
    assert result.stdout == "wayout.toml: 3 files with machines; `wayout check` checks them\n"
    assert tomllib.loads((folder / "wayout.toml").read_text("utf-8")) == {
        "targets": ["door.py", "gate.py", "shop/order.py"]
    }


def test_init_adds_to_pyproject_and_keeps_the_rest(
    wayout: Wayout, write: Write, folder: Path
) -> None:
    text = "# top\n[tool.x]\na = 1 # keep\n\n[other]\nb   =  2\n"
    write("pyproject.toml", text)
    assert wayout("init", "door.py").exit_code == 0
    edited = (folder / "pyproject.toml").read_text("utf-8")
    assert edited == text.replace("\n[other]", '\n[tool.wayout]\ntargets = ["door.py"]\n\n[other]')
    assert "Door" in wayout("list").stdout
    assert error_of(wayout, "init") == [
        (
            "[tool.wayout] in pyproject.toml is there already, and stays as it is; edit it, "
            "or remove it first"
        )
    ]
    assert (folder / "pyproject.toml").read_text("utf-8") == edited


@pytest.mark.parametrize("text", ["tool = 1\n", "tool.wayouts = {}\n[[tool.x]]\n", "tool = {}\n"])
def test_init_edits_whole_or_not_at_all(
    wayout: Wayout, write: Write, folder: Path, text: str
) -> None:
    write("pyproject.toml", text)
    result = wayout("init", "door.py")
    edited = (folder / "pyproject.toml").read_text("utf-8")
    if result.exit_code:
        assert edited == text
        assert result.stderr.startswith("wayout: error: pyproject.toml: the table cannot be added")
    else:
        assert tomllib.loads(edited)["tool"]["wayout"] == {"targets": ["door.py"]}


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("none", "none: no such folder or package"),
        ("..", "..: not in the working directory; run `wayout init` above it"),
        (
            "empty",
            (
                "empty: no class derived from StateMachine or StateChart is defined in it; name a "
                "folder that holds machines"
            ),
        ),
    ],
)
def test_init_says_what_it_cannot_find(
    wayout: Wayout, folder: Path, place: str, problem: str
) -> None:
    (folder / "empty").mkdir()
    assert error_of(wayout, "init", place) == [problem]
    assert not (folder / "wayout.toml").exists()
