import importlib.util
import inspect
import json
import os
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from statemachine.factory import StateMachineMetaclass
from tests.interfaces.conftest import DOOR, GATE, Write

from wayout.analysis.limits import Limits
from wayout.interfaces.errors import LimitError, LoadError
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.writing import lifecycle_value
from wayout.interfaces.loading import load, load_lifecycles, loading
from wayout.machines import BUILTIN


def names(*targets: str) -> list[str]:
    return [lifecycle.name for lifecycle in load_lifecycles(targets)]


def problems(*targets: str) -> list[str]:
    with pytest.raises(LoadError) as caught:
        load(targets)
    return list(caught.value.problems)


def test_no_target_is_all_built_in_lifecycles() -> None:
    assert names() == list(BUILTIN)


def test_a_file_holds_its_machines_in_source_order(write: Write) -> None:
    write("both.py", DOOR + GATE)
    lifecycles = load_lifecycles(["both.py"])
    assert [lifecycle.target for lifecycle in lifecycles] == ["both.py:Door", "both.py:Gate"]
    assert names("both.py:Gate") == ["Gate"]


def test_a_module_is_found_from_the_working_directory_and_no_longer(write: Write) -> None:
    write("shop_of_test/__init__.py", "")
    write("shop_of_test/doors.py", DOOR)
    before = list(sys.path)
    (lifecycle,) = load_lifecycles(["shop_of_test.doors:Door"])
    assert lifecycle.target == "shop_of_test.doors:Door"
    assert lifecycle.location is not None
    assert lifecycle.location.path == "shop_of_test/doors.py"
    assert sys.path == before


def test_a_file_finds_what_lies_beside_it(write: Write) -> None:
    write("beside_values.py", "SHUT = 'closed'")
    write("beside.py", "from beside_values import SHUT\n" + dedent(GATE))
    before = list(sys.path)
    assert names("beside.py") == ["Gate"]
    assert sys.path == before


