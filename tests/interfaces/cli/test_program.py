import re
import signal
import sys
from pathlib import Path

import pytest
from click import exceptions
from click.testing import CliRunner
from tests.interfaces.conftest import DOOR, Wayout, Write
from tests.interfaces.process import python, started
from tests.interfaces.process import wayout as run

from wayout.interfaces.cli.program import program

FIRST_FINDING = "door.py:10:5: WO102"

IMPORTS = """
import sys
from wayout.interfaces.cli import main
try:
    main()
except SystemExit:
    pass
print(*sys.modules)
"""

FOR_OTHERS = {
    *("fractions", "networkx", "rich", "tomllib"),
    *("wayout.analysis.logic.product", "wayout.interfaces.config.reading", "wayout.diagrams"),
}


def imported(*args: str, cwd: Path, env: dict[str, str] | None = None) -> set[str]:
    return {*python("-c", IMPORTS, *args, cwd=cwd, env=env).stdout.splitlines()[-1].split()}


def verbs(modules: set[str]) -> set[str]:
    """Return the verbs whose modules are among these."""
    return {name for name, verb in program.commands.items() if verb.callback.__module__ in modules}


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], ["check", "--help"], ["explain", "WO101"], []]
)
def test_what_needs_no_lifecycle_imports_nothing_heavy(folder: Path, args: list[str]) -> None:
    assert not {"networkx", "statemachine", "rich"} & imported(*args, cwd=folder)


def test_a_check_imports_nothing_that_others_need(folder: Path) -> None:
    modules = imported("check", "image", "--isolated", "-f", "full", cwd=folder)
    assert "lark" in modules, "a claim of it was read"
    assert verbs(modules) == {"check"}
    assert not FOR_OTHERS & modules


def test_rich_is_imported_for_a_terminal(folder: Path) -> None:
    args = ("check", "image", "-f", "full")
    assert "rich" in imported(*args, cwd=folder, env={"FORCE_COLOR": "1"})


@pytest.mark.skipif(not hasattr(exceptions, "NoSuchCommand"), reason="click 8.4 guesses first")
def test_a_misspelt_verb_is_guessed(wayout: Wayout) -> None:
    result = wayout("chekc")
    assert result.exit_code == 2
    assert "no such command 'chekc'. Did you mean 'check'?" in result.stderr


def test_verbs_are_called_what_they_are_looked_up_by() -> None:
    assert [verb.name for verb in program.commands.values()] == list(program.commands)


def test_help_names_verbs_and_exit_codes(wayout: Wayout) -> None:
    result = wayout("--help")
    assert result.exit_code == 0
    for verb in ("check", "list", "show", "explain", "draw", "export", "statuses"):
        assert re.search(rf"^  {verb} ", result.stdout, flags=re.MULTILINE)
    assert "Exit codes: 0 clean, 1 findings" in result.stdout


@pytest.mark.parametrize("verb", sorted(program.commands))
def test_every_verb_explains_itself(wayout: Wayout, verb: str) -> None:
    result = wayout(verb, "-h")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: wayout {verb} ")
    assert "..." not in program.commands[verb].get_short_help_str()


def test_no_verb_shows_the_help_and_fails(wayout: Wayout) -> None:
    result = wayout()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: wayout ")


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (["chekc"], "no such command 'chekc'"),
        (["--nonsense"], "no such option '--nonsense'"),
        (["show"], "missing argument 'TARGET' (see `wayout show --help`)"),
        (["show", "image", "image"], "got unexpected extra argument"),
        (["draw"], "missing option '-o' / '--output'"),
    ],
)
def test_wrong_usage_is_one_line(wayout: Wayout, args: list[str], problem: str) -> None:
    result = wayout(*args)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"wayout: error: {problem}")


def test_a_defect_of_wayout_does_not_look_like_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_targets: object, **_options: object) -> None:
        message = "a defect"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("wayout.interfaces.loading.load", load)
    result = CliRunner().invoke(program, ["list"])
    assert result.exit_code == 2
    assert "ZeroDivisionError: a defect" in result.stderr
    assert "this is a defect of wayout" in result.stderr


@pytest.mark.usefixtures("door")
def test_the_module_is_the_program(folder: Path) -> None:
    done = run("check", "door.py", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith(FIRST_FINDING)


@pytest.mark.usefixtures("door")
@pytest.mark.parametrize(
    "format_",
    [*(pytest.param(name, marks=pytest.mark.slow) for name in ("concise", "full")), "json"],
)
def test_the_same_input_gives_the_same_bytes(folder: Path, format_: str) -> None:
    args = ("check", "image", "../door.py", "-f", format_)
    places = [folder / name for name in ("one", "two")]
    for place in places:
        place.mkdir()
    outputs = {
        run(*args, cwd=place, env={"PYTHONHASHSEED": seed}).stdout
        for place, seed in zip(places, ("0", "1"), strict=True)
    }
    assert len(outputs) == 1
    assert outputs != {""}


@pytest.mark.usefixtures("door")
def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    process = started("check", "-f", "json", "image", "door.py", cwd=folder)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(1) == "{"
    process.stdout.close()
    assert process.wait(timeout=60) == 1
    assert process.stderr.read() == ""
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("args", [["list", "image"], ["--help"]])
def test_a_full_disk_is_one_line(folder: Path, args: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        process = started(*args, cwd=folder, stdout=full.fileno())
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    (line,) = said.splitlines()
    assert line.startswith("wayout: error: stdout: ")
    assert line.endswith("No space left on device")


@pytest.mark.usefixtures("gate")
@pytest.mark.parametrize("place", ["-", "/dev/stdout"])
def test_stdout_can_be_named(folder: Path, place: str) -> None:
    done = run("check", "gate.py", "-o", place, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 lifecycle, 2 states, 1 transition: 0 findings\n"
    assert [path.name for path in folder.iterdir()] == ["gate.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_is_one_line_and_130(write: Write, folder: Path) -> None:
    write("slow.py", "import sys, time\nprint('asleep', flush=True)\ntime.sleep(60)\n")
    process = started("check", "slow.py", cwd=folder)
    assert process.stderr is not None
    assert process.stderr.readline() == "asleep\n"
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=30)
    assert (process.returncode, out, said) == (130, "", "wayout: interrupted\n")


def test_an_ascii_terminal_gets_what_it_can_show(write: Write, folder: Path) -> None:
    write("door.py", DOOR.replace("A door that can jam", "Eine Tür"))
    done = run("list", "door.py", cwd=folder, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert r"Eine T\xfcr" in done.stdout


def test_a_working_directory_that_is_gone_is_one_line(folder: Path) -> None:
    code = (
        "import os, runpy; os.rmdir(os.getcwd()); runpy.run_module('wayout', run_name='__main__')"
    )
    (folder / "gone").mkdir()
    done = python("-c", code, "list", cwd=folder / "gone")
    assert done.returncode == 2
    assert done.stderr == (
        "wayout: error: the working directory does not exist any more; change to another\n"
    )


def test_built_in_names_are_completed(folder: Path) -> None:
    words = {"COMP_WORDS": "wayout show ima", "COMP_CWORD": "2"}
    done = run(cwd=folder, env={"_WAYOUT_COMPLETE": "bash_complete"} | words)
    assert "plain,image" in done.stdout.splitlines()


@pytest.mark.usefixtures("gate")
def test_check_leaves_python_statemachine_to_the_process_that_imports(folder: Path) -> None:
    assert "statemachine" not in imported("check", "gate.py", cwd=folder)
