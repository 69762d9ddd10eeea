"""Load what TARGETs name, each machine once, and gather every problem."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module as import_builtin
from types import MappingProxyType

from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.analysis.reading.projections import ProjectionError
from wayout.analysis.reading.reader import TooLargeError
from wayout.interfaces.errors import LimitError, LoadError, WayoutError, did_you_mean
from wayout.interfaces.loading.importing import Imported, import_file, import_module
from wayout.interfaces.loading.machines import chosen
from wayout.interfaces.loading.targets import Builtin, InData, InModule, InSource, Target, parse
from wayout.machines import BUILTIN


@dataclass(frozen=True, slots=True)
class Loaded:
    """What TARGETs hold. No two lifecycles have the same name.

    `findings` are the classes that python-statemachine refuses to define, which leaves no
    lifecycle to check. `files` maps the lifecycles read from data files to these.
    """

    lifecycles: tuple[Lifecycle, ...]
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Item:
    """A lifecycle or a refused class, and its name where the plain one is taken."""

    content: Lifecycle | Finding
    qualified: str
    file: str | None = None

    @property
    def name(self) -> str:
        content = self.content
        return content.name if isinstance(content, Lifecycle) else content.lifecycle


def load(targets: Sequence[str]) -> Loaded:
    """Load the lifecycles of the TARGETs in their order; of all built-ins if there is none.

    A lifecycle is named by its class or file; where two have the same name, by its TARGET.

    Raises:
        LoadError: with the problems of all TARGETs.
        LimitError: if a machine is too large to be read.
    """
    loading = _Loading()
    refused: list[WayoutError] = []
    try:
        for text in dict.fromkeys(targets or BUILTIN):
            try:
                loading.add(parse(text))
            except (LoadError, LimitError) as error:
                refused.append(error)
    finally:
        loading.close()
    if refused:
        problems = tuple(dict.fromkeys(line for error in refused for line in error.problems))
        limits_only = all(error.undetermined for error in refused)
        raise (LimitError if limits_only else LoadError)(*problems)
    return _with_distinct_names(tuple(loading.items.values()))


def load_lifecycles(targets: Sequence[str]) -> tuple[Lifecycle, ...]:
    """Load as `load` does, for whoever cannot do with less than all lifecycles.

    Raises:
        LoadError: as `load`, and for every class that python-statemachine refuses to define.
        LimitError: as `load`.
    """
    loaded = load(targets)
    if loaded.findings:
        raise LoadError(*(_refused(finding) for finding in loaded.findings))
    return loaded.lifecycles


class _Loading:
    """Grows target by target; modules are imported once, machines read once."""

    def __init__(self) -> None:
        self.items: dict[object, _Item] = {}
        self._imported: dict[object, Imported] = {}

    def add(self, target: Target) -> None:
        match target:
            case Builtin(name):
                self._add_builtin(name)
            case InData():
                self._add_data(target)
            case InModule(module, attribute):
                if module not in self._imported:
                    self._imported[module] = import_module(module)
                self._add_machines(self._imported[module], module, attribute)
            case InSource(path, shown, attribute):
                key = path.resolve()
                if key not in self._imported:
                    self._imported[key] = import_file(path, shown)
                self._add_machines(self._imported[key], shown, attribute)

    def close(self) -> None:
        """Forget the modules that were not imported to their end."""
        for imported in self._imported.values():
            if imported.refusal is not None:
                sys.modules.pop(imported.module.__name__, None)

    def _add_builtin(self, name: str) -> None:
        module, _, attribute = BUILTIN[name].partition(":")
        machine = getattr(import_builtin(module), attribute)
        self._add_machine(machine, name, name)

    def _add_machines(self, imported: Imported, shown: str, attribute: str | None) -> None:
        if imported.refusal is not None:
            finding = imported.refusal
            self.items[finding] = _Item(finding, f"{shown}:{finding.lifecycle}")
        for machine in chosen(imported, shown, attribute):
            self._add_machine(machine, f"{shown}:{machine.__qualname__}")

    def _add_machine(self, machine: type, target: str, name: str | None = None) -> None:
        if machine in self.items:
            return
        try:
            lifecycle = read(machine, target=target, name=name)
        except TooLargeError as error:
            message = f"{target}: {error}"
            raise LimitError(message) from error
        except ProjectionError as error:
            message = f"{target}: {error}"
            raise LoadError(message) from error
        self.items[machine] = _Item(lifecycle, target)

    def _add_data(self, target: InData) -> None:
        from wayout.interfaces.exchange.reading import read_file

        for lifecycle in _chosen(read_file(target.path, target.shown), target):
            key = (target.path.resolve(), lifecycle.name)
            qualified = f"{target.shown}:{lifecycle.name}"
            self.items.setdefault(key, _Item(lifecycle, qualified, target.shown))


def _chosen(lifecycles: tuple[Lifecycle, ...], target: InData) -> Iterator[Lifecycle]:
    found = [lifecycle for lifecycle in lifecycles if target.name in {None, lifecycle.name}]
    if found:
        yield from found
        return
    if target.name is None:
        message = f"{target.shown}: holds no lifecycles"
    else:
        names = tuple(lifecycle.name for lifecycle in lifecycles)
        hint = did_you_mean(target.name, names) or f"; it holds {', '.join(names) or 'none'}"
        message = f"{target.shown}: holds no lifecycle {target.name!r}{hint}"
    raise LoadError(message)


def _refused(finding: Finding) -> str:
    place = finding.location
    where = f"{place.path}:{place.line}" if place else finding.lifecycle
    return f"{where}: {finding.message} ({finding.check})"


def _with_distinct_names(items: tuple[_Item, ...]) -> Loaded:
    counts = Counter(item.name for item in items)
    lifecycles: list[Lifecycle] = []
    findings: list[Finding] = []
    files: dict[str, str] = {}
    for item in items:
        name = item.name if counts[item.name] == 1 else item.qualified
        if isinstance(item.content, Finding):
            findings.append(replace(item.content, lifecycle=name))
            continue
        lifecycles.append(replace(item.content, name=name))
        if item.file is not None:
            files[name] = item.file
    return Loaded(tuple(lifecycles), tuple(findings), MappingProxyType(files))
