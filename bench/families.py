"""Families of systems at any size, as SYSTEM values, with the claims that are measured on them.

A: `n` pairs of a volume and its attachment. B: a server and `n` such pairs, guarded by each
other. BS: a snapshot for each volume too, which its deletion asks for. C: a ring of `n` replicas.
D: `n` servers and `n` volumes on a random attachment graph, where any order of members is bad.

With a `flaw`, some claim fails: `trap` takes the ways out of a failed attachment, so that the
system cannot be reset; `guard` lets the first volume be reset while it is attached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from bench import members

Value = dict[str, Any]

_OPEN = ("active", "paused", "resized", "stopped")
_SERVER_ALLOWS = {
    "reserve": _OPEN,
    "attach_begin": _OPEN,
    "retry_attach": _OPEN,
    "detach_begin": (
        "active",
        "deleting",
        "error",
        "paused",
        "resized",
        "shelved_offloaded",
        "stopped",
    ),
}
_CALM = ("attached", "error_attaching", "error_detaching", "none", "reserved")
_GONE = ("error_attaching", "none")
_BOOTS = ("available", "inuse", "none", "reserved")


def family(name: str, n: int, *, flaw: str = "", seed: int = 1) -> Value:
    """Return the system of a family's letters at a size: `family("A", 3)`."""
    if name == "D":
        return attached(n, flaw=flaw, seed=seed)
    return {"A": pairs, "B": served, "BS": snapshotted, "C": ring}[name](n, flaw=flaw)


def pairs(n: int, *, flaw: str = "") -> Value:
    """Return A: pairs that do not touch each other: it has 37**n configurations."""
    made = [each for i in range(n) for each in (_volume(i, [i], flaw), _attachment(i, flaw))]
    return _value(f"A{n}", made, [([i], i) for i in range(n)])


def served(n: int, *, flaw: str = "") -> Value:
    """Return B: a server that allows what its attachments do, and is held back by them."""
    made = [_server("srv", [(i, i) for i in range(n)])]
    for i in range(n):
        made += [_volume(i, [i], flaw), _attachment(i, flaw, "srv")]
    return _value(f"B{n}", made, [([i], i) for i in range(n)], ["srv.stopped"])


def snapshotted(n: int, *, flaw: str = "") -> Value:
    """Return BS: B with a snapshot of each volume, which is deleted without snapshots only."""
    made = [_server("srv", [(i, i) for i in range(n)])]
    for i in range(n):
        snapshot = _member(f"s{i}", members.SNAPSHOT_STATES, members.SNAPSHOT)
        _restrict(snapshot, "create", {f"v{i}": ("available", "inuse")})
        volume = _volume(i, [i], flaw)
        _restrict(volume, "delete", {f"s{i}": ("none",)})
        made += [volume, _attachment(i, flaw, "srv"), snapshot]
    return _value(f"BS{n}", made, [([i], i) for i in range(n)], ["srv.stopped"])


def attached(n: int, *, flaw: str = "", seed: int = 1) -> Value:
    """Return D: each volume has an attachment to one or two servers, drawn with this seed."""
    random = Random(seed)
    draws = ((v, random.randrange(n)) for v in range(n) for _ in range(2))
    edges = list(enumerate(dict.fromkeys(draws)))
    of = [[(e, v) for e, (v, to) in edges if to == s] for s in range(n)]
    at = [[e for e, (to, _) in edges if to == v] for v in range(n)]
    made = [_server(f"srv{s}", of[s]) for s in range(n)]
    made += [_volume(v, at[v], flaw) for v in range(n)]
    made += [_attachment(e, flaw, f"srv{s}") for e, (_, s) in edges]
    return _value(f"D{n}", made, [(at[v], v) for v in range(n)])


