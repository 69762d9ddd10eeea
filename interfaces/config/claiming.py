"""The tables `[[claims]]` of a config: temporal properties of lifecycles."""

from wayout.interfaces.config.fields import Tables
from wayout.machines.vocabulary import Claim, Place


def read_claims(tables: Tables) -> tuple[tuple[str, Claim], ...]:
    """Return what is claimed, each with the name of its lifecycle."""
    return tuple(_one(fields) for fields in tables.tables("claims"))


def _one(fields: Tables) -> tuple[str, Claim]:
    texts = {key: fields.text(key) for key in ("name", "formula", "meaning")}
    for key, text in texts.items():
        if key in fields and not text.strip():
            fields.wrong(key, f"is empty; {_EXPECTED[key]}")
    claim = Claim(
        **{key: text if text.strip() else _WRONG for key, text in texts.items()},
        fair=fields.texts("fair"),
        place=Place("", fields.problems.shown, fields.problems.text.of(fields.path) or 1),
    )
    lifecycle = fields.label("lifecycle")
    fields.close()
    return lifecycle, claim


_EXPECTED = {
    "name": "give the claim a name",
    "formula": "write one such as AG EF deleted",
    "meaning": "say in a sentence what is claimed",
}

_WRONG = "wrong"
"""Stands for a text that is reported; nothing is made of it."""
