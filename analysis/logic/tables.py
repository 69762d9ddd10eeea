"""The parser, from tables that were made before: making them takes longer than all else.

`formula.json` holds them for one version of lark. With any other, the parser is made of the
grammar, which gives the same one.
"""

import json
from functools import cache
from pathlib import Path

import lark
from lark.grammar import Rule
from lark.lexer import TerminalDef


@cache
def parser() -> lark.Lark:
    """Return the parser of formulas."""
    kept = json.loads(_text("formula.json"), object_hook=_numbered)
    if kept.pop("lark") != lark.__version__:
        return made()
    return lark.Lark.load(kept)


def made() -> lark.Lark:
    """Make the parser of the grammar in `formula.lark`."""
    return lark.Lark(_text("formula.lark"), parser="lalr", maybe_placeholders=False)


def tables_text() -> str:
    """Return the text of `formula.json`."""
    data, memo = made().memo_serialize([TerminalDef, Rule])
    return f"{json.dumps({'lark': lark.__version__, 'data': data, 'memo': memo}, sort_keys=True)}\n"


def _text(name: str) -> str:
    """Return a file beside this one; importlib.resources imports a dozen modules for that."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _numbered(table: dict[str, object]) -> dict[str | int, object]:
    """Make numbers of keys again: JSON has texts for keys alone."""
    return {int(key) if key.isdigit() else key: value for key, value in table.items()}
