"""Encode JSON for people and for `diff`: an object that holds no list of objects takes a line."""

import json
from collections.abc import Mapping

_INDENT = "  "


def encode(value: object) -> str:
    """Return `value` as JSON text that ends in a newline. ASCII, keys in their own order."""
    return f"{_pretty(value, 0)}\n"


def _pretty(value: object, depth: int) -> str:
    if isinstance(value, Mapping):
        if depth and not any(_is_list_of_objects(item) for item in value.values()):
            return json.dumps(value)
        items = [f"{json.dumps(key)}: {_pretty(item, depth + 1)}" for key, item in value.items()]
        return _block("{", items, "}", depth)
    if isinstance(value, list) and _is_list_of_objects(value):
        return _block("[", [_pretty(item, depth + 1) for item in value], "]", depth)
    return json.dumps(value)


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _block(opening: str, items: list[str], closing: str, depth: int) -> str:
    inner = f",\n{_INDENT * (depth + 1)}".join(items)
    return f"{opening}\n{_INDENT * (depth + 1)}{inner}\n{_INDENT * depth}{closing}"
