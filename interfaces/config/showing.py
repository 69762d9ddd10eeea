"""The settings that hold, as TOML, each with where it is said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from wayout.analysis.limits import DEFAULT, Limits
from wayout.interfaces.config.values import Config, Rule, Word, joined
from wayout.machines.vocabulary import Accepted

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT, Table

Given = Mapping[str, tuple[str, ...] | str | None]

Row = tuple[str, str | None, str, str]
"""What a rule says: its table, its lifecycle, its word, its pattern."""

_DEFAULTS: tuple[tuple[str, list[str] | str], ...] = (
    ("targets", []),
    ("select", []),
    ("ignore", []),
    ("fail-on", "warning"),
    ("output-format", "auto"),
)


def settings(config: Config, given: Given) -> str:
    """Return the settings in the form of wayout.toml.

    `given` is what the command line says by the same keys; what is empty or None it does not.
    No targets are the built-in lifecycles, no `select` is every check.
    """
    import tomlkit

    document = tomlkit.document()
    with_baseline = given.get("baseline") or config.baseline
    optional = [("baseline", "")] if with_baseline else []
    if config.docs:
        optional.append(("docs", ""))
    for key, default in (*_DEFAULTS, *optional):
        said = getattr(config, key.replace("-", "_"))
        value, origin = _settled(given.get(key), said, default, config.path)
        document.add(key, _item(value, origin if key != "targets" else _of_targets(origin)))
    _add_tables(document, config)
    return document.as_string()


def _settled(given: object, said: object, default: object, path: str | None) -> tuple[object, str]:
    if given:
        return given, "command line"
    return (said, str(path)) if said else (default, "default")


def _of_targets(origin: str) -> str:
    return "default: all built-in lifecycles" if origin == "default" else origin


def _item(value: object, origin: str) -> object:
    import tomlkit

    item = tomlkit.item(list(value) if isinstance(value, tuple) else value)
    return item.comment(origin)


def _add_tables(document: "TOMLDocument", config: Config) -> None:
    if limits := _limits(config.limits):
        origin = f"{config.path} or command line" if config.path else "command line"
        document.add("limits", _table(limits, origin))
    if config.severities:
        severities = {check: severity.value for check, severity in config.severities.items()}
        document.add("severities", _table(severities, str(config.path)))
    said = tuple(_said(config))
    for key, words in _words(said, None).items():
        document.add(key, _table(words, str(config.path)))
    scopes = {name: _of_lifecycle(config, said, name) for name, _ in config.lifecycles}
    if any(scopes.values()):
        document.add("lifecycles", _table(scopes, str(config.path)))
    if config.accepted:
        document.add("accept", _acceptances(config))


def _acceptances(config: Config) -> "AoT":
    import tomlkit

    tables = tomlkit.aot()
    for lifecycle, accepted in config.accepted:
        said = {
            "check": accepted.check,
            "lifecycle": lifecycle,
            "states": list(accepted.states),
            "events": list(accepted.events),
            "covers": accepted.covers,
            "until": accepted.until,
            "reason": accepted.reason,
            "reference": accepted.reference,
        }
        tables.append(_table({key: value for key, value in said.items() if value}, _at(accepted)))
    return tables


def _at(accepted: Accepted) -> str:
    place = accepted.place
    return f"{place.path}:{place.line}" if place else ""


def _table(values: Mapping[str, object], origin: str) -> "Table":
    import tomlkit

    table = tomlkit.table(is_super_table=all(isinstance(v, Mapping) for v in values.values()))
    table.comment(origin)
    for key, value in values.items():
        table.add(key, _table(value, origin) if isinstance(value, Mapping) else value)
    return table


def _limits(limits: Limits) -> dict[str, object]:
    """Return the limits that are not the usual ones."""
    said = {each.name: getattr(limits, each.name) for each in fields(Limits)}
    return {
        name.removesuffix("_mb"): most
        for name, most in said.items()
        if most != getattr(DEFAULT, name)
    }


def _of_lifecycle(config: Config, said: Iterable[Row], name: str) -> dict[str, object]:
    said_of_guards = joined(each for each in config.constraints if each.lifecycle == name)
    constraints = {
        "exclusive": list(map(list, said_of_guards.exclusive)),
        "implies": list(map(list, said_of_guards.implies)),
        "always": list(said_of_guards.always),
    }
    shown = {key: value for key, value in constraints.items() if value}
    return {**_words(said, name), **({"constraints": shown} if shown else {})}


def _said(config: Config) -> Iterator[Row]:
    yield from _rows("roles", config.roles)
    yield from _rows("kinds", config.kinds)
    yield from _rows("actors", config.actors)


def _rows(key: str, rules: tuple[Rule[Word], ...]) -> Iterator[Row]:
    for rule in rules:
        yield key, rule.lifecycle, str(rule.word.value), rule.pattern


def _words(said: Iterable[Row], of: str | None) -> dict[str, dict[str, list[str]]]:
    """Return what is said of one lifecycle, or of all: key -> word -> patterns."""
    found: dict[str, dict[str, list[str]]] = {}
    for key, lifecycle, word, pattern in said:
        if lifecycle == of:
            found.setdefault(key, {}).setdefault(word, []).append(pattern)
    return found
