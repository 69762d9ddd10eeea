"""The lifecycles and systems that documents name, each loaded once in a process."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wayout.interfaces.errors import ConfigError, LimitError, LoadError, WayoutError

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.analysis.limits import Limits
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.interfaces.config import Config


@dataclass(frozen=True, slots=True)
class Subject:
    """A lifecycle, the config that describes it, and the files that both were read from."""

    lifecycle: "Lifecycle"
    config: "Config"
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A system, and the files that it and its config were read from."""

    declared: "DeclaredSystem"
    files: tuple[Path, ...]


class Library:
    """Loads the lifecycles of TARGETs; paths begin in the folder of conf.py.

    `config` is a file, or empty for the nearest config from that folder upward, or None to obey
    none. `limits` are as in a config, each instead of what that says.
    """

    def __init__(self, folder: Path, config: str | None, limits: Mapping[str, object]) -> None:
        self._folder = folder
        self._config_file = config
        self._limits = limits
        self._answers: dict[str, Subject | Group | WayoutError] = {}

    def subject(self, target: str) -> Subject | Group:
        """Return the one lifecycle or system of a TARGET. Users' code runs apart.

        Raises:
            WayoutError: if there is none or several, or the config or the limits mean nothing.
        """
        if target not in self._answers:
            try:
                self._answers[target] = self._found(target)
            except WayoutError as error:
                self._answers[target] = error
        answer = self._answers[target]
        if isinstance(answer, WayoutError):
            raise answer
        return answer

    def _found(self, target: str) -> Subject | Group:
        from wayout.analysis.places import files_of
        from wayout.interfaces.config import apply, apply_to_systems
        from wayout.interfaces.config.targets import from_folder
        from wayout.interfaces.loading import load

        config = self._config()
        limits = overridden(config.limits, self._limits)
        loaded = load(from_folder(target, self._folder) or (target,), limits=limits, contained=True)
        if loaded.unfinished:
            raise LimitError(*(f"{one.lifecycle}: {one.reason}" for one in loaded.unfinished))
        lifecycles = apply(config, loaded.lifecycles, whole=False)
        own = (config.path,) if config.path else ()
        if len(loaded.systems) == 1 and not lifecycles:
            (declared,) = apply_to_systems(config, loaded.systems)
            return Group(
                declared, _paths((*_files_of_system(declared), *loaded.files.values(), *own))
            )
        if len(lifecycles) != 1 or loaded.systems:
            names = ", ".join(
                (*(each.name for each in lifecycles), *(each.name for each in loaded.systems))
            )
            message = f"{target}: holds several lifecycles; name one of {names} after a colon"
            raise LoadError(message)
        files = (*_absolute(files_of(lifecycles[0])), *loaded.files.values(), *own)
        return Subject(lifecycles[0], config, _paths(files))

    def _config(self) -> "Config":
        from wayout.interfaces.config import Config, obeyed

        file = self._config_file
        if file is None:
            return Config()
        return obeyed(self._folder, self._folder / file if file else None)


def overridden(base: "Limits", given: Mapping[str, object]) -> "Limits":
    """Return the limits with those of `wayout_limits` instead.

    Raises:
        ConfigError: with all that mean nothing.
    """
    known = {field.name.removesuffix("_mb"): field.name for field in fields(base)}
    chosen: dict[str, Any] = {known[name]: value for name, value in given.items() if name in known}
    problems = [
        f"wayout_limits: {name!r}: {value!r}; expected a whole number from 1 on for one of "
        f"{', '.join(known)}"
        for name, value in given.items()
        if name not in known or not isinstance(value, int) or value < 1
    ]
    if problems:
        raise ConfigError(*problems)
    return replace(base, **chosen)


def encoded(lifecycle: "Lifecycle") -> str:
    """Return a lifecycle as data that can be kept between builds."""
    from wayout.interfaces.exchange.writing import lifecycle_value

    return json.dumps(lifecycle_value(lifecycle), separators=(",", ":"))


def decoded(text: str) -> "Lifecycle":
    """Return the lifecycle that was kept; it has been held against the limits before."""
    from wayout.analysis.limits import Limits
    from wayout.interfaces.exchange.reading import read_value

    most = sys.maxsize
    return read_value(json.loads(text), Limits(states=most, transitions=most, label=most))


def digest(path: str) -> str:
    """Return what changes with the content of a file; empty where it cannot be read."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _paths(files: "Iterable[str | Path]") -> tuple[Path, ...]:
    return tuple(dict.fromkeys(Path(path).resolve() for path in files))


def _files_of_system(declared: "DeclaredSystem") -> Iterator[str]:
    """Yield the files where a system, its claims and its machines are declared."""
    places = (declared.location, *(claim.place for claim in declared.claims))
    paths = {place.path: None for place in places if place is not None and place.path}
    yield from _absolute(paths | dict.fromkeys(declared.machines))


def _absolute(paths: Iterable[str]) -> Iterator[str]:
    import wayout

    package = Path(wayout.__file__).parent
    for path in paths:
        ours = package.parent / path
        shipped = path.startswith("wayout/") and ours.exists()
        yield os.fspath(ours if shipped else Path(path))
