"""The parser, from tables that were made before: making them takes longer than all else.

`formula.json` holds them for one version of lark. With any other, the parser is made of the
grammar, which gives the same one.
"""

import io
import json
import pickle
from functools import cache
from importlib.resources import files

import lark
from lark.grammar import Rule
from lark.lexer import TerminalDef


@cache
def parser() -> lark.Lark:
    """Return the parser of formulas."""
    kept = json.loads(files(__package__).joinpath("formula.json").read_text(encoding="utf-8"))
    if kept["lark"] != lark.__version__:
        return made()
    tables = {"data": _numbered(kept["data"]), "memo": _numbered(kept["memo"])}
    return lark.Lark.load(io.BytesIO(pickle.dumps(tables)))


def made() -> lark.Lark:
    """Make the parser of the grammar in `formula.lark`."""
    grammar = files(__package__).joinpath("formula.lark").read_text(encoding="utf-8")
    return lark.Lark(grammar, parser="lalr", maybe_placeholders=False)


def tables_text() -> str:
    """Return the text of `formula.json`."""
    data, memo = made().memo_serialize([TerminalDef, Rule])
    return f"{json.dumps({'lark': lark.__version__, 'data': data, 'memo': memo}, sort_keys=True)}\n"


def _numbered(value: object) -> object:
    """Make numbers of keys again: JSON has texts for keys alone."""
    if isinstance(value, dict):
        return {int(k) if k.isdigit() else k: _numbered(inner) for k, inner in value.items()}
    return [_numbered(each) for each in value] if isinstance(value, list) else value
