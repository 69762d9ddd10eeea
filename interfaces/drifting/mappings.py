"""The mappings that ship with the lifecycles, one for each project."""

import tomllib
from importlib.resources import files

from wayout.analysis.conformance.drift.bindings import Mapping
from wayout.interfaces.config.fields import LinedProblems, Tables
from wayout.interfaces.config.lines import Lines
from wayout.interfaces.config.mapping import read_mapping
from wayout.interfaces.errors import ConfigError


def builtin_mappings() -> tuple[Mapping, ...]:
    """Return the mappings that ship with the lifecycles, by the name of the project."""
    folder = files("wayout.machines.sources")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    return tuple(_one(name, folder.joinpath(name).read_text("utf-8")) for name in names)


def _one(name: str, text: str) -> Mapping:
    problems = LinedProblems(shown=f"wayout/machines/sources/{name}", text=Lines(text))
    tables = Tables(tomllib.loads(text), "", problems)
    mapping = read_mapping(name.removesuffix(".toml"), tables)
    tables.close()
    if problems.count:
        raise ConfigError(*problems.lines())
    return mapping