def ring(n: int, *, flaw: str = "") -> Value:
    """Return C: each replica sends to the next one, and fails over when that one is up."""
    made = []
    for i in range(n):
        shared = {"own": [i], "before": [(i - 1) % n]}
        each = _member(f"r{i}", members.REPLICA_STATES, members.REPLICA, shared)
        _restrict(each, "failover", {f"r{(i + 1) % n}": ("failed_over", "idle")})
        if flaw == "trap":
            _keep_in(each, "error")
        if flaw == "guard" and i == 1:
            _add(each, "r1.abort", "receiving", "idle")
        made.append(each)
    bad = [f"(r{i}.sending & !r{(i + 1) % n}.receiving)" for i in range(n)]
    deep = [f"r{i}.failed_over" for i in range(n)]
    return _system(f"C{n}", made, bad, deep)


def _volume(i: int, attachments: Sequence[int], flaw: str) -> Value:
    made = _member(f"v{i}", members.VOLUME_STATES, members.VOLUME, {"": attachments})
    if flaw == "guard" and i == 0:
        _add(made, "v0.reset_ok", "inuse", "available")
    return made


def _attachment(i: int, flaw: str, server: str | None = None) -> Value:
    made = _member(f"a{i}", members.ATTACHMENT_STATES, members.ATTACHMENT, {"": [i]})
    if server:
        for event, allowed in _SERVER_ALLOWS.items():
            _restrict(made, event, {server: allowed})
    if flaw == "trap":
        _keep_in(made, "error_attaching")
    return made


def _server(name: str, of: Sequence[tuple[int, int]]) -> Value:
    """Return a server with these attachments, each with its volume; it boots from the first."""
    made = _member(name, members.SERVER_STATES, members.SERVER)
    if of:
        _restrict(made, "build_ok1", {f"v{of[0][1]}": _BOOTS})
    _restrict(made, "live_migrate", {f"a{e}": _CALM for e, _ in of})
    _restrict(made, "delete_done", {f"a{e}": _GONE for e, _ in of})
    return made


def _member(
    name: str, states: str, rows: str, shared: Mapping[str, Sequence[int]] | None = None
) -> Value:
    """Return a member of these rows; `event@word` is there for each number of that word."""
    steps: list[Value] = []
    for row in rows.replace("\n", " ").split(";"):
        event, _, way = row.strip().partition(": ")
        origins, _, to = way.partition(" > ")
        own, at, word = event.partition("@")
        spelt = [f"{own}@{n}" for n in (shared or {})[word]] if at else [f"{name}.{event}"]
        steps += [{"event": e, "from": o, "to": to} for e in spelt for o in origins.split()]
    names = states.split()
    return {"name": name, "initial": names[0], "states": names, "transitions": steps}


def _own(step: Value, event: str) -> bool:
    return step["event"].partition("@")[0].rpartition(".")[2] == event


def _restrict(member: Value, event: str, when: Mapping[str, Sequence[str]]) -> None:
    for step in member["transitions"]:
        if when and _own(step, event):
            step["when"] = {name: sorted(states) for name, states in when.items()}


def _keep_in(member: Value, state: str) -> None:
    member["transitions"] = [step for step in member["transitions"] if step["from"] != state]


def _add(member: Value, event: str, origin: str, to: str) -> None:
    member["transitions"].append({"event": event, "from": origin, "to": to})


def _value(
    name: str, made: list[Value], at: Sequence[tuple[Sequence[int], int]], deep: Sequence[str] = ()
) -> Value:
    """Return the system: volumes are in use while attached, and all of them can be."""
    bad = [f"((a{e}.attached | a{e}.error_detaching) & !v{v}.inuse)" for on, v in at for e in on]
    return _system(name, made, bad, [*(f"a{on[0]}.attached" for on, _ in at), *deep])


def _system(name: str, made: list[Value], bad: Sequence[str], deep: Sequence[str]) -> Value:
    none = [f"{each['name']}.none" for each in made]
    claims = {
        "never-bad": f"AG !({' | '.join(bad)})",
        "resettable": f"AG EF ({' & '.join(none)})",
        "deep-reachable": f"EF ({' & '.join(deep)})",
        "deadlock-free": "AG EX true",
    }
    listed = [{"name": each, "formula": formula} for each, formula in claims.items()]
    return {"version": 1, "name": name, "members": made, "claims": listed}