def test_a_file_finds_the_package_that_it_is_part_of(
    write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("src/shop_of_a_test/__init__.py", "")
    write("src/shop_of_a_test/values.py", "SHUT = 'closed'")
    write("src/shop_of_a_test/doors/__init__.py", "from shop_of_a_test.doors import door")
    imports = "from . import door\nfrom ..values import SHUT\nimport shop_of_a_test.values\n"
    write("src/shop_of_a_test/doors/gate.py", imports + dedent(GATE))
    write("src/shop_of_a_test/doors/door.py", DOOR)
    assert names("src/shop_of_a_test/doors/gate.py") == ["Gate"]
    monkeypatch.chdir(folder / "src" / "shop_of_a_test" / "doors")
    assert names("gate.py", "door.py") == ["Gate", "Door"]


def test_what_is_installed_comes_before_what_lies_beside_a_file(write: Write) -> None:
    write("json.py", "1 / 0")
    write("gate.py", "import json\njson.dumps(1)\n" + dedent(GATE))
    assert names("gate.py") == ["Gate"]


def test_a_class_may_be_named_where_it_is_only_imported(write: Write) -> None:
    write("maker_of_test.py", DOOR)
    write("seller_of_test.py", "from maker_of_test import Door")
    assert names("seller_of_test:Door") == ["Door"]
    (problem,) = problems("seller_of_test")
    assert problem.endswith("; it imports maker_of_test:Door")


def test_a_machine_given_twice_is_loaded_once(write: Write) -> None:
    path = write("door.py", DOOR)
    assert names("door.py", "./door.py:Door", str(path), "image", "image") == ["Door", "image"]
    assert names("image", "wayout.machines.image:Image") == ["image"]


def test_files_of_one_name_hold_machines_of_their_own(write: Write) -> None:
    write("a/door.py", DOOR)
    write("b/door.py", DOOR.replace("jam", "stick"))
    first, second = load_lifecycles(["a/door.py", "b/door.py"])
    assert (first.name, second.name) == ("a/door.py:Door", "b/door.py:Door")
    assert first.events != second.events


def test_a_file_is_read_as_it_is_now(write: Write) -> None:
    path = write("door.py", DOOR)
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    assert "jam" in load_lifecycles(["door.py"])[0].events
    write("door.py", DOOR.replace("jam ", "jim "))
    os.utime(path, ns=times)
    assert "jim" in load_lifecycles(["door.py"])[0].events


def test_the_source_of_a_loaded_class_can_be_inspected(write: Write) -> None:
    write("door.py", DOOR + "SOURCE = __import__('inspect').getsource(Door)\n")
    (lifecycle,) = load_lifecycles(["door.py"])
    assert [state.location.line for state in lifecycle.states if state.location] == [8, 9, 10, 11]


def test_a_dataclass_beside_a_machine_works(write: Write) -> None:
    write(
        "door.py",
        "from __future__ import annotations\n"
        "import dataclasses\n"
        "@dataclasses.dataclass\nclass Hinge:\n    side: str\n" + inspect.cleandoc(DOOR),
    )
    assert names("door.py") == ["Door"]


def test_validation_is_on_again_after_a_failure(write: Write) -> None:
    write("door.py", DOOR + "    raise ValueError\n")
    problems("door.py")
    assert StateMachineMetaclass.validate_trap_states
    assert StateMachineMetaclass.validate_disconnected_states


def test_what_an_import_prints_goes_to_stderr(
    write: Write, capfd: pytest.CaptureFixture[str]
) -> None:
    write(
        "door.py",
        "import os, subprocess\nprint('printed')\nos.write(1, b'written\\n')\n"
        "subprocess.run(['echo', 'echoed'])\n" + inspect.cleandoc(DOOR),
    )
    assert names("door.py") == ["Door"]
    captured = capfd.readouterr()
    assert captured.out == ""
    assert sorted(captured.err.split()) == ["echoed", "printed", "written"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "x.py: defines no machine; expected a class derived from StateMachine"),
        ("__path__ = [3]", "x.py: defines no machine; expected a class derived from StateMachine"),
        ("def f(:", "x.py:1:7: not Python: invalid syntax"),
        ("x = 1\n  y = 2", "x.py:2:2: not Python: unexpected indent"),
        ("raise ValueError('boom')", "x.py:1: importing it raised ValueError: boom"),
        ("raise ValueError('one\\ntwo')", "x.py:1: importing it raised ValueError: one..."),
        ("raise OSError('disk')", "x.py:1: importing it raised OSError: disk"),
        ("class E(Exception):\n  def __str__(self): 1/0\nraise E", "x.py:3: importing it raised E"),
        ("def f(): f()\nf()", "x.py:1: importing it raised RecursionError"),
        ("import sys; sys.exit(3)", "x.py:1: importing it ends the program (SystemExit: 3)"),
        ("import os; os._exit(0)", "x.py:1: importing it ends the program (SystemExit: 0)"),
        ("raise GeneratorExit", "x.py:1: importing it raised GeneratorExit"),
        ("import nosuchmodule", "x.py:1: importing it failed: No module named 'nosuchmodule'"),
        ("from . import y", "x.py:1: importing it failed: attempted relative import"),
    ],
)
def test_a_file_that_cannot_be_imported_gives_one_line(
    write: Write, text: str, problem: str
) -> None:
    write("x.py", text)
    (found,) = problems("x.py")
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\x00\x01\xff", "x.py: not Python: source code"),
        (b'x = "\xff"\n', "x.py:1:8: not Python: (unicode error) 'utf-8' codec can't decode"),
        (b"# coding: nonsense\n", "x.py: not Python: unknown encoding: nonsense"),
    ],
)
def test_a_file_that_is_no_text_gives_one_line(folder: Path, content: bytes, problem: str) -> None:
    (folder / "x.py").write_bytes(content)
    (found,) = problems("x.py")
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("x.py:Abstract", "x.py: Abstract declares no states; expected a class derived from"),
        ("x.py:Plain", "x.py: Plain is no machine; expected"),
        ("x.py:five", "x.py: five is no class but of type int; expected"),
        ("x.py:Dor", "x.py: has no class 'Dor'; did you mean 'Door'?"),
        ("x.py:Zzz", "x.py: has no class 'Zzz'; it defines Door"),
        ("x.py:Door.shut.nothing", "x.py: has no class 'Door.shut.nothing'"),
        ("imagee", "imagee: no built-in lifecycle or module of this name can be found; did you "),
        ("nosuch.module", "nosuch.module: no module of this name can be found"),
        ("json.nosuch", "json.nosuch: no module of this name can be found"),
        ("json.decoder.nosuch", "json.decoder.nosuch: no module of this name can be found"),
        ("json", "json: defines no machine"),
        ("sub", "sub: a folder; name a file in it, or a module as sub.module"),
        ("__main__", "__main__: "),
    ],
)
def test_a_target_that_holds_no_machine_gives_one_line(
    write: Write, folder: Path, target: str, problem: str
) -> None:
    (folder / "sub").mkdir()
    write(
        "x.py",
        inspect.cleandoc(DOOR) + "\nclass Abstract(StateMachine): pass\n"
        "class Plain: pass\nfive = 5\n",
    )
    (found,) = problems(target)
    assert found.startswith(problem)


