from pathlib import Path

import pytest

from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading.targets import Builtin, InData, InModule, InSource, Target, parse
from wayout.machines import BUILTIN


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("image", Builtin("image")),
        ("shop.orders", InModule("shop.orders", None)),
        ("shop.orders:Order", InModule("shop.orders", "Order")),
        ("shop:Outer.Inner", InModule("shop", "Outer.Inner")),
        ("orders", InModule("orders", None)),
        ("door.py", InSource(Path("door.py"), "door.py", None)),
        ("./door.py:Door", InSource(Path("door.py"), "door.py", "Door")),
        ("door.json", InData(Path("door.json"), "door.json", None)),
        ("door.json:a door", InData(Path("door.json"), "door.json", "a door")),
        ("od:d.py", InSource(Path("od:d.py"), "od:d.py", None)),
    ],
)
def test_a_target_is_told_by_its_spelling(folder: Path, text: str, target: Target) -> None:
    for name in ("door.py", "door.json", "od:d.py"):
        (folder / name).touch()
    assert parse(text) == target


def test_a_built_in_lifecycle_wins_over_a_file_of_its_name(folder: Path) -> None:
    (folder / "image").touch()
    assert "image" in BUILTIN
    assert parse("image") == Builtin("image")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "'' is no TARGET: expected a built-in lifecycle"),
        ("a b", "'a b' is no TARGET"),
        (":Door", "':Door' is no TARGET"),
        ("shop:", "'shop:' is no TARGET"),
        ("a:b:c", "'a:b:c' is no TARGET"),
        ("a\x1b[31m", r"'a\x1b[31m' is no TARGET"),
        ("a\x00.py", r"a\x00.py: no such file"),
        ("dor.py", "dor.py: no such file; did you mean 'door.py'?"),
        ("nowhere/door.py", "nowhere/door.py: no such file"),
        ("sub/", "sub/: a folder; name a file in it"),
        ("sub/../sub", "sub/../sub: a folder"),
        ("notes.txt", "notes.txt: not a kind of file that holds lifecycles"),
        ("door.py:", "door.py: ':' names no class"),
        ("door.py:1x", "door.py: ':1x' names no class"),
        ("/dev/null", "/dev/null: not a regular file"),
    ],
)
def test_what_names_nothing_is_refused(folder: Path, text: str, problem: str) -> None:
    (folder / "sub").mkdir()
    for name in ("door.py", "notes.txt"):
        (folder / name).touch()
    with pytest.raises(LoadError) as caught:
        parse(text)
    (found,) = caught.value.problems
    assert found.startswith(problem)
