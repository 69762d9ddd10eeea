"""The table of a config as a `Config`: every problem is named by file, line and key."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from wayout.analysis.finding import Severity
from wayout.analysis.limits import DEFAULT, HIGHEST, Limits
from wayout.interfaces.codes import named, unknown
from wayout.interfaces.config.accepting import read_accepted
from wayout.interfaces.config.claiming import read_claims
from wayout.interfaces.config.constraining import read_constrained
from wayout.interfaces.config.fields import LinedProblems, Tables
from wayout.interfaces.config.lines import Lines
from wayout.interfaces.config.locating import Found
from wayout.interfaces.config.targets import from_folder, paths_from, typed
from wayout.interfaces.config.values import Config, Rule, Word
from wayout.interfaces.errors import ConfigError
from wayout.interfaces.reporters import REPORTERS
from wayout.machines.vocabulary import Actor, Kind, Role

THRESHOLDS = ("error", "warning", "info", "never")
FORMATS = ("auto", *REPORTERS)

if TYPE_CHECKING:
    from wayout.analysis.conformance.drift.bindings import Mapping as Mapped

_NamedBy = Callable[[str, Path], tuple[str, ...]]


def read(found: Found) -> Config:
    """Return what a config says.

    Raises:
        ConfigError: with all problems of the file.
    """
    problems = LinedProblems(shown=found.shown, text=Lines(found.text))
    tables = Tables(found.table, found.prefix, problems)
    config = _config(tables, found)
    tables.close()
    if problems.count:
        raise ConfigError(*problems.lines())
    return config


def _config(tables: Tables, found: Found) -> Config:
    scopes = dict(_scopes(tables))
    if "constraints" in tables:
        tables.get("constraints")
        tables.wrong("constraints", "are those of one lifecycle: [lifecycles.NAME.constraints]")
    accepted = read_accepted(tables)
    claims = read_claims(tables)
    folder = found.path.resolve().parent
    drift = tuple(_projects(tables))
    config = Config(
        path=found.shown,
        folder=folder,
        targets=_paths(
            tables,
            "targets",
            folder,
            from_folder,
            "leave it out to check the built-in lifecycles",
        ),
        select=_codes(tables, "select"),
        ignore=_codes(tables, "ignore"),
        severities=MappingProxyType(dict(_severities(tables))),
        fail_on=tables.word("fail-on", THRESHOLDS),
        output_format=tables.word("output-format", FORMATS),
        limits=_limits(tables),
        baseline=_file(tables, "baseline", found.path.resolve().parent),
        docs=_paths(tables, "docs", folder, paths_from, "leave it out, or name a document"),
        roles=_rules(tables, scopes, "roles", Role),
        kinds=_rules(tables, scopes, "kinds", Kind),
        actors=_rules(tables, scopes, "actors", Actor),
        constraints=tuple(read_constrained(scopes)),
        lifecycles=(
            *((name, tables.problems.at(scope.path)) for name, scope in scopes.items()),
            *(
                (name, tables.problems.at(f"{tables.at('accept')}[{index}].lifecycle"))
                for index, (name, _) in enumerate(accepted)
            ),
            *(
                (name, tables.problems.at(f"{tables.at('claims')}[{index}].lifecycle"))
                for index, (name, _) in enumerate(claims)
            ),
        ),
        accepted=accepted,
        claims=claims,
        drift=tuple(mapping for mapping, _ in drift),
        sources=tuple((m.project, typed(folder / path)) for m, path in drift if path),
    )
    for scope in scopes.values():
        scope.close()
    return config


def _projects(tables: Tables) -> "Iterator[tuple[Mapped, str]]":
    """Yield the mapping of each project, with the path of its source. Few configs have any."""
    if tables.get("drift") is not None:
        from wayout.interfaces.config.mapping import read_projects

        yield from read_projects(tables)


def _paths(
    tables: Tables, key: str, folder: Path, named_by: _NamedBy, instead: str
) -> tuple[str, ...]:
    """Return what texts under a key name, each once; `instead` says what to do with none."""
    found: list[str] = []
    for index, text in enumerate(tables.texts(key)):
        if "\0" in text:
            tables.wrong(f"{key}[{index}]", _NO_PATH)
            continue
        paths = named_by(text, folder)
        if not paths:
            tables.wrong(f"{key}[{index}]", f"{text!r} fits no file in {folder.as_posix()}")
        found.extend(paths)
    if key in tables and tables.get(key) == []:
        tables.wrong(key, f"is empty; {instead}")
    return tuple(dict.fromkeys(found))


def _file(tables: Tables, key: str, folder: Path) -> str | None:
    if key not in tables:
        tables.get(key)
        return None
    path = tables.label(key)
    if "\0" in path:
        tables.wrong(key, _NO_PATH)
        return None
    return typed(folder / path) if path else None


def _codes(tables: Tables, key: str) -> tuple[str, ...]:
    codes = tables.texts(key)
    if tables.get(key) == []:
        tables.wrong(key, "is empty; leave it out, or name a check")
    for index, code in enumerate(codes):
        if not named(code):
            tables.wrong(f"{key}[{index}]", unknown(code))
    return codes


def _severities(tables: Tables) -> Iterator[tuple[str, Severity]]:
    """Yield the severity of each check; of two codes for one, the last counts."""
    inner = tables.table("severities")
    if inner is None:
        return
    for code in inner.keys():  # noqa: SIM118 - no mapping
        severity = inner.choice(code, Severity)
        if not named(code):
            inner.wrong(code, unknown(code))
        elif severity is not None:
            yield from ((check, severity) for check in named(code))
    inner.close()


def _limits(tables: Tables) -> Limits:
    inner = tables.table("limits")
    if inner is None:
        return DEFAULT
    known = {each.name.removesuffix("_mb"): each.name for each in fields(Limits)}
    given = {name: inner.count(key) for key, name in known.items()}
    for key, name in known.items():
        if given[name] > HIGHEST:
            inner.wrong(key, f"is {given[name]:,}; at most {HIGHEST:,} can be set")
    inner.close()
    return replace(DEFAULT, **{name: given[name] for key, name in known.items() if key in inner})


def _scopes(tables: Tables) -> Iterator[tuple[str, Tables]]:
    inner = tables.table("lifecycles")
    if inner is None:
        return
    for name in inner.keys():  # noqa: SIM118 - no mapping
        scope = inner.table(name)
        if scope is not None and scope.is_object:
            yield name, scope


def _rules(
    tables: Tables, scopes: Mapping[str, Tables], key: str, words: type[Word]
) -> tuple[Rule[Word], ...]:
    every: list[tuple[str | None, Tables]] = [(None, tables), *scopes.items()]
    return tuple(rule for name, table in every for rule in _rules_of(table, name, key, words))


def _rules_of(
    tables: Tables, lifecycle: str | None, key: str, words: type[Word]
) -> Iterator[Rule[Word]]:
    inner = tables.table(key)
    if inner is None:
        return
    for word in words:
        name = str(word.value)
        for index, pattern in enumerate(inner.texts(name)):
            path = f"{inner.at(name)}[{index}]"
            if not pattern:
                inner.wrong(f"{name}[{index}]", "is empty; expected a name or a pattern")
            yield Rule(word, pattern, lifecycle, tables.problems.at(path))
    inner.close()


_NO_PATH = "holds a NUL character, which no path can"
