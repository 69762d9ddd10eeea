"""The constraints of a lifecycle from JSON: which guards can hold together."""

from wayout.analysis.lifecycle import UnknownGuard
from wayout.interfaces.exchange.fields import Fields
from wayout.machines.vocabulary import Constraints
from wayout.machines.vocabulary.conditions import expression_of


def read_constraints(fields: Fields) -> Constraints:
    """Return the constraints; what is no group, no pair or no expression is reported."""
    groups = fields.lists("exclusive")
    pairs = fields.lists("implies")
    exclusive = []
    for index, group in enumerate(groups):
        if len(group) < _PAIR:
            fields.wrong(f"exclusive[{index}]", "expected two guards or more")
        elif _are_expressions(fields, f"exclusive[{index}]", group):
            exclusive.append(group)
    implies = []
    for index, pair in enumerate(pairs):
        if len(pair) != _PAIR:
            fields.wrong(f"implies[{index}]", "expected two guards")
        elif _are_expressions(fields, f"implies[{index}]", pair):
            implies.append((pair[0], pair[1]))
    always = fields.texts("always")
    if not _are_expressions(fields, "always", always):
        always = ()
    return Constraints(tuple(exclusive), tuple(implies), always)


def unknown_guard_of(fields: Fields) -> UnknownGuard:
    """Return a guard for which no instance of the class can be made."""
    return UnknownGuard(name=fields.text("name"), reason=fields.text("reason"))


def _are_expressions(fields: Fields, key: str, texts: tuple[str, ...]) -> bool:
    sound = True
    for index, text in enumerate(texts):
        try:
            expression_of(text)
        except ValueError as error:
            fields.wrong(f"{key}[{index}]", str(error))
            sound = False
    return sound


_PAIR = 2
