"""Where states and transitions that are data and not attributes are written, as best it can."""

import ast
import inspect
import linecache
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from types import ModuleType

from wayout.analysis.lifecycle import Location
from wayout.analysis.paths import shown_path

_Writing = ast.Call | ast.Dict | ast.List | ast.Tuple


class Written:
    """The places in the source of some modules, the first of which makes the machine `name`.

    A transition is where its event, its source (or `*`) and its target stand together: a call, a
    dict, a list. A state is where its name first stands. Names that are variables or attributes
    count as what they hold once the module is imported. What is not found, as what a loop
    declares, is where the machine is assigned, or else where its module begins.

    `names` are all attributes and strings in the source. One pass; a look-up costs the uses of
    the event.
    """

    def __init__(self, modules: Sequence[ModuleType], name: str) -> None:
        self._sources = [_Source(module) for module in modules if _file_of(module)]
        self.names = frozenset(each for source in self._sources for each in source.names)
        self.of_machine = self._sources[0].assigned(name) if self._sources else None

    def state(self, *names: str) -> Location | None:
        """Return where a state stands that is called by one of these names."""
        found = (source.state(name) for source in self._sources for name in names)
        return next(filter(None, found), self.of_machine)

    def transition(self, event: str, source: str, target: str | None) -> Location | None:
        """Return where a transition stands; `target` is None for an internal one."""
        found = (each.transition(event, source, target) for each in self._sources)
        return next(filter(None, found), self.of_machine)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The texts that stand together in a call, a dict, a list or a tuple."""

    texts: frozenset[str]
    node: _Writing


class _Source:
    """One module's."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        path = _file_of(module)
        self._path = shown_path(path, module.__name__)
        self._states: dict[str, ast.expr | ast.stmt] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self.names: set[str] = set()
        try:
            self._tree = ast.parse("".join(linecache.getlines(path)))
        except (SyntaxError, ValueError):
            self._tree = ast.Module(body=[], type_ignores=[])
        for node in ast.walk(self._tree):
            self._note(node)

    def state(self, name: str) -> Location | None:
        return self._at(self._states[name]) if name in self._states else None

    def transition(self, event: str, source: str, target: str | None) -> Location | None:
        """Return where the shortest phrase is that says it: a list of transitions says them all."""
        wanted = {target, "=" if target == source else target} - {None}
        found = [
            phrase
            for phrase in self._phrases.get(event, ())
            if (source in phrase.texts or "*" in phrase.texts)
            and (not wanted or wanted & phrase.texts)
        ]
        shortest = min(found, key=_length, default=None)
        return None if shortest is None else self._at(shortest.node)

    def assigned(self, name: str) -> Location:
        """Return where a dotted name is assigned, as far as it is; else where the file begins."""
        body: Sequence[ast.stmt] = self._tree.body
        found: ast.stmt | None = None
        for part in name.split("."):
            statement = next((node for node in reversed(body) if part in _names(node)), None)
            found = statement or found
            body = statement.body if isinstance(statement, ast.ClassDef) else []
        return Location(self._path) if found is None else self._at(found)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Attribute):
            self.names.add(node.attr)
        if isinstance(node, ast.expr) and (text := self._text(node)) is not None:
            self.names.add(text)
            self._note_state(text, node)
        if isinstance(node, ast.ClassDef) and self._is_enum(node):
            for member in node.body:
                for name in _names(member):
                    self._note_state(name, member)
        if isinstance(node, _Writing):
            texts = frozenset(self._texts(_parts(node)))
            for text in texts:
                self._phrases.setdefault(text, []).append(_Phrase(texts, node))

    def _note_state(self, text: str, node: ast.expr | ast.stmt) -> None:
        known = self._states.get(text)
        if known is None or (node.lineno, node.col_offset) < (known.lineno, known.col_offset):
            self._states[text] = node

    def _is_enum(self, node: ast.ClassDef) -> bool:
        value = vars(self._module).get(node.name)
        return isinstance(value, type) and issubclass(value, Enum)

    def _texts(self, parts: Iterable[ast.expr]) -> Iterator[str]:
        for part in parts:
            inner = part.elts if isinstance(part, ast.List | ast.Tuple) else [part]
            yield from filter(None, map(self._text, inner))

    def _text(self, node: ast.expr) -> str | None:
        value = self._value(node)
        if not issubclass(type(value), str | Enum):
            return None
        return value.name if isinstance(value, Enum) else str(value)

    def _value(self, node: ast.expr) -> object:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return vars(self._module).get(name)
            case ast.Attribute(value=owner, attr=name):
                holder = self._value(owner)
                return inspect.getattr_static(holder, name, None) if holder is not None else None
            case _:
                return None

    def _at(self, node: ast.expr | ast.stmt) -> Location:
        return Location(self._path, node.lineno, node.col_offset + 1)


def _length(phrase: _Phrase) -> tuple[int, int, int]:
    """Return how long a phrase is: in texts, in lines, in columns."""
    node = phrase.node
    lines = (node.end_lineno or node.lineno) - node.lineno
    return len(phrase.texts), lines, (node.end_col_offset or 0) - node.col_offset


def _file_of(module: ModuleType) -> str:
    return getattr(module, "__file__", None) or ""


def _parts(node: _Writing) -> list[ast.expr]:
    match node:
        case ast.Call(args=args, keywords=keywords):
            return [*args, *(keyword.value for keyword in keywords)]
        case ast.Dict(values=values):
            return values
        case _:
            return node.elts


def _names(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case _:
            pass
