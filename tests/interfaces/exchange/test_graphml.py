from dataclasses import replace
from io import BytesIO

import networkx as nx
import pytest
from defusedxml import ElementTree
from hypothesis import given
from tests.interfaces.random_lifecycles import lifecycles

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.interfaces.exchange import graphml
from wayout.interfaces.loading import load_lifecycles
from wayout.machines.vocabulary import Role


def read_back(text: str) -> nx.MultiDiGraph:
    return nx.read_graphml(BytesIO(text.encode()), force_multigraph=True)


def test_networkx_reads_back_states_and_transitions() -> None:
    (lifecycle,) = load_lifecycles(["image"])
    graph = read_back(graphml.encode(lifecycle))
    assert list(graph.nodes) == [state.id for state in lifecycle.states]
    assert graph.graph["initial"] == "absent"
    assert graph.nodes["gone"]["value"] == "GONE"
    assert graph.nodes["gone"]["role"] == "final"
    first = graph.edges["absent", "queued", 0]
    assert (first["event"], first["kind"], first["actor"]) == ("create", "request", "user")
    assert graph.number_of_edges() == len(lifecycle.transitions)


def test_what_was_inferred_is_marked_and_only_that() -> None:
    (lifecycle,) = load_lifecycles(["image"])
    edges = read_back(graphml.encode(lifecycle)).edges(data=True)
    marked = {data["event"]: data["unsure"] for *_, data in edges if "unsure" in data}
    assert marked == {"upload_interrupted": True, "purge_pending": True}


def test_parts_become_attributes_of_their_own() -> None:
    (lifecycle,) = load_lifecycles(["image"])
    state = State("s", "a/b", Role.STABLE, parts=(("vm_state", "a"), ("task_state", None)))
    graph = read_back(graphml.encode(replace(lifecycle, states=(state,), transitions=())))
    assert graph.nodes["s"] == {
        "id": "s",
        "value": "a/b",
        "role": "stable",
        "parts.vm_state": "a",
    }


def test_nodes_have_the_status_that_users_see() -> None:
    (lifecycle,) = load_lifecycles(["server"])
    graph = read_back(graphml.encode(lifecycle))
    assert graph.nodes["stopped_rebooting_hard"]["status"] == "SHUTOFF"
    assert "status" not in graph.nodes["absent"]


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\r", "\x7f", "\ud800", "\uffff"])
def test_what_xml_cannot_hold_is_spelt_out(char: str) -> None:
    (lifecycle,) = load_lifecycles(["image"])
    graph = read_back(graphml.encode(replace(lifecycle, title=f"a{char}b")))
    assert graph.graph["title"] == "a" + char.encode("unicode_escape").decode() + "b"


@given(lifecycles())
def test_any_lifecycle_makes_a_document_that_other_readers_accept(lifecycle: Lifecycle) -> None:
    text = graphml.encode(lifecycle)
    ElementTree.fromstring(text)
    graph = read_back(text)
    assert graph.number_of_edges() == len(lifecycle.transitions)
    assert text == graphml.encode(lifecycle)
