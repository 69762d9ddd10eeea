"""The tables `[[accept]]` of a config: findings that are accepted, named one by one."""

from wayout.interfaces.codes import named, unknown
from wayout.interfaces.config.fields import Tables
from wayout.interfaces.config.values import is_wild
from wayout.machines.vocabulary import Accepted, Origin, Place


def read_accepted(tables: Tables) -> tuple[tuple[str, Accepted], ...]:
    """Return what is accepted, each with the name of its lifecycle.

    What is accepted by a pattern must say how many findings that covers.
    """
    return tuple(_one(fields) for fields in tables.tables("accept"))


def _one(fields: Tables) -> tuple[str, Accepted]:
    reason = fields.text("reason")
    if "reason" in fields and not reason.strip():
        fields.wrong("reason", "is empty; say why this is accepted")
    accepted = Accepted(
        check=_check(fields),
        states=fields.texts("states"),
        reason=reason,
        reference=fields.text("reference", ""),
        events=fields.texts("events"),
        statuses=fields.texts("statuses"),
        until=fields.day("until"),
        covers=fields.count("covers") if "covers" in fields else None,
        origin=Origin.CONFIG,
        claims=fields.texts("claims"),
        place=Place("", fields.problems.shown, fields.problems.text.of(fields.path) or 1),
    )
    fields.get("covers")
    named = {"states": accepted.states, "events": accepted.events, "statuses": accepted.statuses}
    for key, names in named.items():
        wild = [name for name in names if is_wild(name)]
        if wild and "covers" not in fields:
            fields.wrong(
                key,
                f"{wild[0]!r} is a pattern; say in `covers` how many findings it may cover, "
                f"or name the {key} one by one",
            )
    lifecycle = fields.label("lifecycle")
    fields.close()
    return lifecycle, accepted


def _check(fields: Tables) -> str:
    code = fields.label("check")
    found = named(code)
    if code and not found:
        fields.wrong("check", unknown(code))
    elif len(found) > 1:
        fields.wrong("check", f"{code!r} is the beginning of several checks; name one of them")
    return found[0] if found else ""
