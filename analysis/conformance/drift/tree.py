"""Source trees: files by path, and the syntax of those that are Python."""

import ast
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from wayout.analysis.conformance.drift.facts import Unresolved, absent
from wayout.analysis.lifecycle import Location
from wayout.analysis.suggesting import did_you_mean


class Files(Protocol):
    """The files of a folder or an archive. Paths have `/`, and begin at its root."""

    def paths(self) -> Iterable[str]:
        """Return the paths of all files, in order."""

    def read(self, path: str) -> bytes:
        """Return the content of a file.

        Raises:
            KeyError: if there is no such file.
        """


@dataclass(frozen=True, slots=True)
class Tree:
    """The source of a project. `label` is how messages call it, `prefix` begins shown paths.

    `is_package`: it is an installed package or a wheel, which has no docs.
    """

    name: str
    label: str
    files: Files
    prefix: str = ""
    is_package: bool = False


@dataclass(frozen=True)
class Module:
    """A Python file, parsed."""

    tree: Tree
    path: str
    body: ast.Module

    def place(self, node: ast.AST) -> Location:
        """Return where a node is written."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        return Location(self.tree.prefix + self.path, line, column + 1)


class Forest:
    """The trees of one run. Files are read and parsed when first asked for, and then kept."""

    def __init__(self, trees: Iterable[Tree]) -> None:
        self.trees = tuple(trees)
        self._sorted = {tree.name: tuple(sorted(tree.files.paths())) for tree in self.trees}
        self._paths = {name: frozenset(paths) for name, paths in self._sorted.items()}
        self._modules: dict[tuple[str, str], Module | Unresolved] = {}
        self._contents: dict[tuple[str, str], bytes] = {}

    def tree(self, name: str) -> Tree | None:
        """Return the tree of a project."""
        return next((tree for tree in self.trees if tree.name == name), None)

    def paths(self, tree: Tree) -> tuple[str, ...]:
        """Return the paths of a tree, sorted."""
        return self._sorted[tree.name]

    def has(self, tree: Tree, path: str) -> bool:
        """Whether a tree has a file."""
        return path in self._paths[tree.name]

    def content(self, tree: Tree, path: str) -> bytes:
        """Return a file of a tree; Python files are kept, for several bindings ask for them."""
        key = (tree.name, path)
        if key not in self._contents:
            self._contents[key] = tree.files.read(path)
        return self._contents[key]

    def module(self, tree: Tree, path: str) -> Module | Unresolved:
        """Return a Python file, or why it cannot be read."""
        key = (tree.name, path)
        if key not in self._modules:
            self._modules[key] = self._parsed(tree, path)
        return self._modules[key]

    def imported(self, dotted: str) -> Module | None:
        """Return the module of a dotted name, in whichever tree has it."""
        stem = dotted.replace(".", "/")
        for tree in self.trees:
            for path in (f"{root}{stem}{end}" for root in _ROOTS for end in _ENDS):
                if self.has(tree, path):
                    module = self.module(tree, path)
                    return module if isinstance(module, Module) else None
        return None

    def unread(self) -> Iterator[Unresolved]:
        """Yield the files that were asked for and are no Python that can be read."""
        yield from (each for each in self._modules.values() if isinstance(each, Unresolved))

    def _parsed(self, tree: Tree, path: str) -> Module | Unresolved:
        place = Location(tree.prefix + path)
        if not self.has(tree, path):
            meant = did_you_mean(path, tuple(p for p in self.paths(tree) if p.endswith(".py")))
            return absent(path, f"is not in {tree.label}{meant}", place)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                body = ast.parse(self.content(tree, path))
        except SyntaxError as error:
            line = Location(tree.prefix + path, error.lineno or 1)
            return Unresolved(path, f"is skipped: {error.msg}", line)
        except (ValueError, RecursionError, MemoryError) as error:
            return Unresolved(path, f"is skipped: {str(error) or type(error).__name__}", place)
        return Module(tree, path, body)


_ROOTS = ("", "src/")
_ENDS = (".py", "/__init__.py")
