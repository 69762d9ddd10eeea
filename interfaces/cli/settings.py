"""The config that a verb obeys: which one, and the lifecycles as it describes them."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wayout.interfaces.cli.limits import given_limits, limit_options, overridden

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.interfaces.config import Config

Verb = Callable[..., Any]


def configured(verb: Verb) -> Verb:
    """Give a verb the options `--config`, `--isolated` and `--limit-...`, and hand it the config.

    What the command line says of limits is in the config that the verb gets.
    """

    @click.option(
        "--config",
        "config_file",
        metavar="FILE",
        help="Obey this config.  [default: the nearest wayout.toml, or pyproject.toml with "
        "[tool.wayout], upward from here]",
    )
    @click.option("--isolated", is_flag=True, help="Obey no config.")
    @wraps(verb)
    def obedient(*args: Any, config_file: str | None, isolated: bool, **options: Any) -> Any:
        from wayout.interfaces.config.importing import importable

        given = given_limits(options)
        config = _config(config_file, isolated=isolated)
        config = replace(config, limits=overridden(config.limits, given))
        with importable(config):
            return verb(*args, config=config, **options)

    return limit_options(obedient)


def configured_lifecycles(config: "Config", targets: tuple[str, ...]) -> "tuple[Lifecycle, ...]":
    """Load the lifecycles of TARGETs, or of the config, as the config describes them.

    Raises:
        LoadError: if one cannot be read.
        LimitError: if one is too large to be read.
        ConfigError: for rules of the config that fit nothing.
    """
    from wayout.interfaces.config import apply
    from wayout.interfaces.loading import load_lifecycles

    wanted = targets or config.targets
    lifecycles = load_lifecycles(wanted, limits=config.limits, contained=True)
    return apply(config, lifecycles, whole=not targets)


def configured_subjects(
    config: "Config", targets: tuple[str, ...], *, whole: bool = False
) -> "tuple[tuple[Lifecycle, ...], tuple[DeclaredSystem, ...]]":
    """Load lifecycles as `configured_lifecycles` does, and systems beside them.

    `whole`: the TARGETs are all that the config is for, as they are where there is none.

    Raises:
        LoadError: if one cannot be read.
        LimitError: if one is too large to be read.
        ConfigError: for rules of the config that fit nothing.
    """
    from wayout.interfaces.config import apply, apply_to_systems
    from wayout.interfaces.errors import LimitError
    from wayout.interfaces.loading import load
    from wayout.machines import BUILTIN
    from wayout.machines.systems import SYSTEMS

    wanted = targets or config.targets or (*BUILTIN, *SYSTEMS)
    loaded = load(wanted, limits=config.limits, contained=True)
    if loaded.unfinished:
        raise LimitError(*(f"{one.lifecycle}: {one.reason}" for one in loaded.unfinished))
    systems = apply_to_systems(config, loaded.systems)
    whole = whole or not targets
    return apply(config, loaded.lifecycles, whole=whole, systems=systems), systems


def _config(file: str | None, *, isolated: bool) -> "Config":
    from wayout.interfaces.errors import UsageError

    if isolated and file is not None:
        message = "--config names a config, and --isolated is to obey none; give one of them"
        raise UsageError(message)
    from wayout.interfaces.config import Config, obeyed

    return Config() if isolated else obeyed(Path.cwd(), None if file is None else Path(file))
