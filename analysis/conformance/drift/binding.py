"""Bind the facts of sources to the lifecycles that they are about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wayout.analysis.conformance.drift.bindings import (
    Binding,
    Bound,
    ConstantsBinding,
    DocsBinding,
    GuardsBinding,
    MapBinding,
    Mapping,
    TableBinding,
    WritesBinding,
)
from wayout.analysis.conformance.drift.constants import constants, literals
from wayout.analysis.conformance.drift.documents import document
from wayout.analysis.conformance.drift.emptiness import unless_empty, unmet, when
from wayout.analysis.conformance.drift.facts import Fact, Guard, Unresolved, Write, Writes, absent
from wayout.analysis.conformance.drift.guards import guards
from wayout.analysis.conformance.drift.machines import machine
from wayout.analysis.conformance.drift.resolving import Resolver
from wayout.analysis.conformance.drift.tables import status_map, table
from wayout.analysis.conformance.drift.tree import Forest, Module, Tree
from wayout.analysis.conformance.drift.updates import updates
from wayout.analysis.conformance.drift.writes import lines_with_writes, writes
from wayout.analysis.lifecycle import Lifecycle, Location
from wayout.machines.vocabulary import Accepted


def bind(
    lifecycles: Iterable[Lifecycle],
    mappings: Iterable[Mapping],
    forest: Forest,
    *,
    anywhere: bool = False,
) -> tuple[Lifecycle, ...]:
    """Return the lifecycles that mappings name, with the facts that bind them.

    What is accepted of drift is among what the lifecycles accept. Of a mapping whose project is
    not in the forest nothing is bound. With `anywhere`, what is not in the file that a binding
    names is looked for in the others. Linear in the files that are read.
    """
    mappings = [each for each in mappings if forest.tree(each.project)]
    resolver = Resolver(forest)
    bound: list[Lifecycle] = []
    for each in lifecycles:
        found: list[Bound] = []
        accepted = list(each.accepted)
        for mapping in mappings:
            here: list[Bound] = []
            for binding in mapping.bindings:
                if binding.lifecycle == each.name:
                    here.extend(_bound(resolver, mapping, binding, each, anywhere=anywhere))
            accepted.extend(_accepted(mapping, each, here))
            found.extend(here)
        if found:
            bound.append(replace(each, facts=tuple(found), accepted=tuple(accepted)))
    return tuple(bound)


def _accepted(mapping: Mapping, lifecycle: Lifecycle, found: list[Bound]) -> Iterator[Accepted]:
    """Yield what a mapping accepts, that of docs only where the source has any."""
    has_docs = any(isinstance(each.binding, DocsBinding) and each.is_held for each in found)
    for name, accepted in mapping.accepted:
        if name == lifecycle.name and (has_docs or accepted.check != "WO508"):
            yield accepted


def _bound(
    resolver: Resolver,
    mapping: Mapping,
    binding: Binding,
    lifecycle: Lifecycle,
    *,
    anywhere: bool,
) -> Iterator[Bound]:
    tree = resolver.forest.tree(mapping.project)
    if tree is None:
        return
    whole = Unresolved(binding.path, "is not in it", Location(tree.prefix + binding.path))
    if _has_no_docs(resolver, tree, binding):
        yield Bound(binding, whole, tree.label, is_held=False)
        return
    facts = _read(resolver, tree, binding)
    if anywhere and _are_absent(facts):
        facts = _elsewhere(resolver, tree, binding) or facts
    others = _other_ways(mapping, binding)
    for fact in facts:
        if isinstance(fact, Guard) and isinstance(binding, GuardsBinding):
            if binding.when is None or when(fact) == binding.when:
                yield Bound(binding, fact, tree.label, _events(fact, binding, lifecycle))
            elif others is not None and when(fact) not in others:
                yield Bound(binding, fact, tree.label, is_held=False)
        else:
            yield Bound(binding, fact, tree.label)
    for what in unmet(facts, binding, whole):
        yield Bound(binding, what, tree.label)


def _read(resolver: Resolver, tree: Tree, binding: Binding) -> list[Fact | Unresolved]:
    try:
        return [unless_empty(each, binding) for each in _facts(resolver, tree, binding)]
    except RecursionError:
        return [_too_deep(tree, binding.path)]


def _too_deep(tree: Tree, path: str) -> Unresolved:
    return Unresolved(path, "is nested too deeply to be read", Location(tree.prefix + path))


def _are_absent(facts: list[Fact | Unresolved]) -> bool:
    return all(isinstance(each, Unresolved) and each.is_absent for each in facts)


def _elsewhere(resolver: Resolver, tree: Tree, binding: Binding) -> list[Fact | Unresolved] | None:
    """Return the facts of a binding from the one other file that has them, if there is one."""
    last = re.escape(binding.name.rpartition(".")[2].encode())
    form = re.compile(rb"^\s*(?:(?:async\s+)?def\s+|class\s+)?%b\b\s*[(:=]" % last, re.MULTILINE)
    met: list[list[Fact | Unresolved]] = []
    for path in resolver.forest.paths(tree) if binding.name else ():
        is_test = "tests" in path.split("/")
        if path == binding.path or is_test or not path.endswith(".py"):
            continue
        if form.search(tree.files.read(path)):
            facts = _read(resolver, tree, replace(binding, path=path))
            if facts and not any(isinstance(each, Unresolved) for each in facts):
                met.append(facts)
    return met[0] if len(met) == 1 else None


def _has_no_docs(resolver: Resolver, tree: Tree, binding: Binding) -> bool:
    is_page = isinstance(binding, DocsBinding)
    return is_page and tree.is_package and not resolver.forest.has(tree, binding.path)


def _other_ways(mapping: Mapping, binding: Binding) -> frozenset[str] | None:
    """Return the ways through a function that bindings hold, for the first of those bindings."""
    same = [
        each
        for each in mapping.bindings
        if isinstance(each, GuardsBinding)
        and isinstance(binding, GuardsBinding)
        and (each.lifecycle, each.source, each.on)
        == (binding.lifecycle, binding.source, binding.on)
    ]
    is_first = bool(same) and same[0] is binding and all(each.when is not None for each in same)
    return frozenset(each.when or "" for each in same) if is_first else None


def _facts(resolver: Resolver, tree: Tree, binding: Binding) -> Sequence[Fact | Unresolved]:
    forest = resolver.forest
    if isinstance(binding, WritesBinding):
        return [_all_writes(resolver, tree, binding)]
    if isinstance(binding, DocsBinding):
        return [document(forest, tree, binding)]
    module = forest.module(tree, binding.path)
    if isinstance(module, Unresolved):
        return [module]
    return _in_module(resolver, module, binding)


def _in_module(  # noqa: PLR0911 - one for each sort of binding
    resolver: Resolver, module: Module, binding: Binding
) -> Sequence[Fact | Unresolved]:
    match binding:
        case ConstantsBinding():
            if binding.compared:
                return [literals(resolver, module, binding.name, binding.compared)]
            return [constants(resolver, module, binding.name, binding.only)]
        case TableBinding():
            found = machine(resolver, module, binding.name)
            return [found or table(resolver, module, binding.name)]
        case MapBinding():
            return [status_map(resolver, module, binding.name, binding.rest)]
        case GuardsBinding() if binding.decorator:
            fields = tuple(name for name, _ in binding.fields)
            return list(guards(resolver, module, binding.name, binding.decorator, fields))
        case GuardsBinding():
            field = binding.fields[0][0] if binding.fields else "status"
            return list(updates(resolver, module, binding.name, field, binding.on))
    return []


def _events(guard: Guard, binding: GuardsBinding, lifecycle: Lifecycle) -> tuple[str, ...]:
    """Return the events that the function of a guard makes."""
    named = dict(binding.events).get(guard.function)
    if named is not None:
        return named
    source = f"{binding.path}:{guard.function}"
    return tuple(
        dict.fromkeys(
            step.event
            for step in lifecycle.transitions
            if step.event and source in (each.strip() for each in (step.source or "").split(";"))
        )
    )


def _all_writes(resolver: Resolver, tree: Tree, binding: WritesBinding) -> Writes | Unresolved:
    forest = resolver.forest
    place = Location(tree.prefix + binding.path)
    found: list[Write] = []
    unresolved: list[Unresolved] = []
    met = False
    for path in forest.paths(tree):
        if not _is_under(path, binding):
            continue
        met = True
        lines = lines_with_writes(forest.content(tree, path), binding.field)
        if not lines:
            continue
        module = forest.module(tree, path)
        if isinstance(module, Unresolved):
            unresolved.append(module)
            continue
        try:
            part = writes(resolver, module, binding.field, binding.on, lines)
        except RecursionError:
            unresolved.append(_too_deep(tree, path))
            continue
        found.extend(part.writes)
        unresolved.extend(part.unresolved)
    if not met:
        return absent(binding.path, f"holds no Python file of {tree.label}", place)
    return Writes(binding.field, tuple(found), place, tuple(unresolved))


def _is_under(path: str, binding: WritesBinding) -> bool:
    is_within = binding.path == "." or _contains(binding.path, path)
    beside = any(_contains(each, path) for each in binding.besides)
    return path.endswith(".py") and is_within and not beside


def _contains(folder: str, path: str) -> bool:
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")
