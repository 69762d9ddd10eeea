"""Every state that the two documents name is in a lifecycle, or known not to exist."""

import json
from functools import cache
from typing import Any

import pytest
from tests.machines.fidelity.documents import Name, names, public_statuses
from tests.machines.walking import load

from wayout.analysis.reading import read
from wayout.interfaces.documenting.missing import MISSING
from wayout.interfaces.exchange import encoding, writing
from wayout.machines import BUILTIN


@cache
def written(lifecycle: str) -> dict[str, Any]:
    """The JSON of a lifecycle."""
    text = encoding.encode(writing.lifecycle_value(read(load(lifecycle), target=lifecycle)))
    value: dict[str, Any] = json.loads(text)
    return value


@cache
def exported(lifecycle: str) -> frozenset[tuple[str | None, str]]:
    """The states' values in the JSON of a lifecycle, and their parts with the field's name."""
    found: set[tuple[str | None, str]] = set()
    for state in written(lifecycle)["states"]:
        parts = state["parts"] or {}
        found |= {(field, part) for field, part in parts.items() if part is not None}
        found.add((None, state["value"]))
    return frozenset(found)


def has(name: Name) -> bool:
    """Whether the lifecycle has the name: as a part called so, or as a value without parts."""
    states = exported(name.lifecycle)
    if any(field == name.field for field, _ in states):
        return (name.field, name.value) in states
    return (None, name.value) in states


def missing() -> dict[Name, str]:
    """The names that are known not to exist, with what there is instead."""
    return {Name(each.lifecycle, each.field, each.name): each.instead for each in MISSING}


def test_each_name_of_the_documents_is_a_state_or_known_not_to_exist() -> None:
    known = missing()
    assert not [name for name in names() if has(name) == (name in known)]


def test_no_document_lacks_a_name_that_is_known_not_to_exist() -> None:
    assert not set(missing()) - set(names())


def test_no_lifecycle_has_a_name_that_is_known_not_to_exist() -> None:
    listed = missing()
    assert listed
    assert all(listed.values())
    assert not [name for name in listed if has(name)]


def test_both_documents_were_read_whole() -> None:
    found = names()
    tasks = {name.value for name in found if name.field == "task_state"}
    assert len(tasks - {name.value for name in missing()}) == 42
    assert {name.value for name in found if name.field == "vm_state"} == {
        value for field, value in exported("server") if field == "vm_state"
    }
    volumes = [name for name in found if (name.lifecycle, name.field) == ("volume", "status")]
    assert len(volumes) == 22
    assert len(found) == 146
    assert {name.lifecycle for name in found} == set(BUILTIN) - {"server_migration"}


def test_public_statuses_of_servers_are_in_the_projection_of_the_server() -> None:
    statuses = public_statuses()
    assert len(statuses) == 19
    if "projection" not in written("server"):
        pytest.skip("the server has no projection to its public statuses yet")
    assert not set(statuses) - set(written("server")["projection"]["statuses"])
