"""Claims from JSON."""

from collections.abc import Mapping

from wayout.interfaces.exchange.fields import Fields
from wayout.machines.vocabulary import Claim, Place


def claim_of(fields: Fields) -> Claim:
    """Return a claim; what is wrong with it is reported."""
    return _claim(fields, {key: fields.text(key) for key in ("name", "formula", "meaning")})


def system_claim_of(fields: Fields) -> Claim:
    """Return a claim on a system, which need not say its meaning: its formula stands for that."""
    name, formula = fields.text("name"), fields.text("formula")
    meaning = fields.text("meaning", formula)
    return _claim(fields, {"name": name, "formula": formula, "meaning": meaning})


def _claim(fields: Fields, texts: Mapping[str, str]) -> Claim:
    for key, text in texts.items():
        if key in fields and not text.strip():
            fields.wrong(key, "is empty; write a text")
    return Claim(
        **{key: text if text.strip() else _WRONG for key, text in texts.items()},
        fair=fields.texts("fair"),
        place=fields.inner("location", _place) or Place("", "", 1),
    )


def _place(fields: Fields) -> Place:
    return Place("", fields.text("path"), fields.count("line"), fields.count("column"))


_WRONG = "wrong"
"""Stands for a text that is reported; nothing is made of it."""
