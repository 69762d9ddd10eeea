"""TARGETs that a config names, as they are typed in the working directory."""

import ast
import glob
import os
import warnings
from pathlib import Path

from wayout.machines import BUILTIN

_SUFFIXES = (".py", ".json")


def from_folder(text: str, folder: Path) -> tuple[str, ...]:
    """Return the TARGETs that a text names, where paths and patterns begin in a folder.

    A pattern of paths (`lifecycles/*.json`) is every file that fits, sorted; none where no file
    does. Those that can define no machine, such as an empty `__init__.py`, are passed over, unless
    all are so. Names of built-ins and modules are returned as they are.
    """
    path, colon, attribute = text.rpartition(":")
    if not colon or not path or "/" in attribute or (folder / text).exists():
        path, colon, attribute = text, "", ""
    if text in BUILTIN or not _is_path(path, folder):
        return (text,)
    paths = paths_from(path, folder)
    if len(paths) > 1:
        paths = tuple(filter(_may_define, paths)) or paths
    return tuple(f"{one}{colon}{attribute}" for one in paths)


def paths_from(text: str, folder: Path) -> tuple[str, ...]:
    """Return the path that a text names, or every path that fits a pattern, sorted."""
    if glob.has_magic(text) and not (folder / text).exists():
        found = sorted(glob.glob(text, root_dir=folder, recursive=True))  # noqa: PTH207 - PurePath.glob refuses absolute patterns
    else:
        found = [text]
    return tuple(typed(folder / one) for one in found)


def is_module(target: str) -> bool:
    """Whether a TARGET of a config is to be imported by its name."""
    return target not in BUILTIN and not _is_path(target.rpartition(":")[0] or target, Path.cwd())


def _may_define(path: str) -> bool:
    """Whether a file may define a machine: Python that has no class and calls nothing cannot."""
    if not path.endswith(".py") or not Path(path).is_file():
        return True
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return any(isinstance(node, ast.ClassDef | ast.Call) for node in ast.walk(tree))


def _is_path(text: str, folder: Path) -> bool:
    return "/" in text or text.endswith(_SUFFIXES) or (folder / text).is_file()


def typed(path: Path) -> str:
    """Return a path as it is typed in the working directory: relative where that is shorter."""
    relative = os.path.relpath(path)
    shown = relative if not relative.startswith("..") else str(path)
    return Path(shown).as_posix()
