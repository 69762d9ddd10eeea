"""The settings that hold, as TOML, each with where it is said."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from wayout.interfaces.config.values import Config, Rule, Word

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

Given = Mapping[str, tuple[str, ...] | str | None]

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
    for key, default in (*_DEFAULTS, *([("baseline", "")] if with_baseline else [])):
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
    if config.severities:
        severities = {check: severity.value for check, severity in config.severities.items()}
        document.add("severities", _table(severities, config))
    said = tuple(_said(config))
    for key, words in _words(said, None).items():
        document.add(key, _table(words, config))
    scopes = {name: _words(said, name) for name, _ in config.lifecycles}
    if scopes:
        document.add("lifecycles", _table(scopes, config))


def _table(values: Mapping[str, object], config: Config) -> "Table":
    import tomlkit

    table = tomlkit.table(is_super_table=all(isinstance(v, Mapping) for v in values.values()))
    table.comment(str(config.path))
    for key, value in values.items():
        table.add(key, _table(value, config) if isinstance(value, Mapping) else value)
    return table


def _said(config: Config) -> Iterator[tuple[str, str | None, str, str]]:
    yield from _rows("roles", config.roles)
    yield from _rows("kinds", config.kinds)
    yield from _rows("actors", config.actors)


def _rows(key: str, rules: tuple[Rule[Word], ...]) -> Iterator[tuple[str, str | None, str, str]]:
    for rule in rules:
        yield key, rule.lifecycle, str(rule.word.value), rule.pattern


def _words(
    said: Iterable[tuple[str, str | None, str, str]], of: str | None
) -> dict[str, dict[str, list[str]]]:
    """Return what is said of one lifecycle, or of all: key -> word -> patterns."""
    found: dict[str, dict[str, list[str]]] = {}
    for key, lifecycle, word, pattern in said:
        if lifecycle == of:
            found.setdefault(key, {}).setdefault(word, []).append(pattern)
    return found