def test_a_package_without_machines_names_its_modules(write: Write) -> None:
    write("boxes/__init__.py", "")
    for name in ("f", "e", "d", "c", "b", "a", "_own"):
        write(f"boxes/{name}.py", "raise RuntimeError")
    (found,) = problems("boxes")
    assert found.startswith("boxes: defines no machine; ")
    assert found.endswith(
        "; it is a package, whose modules are TARGETs of their own: "
        "boxes.a, boxes.b, boxes.c, boxes.d, boxes.e and 1 more"
    )


def test_ctrl_c_is_passed_on(write: Write) -> None:
    write("x.py", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load(["x.py"])


def test_the_problems_of_all_targets_are_gathered(write: Write) -> None:
    write("x.py", "1/0")
    write("door.py", DOOR)
    found = problems("x.py", "door.py", "missing.py", "nosuch.module")
    assert [problem.partition(":")[0] for problem in found] == [
        "x.py",
        "missing.py",
        "nosuch.module",
    ]


def test_a_failed_import_leaves_no_module_behind(write: Write) -> None:
    write("broken_of_test.py", "1/0")
    problems("broken_of_test")
    assert "broken_of_test" not in sys.modules
    assert importlib.util.find_spec("broken_of_test") is None


def test_a_machine_that_is_too_large_is_a_limit(write: Write) -> None:
    write("both.py", DOOR + GATE)
    limits = Limits(states=3)
    loaded = load(["both.py"], limits=limits)
    assert [lifecycle.name for lifecycle in loaded.lifecycles] == ["Gate"]
    (unfinished,) = loaded.unfinished
    assert unfinished.lifecycle == "both.py:Door"
    with pytest.raises(LimitError, match=r"both.py:Door: it has more than 3 states; "):
        load_lifecycles(["both.py"], limits=limits)


def test_an_exported_lifecycle_is_a_target_again(write: Write) -> None:
    (lifecycle,) = load_lifecycles(["image"])
    write("image.json", encode(lifecycle_value(lifecycle)))
    loaded = load(["image.json"])
    assert loaded.lifecycles == (lifecycle,)
    assert loaded.files == {"image": "image.json"}


def test_a_lifecycle_of_a_document_is_chosen_by_its_name(write: Write) -> None:
    document = {
        "version": 1,
        "lifecycles": [lifecycle_value(one) for one in load_lifecycles(["image"])],
    }
    document["lifecycles"].append(document["lifecycles"][0] | {"name": "photo"})
    write("both.json", json.dumps(document))
    assert names("both.json") == ["image", "photo"]
    assert names("both.json:photo") == ["photo"]
    assert problems("both.json:foto") == [
        "both.json: holds no lifecycle 'foto'; did you mean 'photo'?"
    ]
    assert problems("both.json:zzz") == [
        "both.json: holds no lifecycle 'zzz'; it holds image, photo"
    ]


def test_an_empty_document_holds_no_lifecycles(write: Write) -> None:
    write("none.json", '{"version": 1, "lifecycles": []}')
    assert problems("none.json") == ["none.json: holds no lifecycles"]


def test_what_is_read_here_can_be_begun_with_before_all_is_there(write: Write) -> None:
    write("door.py", DOOR)
    begun: list[str] = []
    targets = ["image", "door.py", "nothing", "server_image"]
    with pytest.raises(LoadError, match="nothing"), loading(targets, contained=True) as loaded:
        loaded(lambda one: begun.append(one.name))
    assert begun == ["image", "server_image"]
