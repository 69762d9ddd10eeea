"""Source trees in folders, wheels, sdists and zips: listed and read, never unpacked or run.

Archives are not trusted. Nothing of them is written anywhere, so that no name in one can lead
out of a folder; names that try are refused all the same. What is read is bounded: the number of
files, the size of each, and of all that is read of one source.
"""

import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from wayout.analysis.paths import shown_path
from wayout.interfaces.errors import LimitError, LoadError

MOST_FILES = 200_000
MOST_BYTES_OF_A_FILE = 16_000_000
MOST_BYTES = 1_000_000_000
"""Of the files of an archive together, unpacked; OpenStack's largest has a tenth of it."""

_READ = frozenset({".py", ".rst", ".inc", ".txt", ".md", ".dot", ".gv", ".svg", ".diag"})
_SKIPPED = frozenset(
    {".git", ".hg", ".tox", ".nox", ".venv", "venv", "node_modules", "__pycache__"}
)


@dataclass(slots=True)
class FileSet:
    """The files of a source by path, read on request or held."""

    shown: str
    held: Mapping[str, bytes] = field(default_factory=dict)
    zipped: Mapping[str, zipfile.ZipInfo] = field(default_factory=dict)
    on_disk: Mapping[str, Path] = field(default_factory=dict)
    archive: zipfile.ZipFile | None = None

    def paths(self) -> Iterable[str]:
        """Return the paths, sorted."""
        return sorted((*self.held, *self.zipped, *self.on_disk))

    def read(self, path: str) -> bytes:
        """Return the content of a file.

        Raises:
            KeyError: if there is no such file.
            LimitError: if it is too large.
            LoadError: if it cannot be read.
        """
        if path in self.held:
            return self.held[path]
        try:
            if path in self.zipped and self.archive is not None:
                with self.archive.open(self.zipped[path]) as file:
                    content = file.read(MOST_BYTES_OF_A_FILE + 1)
            else:
                with self.on_disk[path].open("rb") as file:
                    content = file.read(MOST_BYTES_OF_A_FILE + 1)
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
        ) as error:
            message = f"{self.shown}: {path}: cannot be read: {error}"
            raise LoadError(message) from error
        if len(content) > MOST_BYTES_OF_A_FILE:
            message = f"{self.shown}: {path}: larger than {MOST_BYTES_OF_A_FILE // 10**6} MB"
            raise LimitError(message)
        return content


def open_source(path: Path) -> FileSet:
    """Return the files of a folder, a wheel, a zip or an sdist.

    One folder that holds all others, as in an sdist, is left out of the paths.

    Raises:
        LoadError: if it is none of these, is damaged, or has names that lead out of it.
        LimitError: if it has too many files, or too large ones.
    """
    shown = shown_path(str(path), "")
    try:
        if path.is_dir():
            return FileSet(shown, on_disk=_folder(path, shown))
        if zipfile.is_zipfile(path):
            archive = zipfile.ZipFile(path)
            return FileSet(shown, zipped=_zip(archive, shown), archive=archive)
        if path.is_file() and tarfile.is_tarfile(path):
            return FileSet(shown, held=_tar(path, shown))
    except (
        OSError,
        EOFError,
        tarfile.TarError,
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
    ) as error:
        message = f"{shown}: cannot be read: {error}"
        raise LoadError(message) from error
    what = "is no folder, wheel, zip or tar" if path.exists() else "is not there"
    message = f"{shown}: {what}; name a folder, a wheel, an sdist or a zip"
    raise LoadError(message)


def _folder(root: Path, shown: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    inside = root.resolve()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix in _READ and path.is_file() and path.resolve().is_relative_to(inside):
                found[path.relative_to(root).as_posix()] = path
                _count(len(found), shown)
    return found


def _zip(archive: zipfile.ZipFile, shown: str) -> dict[str, zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    _count(len(members), shown)
    _total(sum(member.file_size for member in members), shown)
    names = _inner([_safe(member.filename, shown) for member in members])
    pairs = zip(names, members, strict=True)
    return {name: member for name, member in pairs if PurePosixPath(name).suffix in _READ}


def _tar(path: Path, shown: str) -> dict[str, bytes]:
    contents: list[bytes] = []
    names: list[str] = []
    total = 0
    with tarfile.open(path) as archive:
        for number, member in enumerate(archive, start=1):
            _count(number, shown)
            total += member.size
            _total(total, shown)
            name = _safe(member.name, shown)
            if not member.isfile() or PurePosixPath(name).suffix not in _READ:
                continue
            if member.size > MOST_BYTES_OF_A_FILE:
                message = f"{shown}: {name}: larger than {MOST_BYTES_OF_A_FILE // 10**6} MB"
                raise LimitError(message)
            file = archive.extractfile(member)
            names.append(name)
            contents.append(file.read() if file else b"")
    return dict(zip(_inner(names), contents, strict=True))


def _safe(name: str, shown: str) -> str:
    """Return a name of an archive as a relative path."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\0" in name:
        message = f"{shown}: holds {name!r}, a name that leads out of it; it is not read"
        raise LoadError(message)
    return path.as_posix()


def _inner(names: list[str]) -> list[str]:
    """Leave out the one folder that holds all others, unless it is a package itself."""
    tops = {name.partition("/")[0] for name in names}
    top = next(iter(tops), "")
    if len(tops) != 1 or f"{top}/__init__.py" in names or top in names:
        return names
    return [name.removeprefix(f"{top}/") for name in names]


def _count(number: int, shown: str) -> None:
    if number > MOST_FILES:
        message = f"{shown}: more than {MOST_FILES:,} files; it is not read"
        raise LimitError(message)


def _total(size: int, shown: str) -> None:
    if size > MOST_BYTES:
        message = f"{shown}: more than {MOST_BYTES // 10**6:,} MB unpacked; it is not read"
        raise LimitError(message)
