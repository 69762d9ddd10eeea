"""What a TARGET names, by its spelling and by what there is on disk."""

import re
from dataclasses import dataclass
from pathlib import Path

from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.errors import LoadError
from wayout.interfaces.layout import visible
from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS


@dataclass(frozen=True, slots=True)
class Builtin:
    """A lifecycle that ships with wayout, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class BuiltinSystem:
    """A system that ships with wayout, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class InModule:
    """The machines of an importable module, or one of its classes."""

    module: str
    attribute: str | None


@dataclass(frozen=True, slots=True)
class InSource:
    """The machines of a Python file, or one of its classes. `shown` is the path as typed."""

    path: Path
    shown: str
    attribute: str | None


@dataclass(frozen=True, slots=True)
class InData:
    """The lifecycles of a data file, or the one with a name."""

    path: Path
    shown: str
    name: str | None


Target = Builtin | BuiltinSystem | InModule | InSource | InData

EXPECTED = (
    "expected a built-in lifecycle or system (`wayout list` names them), package.module[:Class], "
    "path/to/file.py[:Class] or path/to/file.json"
)


def parse(text: str) -> Target:
    """Return what a TARGET names. Files are looked for, modules are not.

    Raises:
        LoadError: for what is spelt like nothing, for a missing file, a folder, or a kind of
            file that holds no lifecycle.
    """
    if text in BUILTIN:
        return Builtin(text)
    if text in SYSTEMS:
        return BuiltinSystem(text)
    path, attribute = _split(text)
    if _is_path(path):
        return _in_file(path, attribute)
    if _MODULE.fullmatch(text):
        return InModule(path, attribute)
    message = f"'{visible(text)}' is no TARGET: {EXPECTED}"
    raise LoadError(message)


def is_of_users(target: Target) -> bool:
    """Whether importing it runs code that does not ship with wayout."""
    match target:
        case InSource():
            return True
        case InModule(module):
            return module.partition(".")[0] != "wayout"
        case _:
            return False


def beside(file: Path, text: str) -> str:
    """Return a TARGET that a file names: a path is meant from the file's folder."""
    path, _ = _split(text)
    if text in BUILTIN or text in SYSTEMS or not _is_path(path) or Path(path).is_absolute():
        return text
    return (file.parent / text).as_posix()


def _split(text: str) -> tuple[str, str | None]:
    """Split off what follows the last colon, unless it belongs to a path."""
    before, colon, after = text.rpartition(":")
    if not colon or not before or "/" in after or "\\" in after or _exists(text):
        return text, None
    return before, after


def _is_path(text: str) -> bool:
    looks = "/" in text or "\\" in text or Path(text).suffix in {".py", ".json"}
    return looks or Path(text).is_absolute() or (_exists(text) and Path(text).is_file())


def _exists(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):
        return False


def _in_file(text: str, attribute: str | None) -> Target:
    path = Path(text)
    if not _exists(text):
        message = f"{visible(text)}: no such file{_near(path)}"
    elif path.is_dir():
        message = f"{visible(text)}: a folder; name a file in it, or a module as package.module"
    elif not path.is_file():
        message = f"{visible(text)}: not a regular file"
    elif path.suffix == ".py" and (attribute is None or _NAME.fullmatch(attribute)):
        return InSource(path, path.as_posix(), attribute)
    elif path.suffix == ".json":
        return InData(path, path.as_posix(), attribute)
    elif path.suffix == ".py":
        message = f"{visible(text)}: ':{visible(attribute or '')}' names no class"
    else:
        message = (
            f"{visible(text)}: not a kind of file that holds lifecycles; "
            "expected Python source (.py) or data (.json)"
        )
    raise LoadError(message)


def _near(path: Path) -> str:
    """Return `; did you mean ...?` for a file of the same kind and nearly the same name."""
    try:
        stems = sorted(entry.stem for entry in path.parent.iterdir() if entry.suffix == path.suffix)
    except OSError:
        return ""
    return did_you_mean(path.stem, tuple(stems)).replace("'?", f"{path.suffix}'?")


_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_MODULE = re.compile(rf"{_NAME.pattern}(:{_NAME.pattern})?")
