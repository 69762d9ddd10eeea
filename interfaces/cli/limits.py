"""The options that bound what a verb reads and checks."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

import click

from wayout.analysis.limits import DEFAULT, HIGHEST, Limits

Verb = Callable[..., Any]

_OPTIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "seconds": ("S", "Importing a TARGET, reading it, checking a lifecycle: for each."),
        "memory_mb": ("MB", "Memory of the process that imports TARGETs."),
        "file_mb": ("MB", "Size of a data file."),
        "states": ("N", "States of a lifecycle."),
        "transitions": ("N", "Transitions of a lifecycle."),
        "label": ("N", "Characters of an id, a value or the name of an event."),
    }
)


def limit_options(verb: Verb) -> Verb:
    """Give a verb the options `--limit-...`; `given_limits` takes them."""
    for name in reversed([*_OPTIONS]):
        verb = _option(name)(verb)
    return verb


def given_limits(options: dict[str, Any]) -> Mapping[str, Any]:
    """Take the limits out of a verb's options; None where the command line does not say."""
    given = {name: options.pop(f"limit_{name}") for name in _OPTIONS}
    if given["memory_mb"] is not None:
        _say_where_memory_is_not_limited()
    return given


def overridden(base: Limits, given: Mapping[str, Any]) -> Limits:
    """Return the limits with those that are given, and not None, in place of the others."""
    known = {field.name for field in fields(Limits)}
    return replace(
        base, **{name: most for name, most in given.items() if name in known and most is not None}
    )


def _say_where_memory_is_not_limited() -> None:
    from wayout.interfaces.loading.resources import HAS_MEMORY_LIMIT

    if not HAS_MEMORY_LIMIT:
        click.echo("wayout: --limit-memory has no effect: this platform has no limit", err=True)


def _option(name: str) -> Callable[[Verb], Verb]:
    metavar, what = _OPTIONS[name]
    default = getattr(DEFAULT, name)
    return click.option(
        f"--limit-{name.removesuffix('_mb')}",
        f"limit_{name}",
        metavar=metavar,
        type=click.IntRange(1, HIGHEST),
        help=f"{what}  [default: {default:,.0f}]",
    )
