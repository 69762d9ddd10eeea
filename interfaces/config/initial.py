"""A first config: the machines that a folder holds, found without importing anything."""

import ast
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 2_000_000
_BASES = frozenset({"StateMachine", "StateChart", "Machine"})
_SKIPPED = frozenset({"__pycache__", "build", "dist", "node_modules", "site-packages", "tests"})


def machine_targets(folder: Path, root: Path) -> tuple[str, ...]:
    """Return the files of a folder that define machines, as TARGETs from the root, sorted.

    A machine is a class whose base is called StateMachine, StateChart or Machine, or is such a
    class of the same file, and which assigns something. Hidden folders, tests, and folders
    that hold what is built or installed are passed by, and so is what is no Python.
    """
    return tuple(
        f"{path.relative_to(root).as_posix()}" for path in _sources(folder) if _defines(path)
    )


def _sources(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            skipped = path.name in _SKIPPED or path.name.startswith(".") or path.is_symlink()
            if not skipped and not (path / "pyvenv.cfg").exists():
                yield from _sources(path)
        elif path.suffix == ".py":
            yield path


def _defines(path: Path) -> bool:
    try:
        if path.stat().st_size > MAX_BYTES:
            return False
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return False
    known = set(_BASES)
    found = False
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(_name(base) in known for base in node.bases):
            known.add(node.name)
            found = found or any(isinstance(inner, ast.Assign) for inner in node.body)
    return found


def _name(base: ast.expr) -> str:
    match base:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Subscript(value=value):
            return _name(value)
        case _:
            return ""
