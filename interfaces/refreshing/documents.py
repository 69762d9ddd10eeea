"""Fill the blocks of documents anew, without writing anything."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.diagrams import DiagramError
from wayout.interfaces.config import Config
from wayout.interfaces.errors import UsageError, WayoutError
from wayout.interfaces.refreshing.asking import Request, asked
from wayout.interfaces.refreshing.filling import Place, filling
from wayout.interfaces.refreshing.marks import SUFFIXES, Block, Marked, marked

Load = Callable[[Request], tuple[Lifecycle | DeclaredSystem, ...]]
"""The lifecycles and systems that a block is about. Raises WayoutError if they cannot be read."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A block that does not say what the code says, and how many lines differ."""

    line: int
    words: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A document with its blocks filled. `files` are the pictures to write for it."""

    path: Path
    content: bytes
    stale: tuple[Stale, ...]
    files: tuple[tuple[Path, bytes], ...]


def refresh(
    paths: Iterable[Path], load: Load, config: Config, *, writing: bool = True
) -> tuple[Refreshed, ...]:
    """Return the documents with all their blocks filled, in the order of their paths.

    Of several paths to one file the first counts. Without `writing` no picture is drawn:
    they are only held against their blocks. Linear in the documents.

    Raises:
        UsageError: with every problem of every document.
    """
    run = _Run(load, config, writing)
    found = tuple(filter(None, (run.document(path) for path in _distinct(paths))))
    if not run.problems and not run.blocks:
        message = (
            "these documents have no block; one begins with a line such as "
            "<!-- wayout:begin volume table --> in Markdown, .. wayout:begin volume table in RST"
        )
        raise UsageError(message)
    if run.problems:
        raise UsageError(*dict.fromkeys(run.problems))
    return found


def _distinct(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for path in paths:
        real = os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            yield path


@dataclass(slots=True)
class _Run:
    load: Load
    config: Config
    writing: bool
    problems: list[str] = field(default_factory=list)
    blocks: int = 0
    _pictures: dict[str, str] = field(default_factory=dict)

    def document(self, path: Path) -> Refreshed | None:
        shown = path.as_posix()
        try:
            data = path.read_bytes()
            text = data.decode("utf-8")
        except OSError as error:
            self.problems.append(f"{shown}: cannot be read: {error.strerror or error}")
            return None
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.problems.append(f"{shown}:{line}: is not UTF-8; save it as UTF-8")
            return None
        markup = SUFFIXES.get(path.suffix.lower())
        if markup is None:
            self.problems.append(f"{shown}: does not end in {', '.join(SUFFIXES)}")
            return None
        found = marked(text, markup)
        self.problems += (f"{shown}:{line}: {what}" for line, what in found.problems)
        return self._filled(path, found)

    def _filled(self, path: Path, found: Marked) -> Refreshed | None:
        """Fill every block, also where another one is wrong: all problems are to be named."""
        self.blocks += len(found.blocks)
        contents: dict[Block, str] = {}
        stale: list[Stale] = []
        files: list[tuple[Path, bytes]] = []
        for block in found.blocks:
            before = found.between(block)
            pictures = len(files)
            try:
                contents[block] = after = self._content(block, path, before, files)
            except (WayoutError, DiagramError) as error:
                said = error.problems if isinstance(error, WayoutError) else (str(error),)
                self.problems += (f"{path.as_posix()}:{block.line}: {one}" for one in said)
                continue
            if after != before or len(files) > pictures:
                stale.append(Stale(block.line, block.words, *_shift(before, after)))
        if stale and self.writing and not path.stat().st_mode & _WRITABLE:
            self.problems.append(f"{path.as_posix()}: has stale blocks and is read-only")
        if len(contents) < len(found.blocks) or found.problems:
            return None
        content = found.filled(contents.__getitem__).encode("utf-8")
        return Refreshed(path, content, tuple(stale), tuple(files))

    def _content(
        self, block: Block, path: Path, before: str, files: list[tuple[Path, bytes]]
    ) -> str:
        request = asked(block.words)
        if request.kind == "picture":
            self._claim(request, path)
        subjects = self.load(request)
        if request.kind != "list" and len(subjects) != 1:
            names = ", ".join(one.target for one in subjects)
            message = f"{request.target} holds {len(subjects)} lifecycles; name one of {names}"
            raise UsageError(message)
        place = Place(path, SUFFIXES[path.suffix.lower()], before, self.writing)
        filled = filling(request, subjects, place, self.config)
        if filled.file is not None:
            files.append(filled.file)
        return filled.text

    def _claim(self, request: Request, path: Path) -> None:
        picture = os.path.realpath(path.parent / request.what)
        asked_for = f"{request.target} {sorted(request.options.items())}"
        if self._pictures.setdefault(picture, asked_for) != asked_for:
            message = f"{request.what} is another block's picture; choose another path"
            raise UsageError(message)


def _shift(old: str, new: str) -> tuple[int, int]:
    """Return how many lines were added and removed."""
    before, after = old.splitlines(), new.splitlines()
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = sum(one.size for one in same)
    return len(after) - kept, len(before) - kept


_WRITABLE = 0o222
