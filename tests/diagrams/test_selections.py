"""Words for sets of nodes say exactly these nodes: an oracle reads the words back."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.diagrams.examples import lifecycles
from tests.effort import examples

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Detail, Node
from wayout.diagrams.places import Places, places
from wayout.diagrams.selections import Selections
from wayout.machines.vocabulary import Role


def read_back(words: str, found: Places) -> set[str]:
    """Return the ids of the nodes that the words speak of."""
    match = re.fullmatch(
        r"(?:every|any) (?P<base>.+?)(?: but (?P<out>.+?))?(?:, (?:and|or) (?P<more>.+))?", words
    )
    if match is None:
        return named(words, found)
    out = named(match["out"] or "", found)
    return base(match["base"], found) - out | named(match["more"] or "", found)


def named(words: str, found: Places) -> set[str]:
    names = [name for name in re.split(r", | and | or ", words) if name]
    ids = {node.value if several(node, found) else node.label: node.id for node in found.nodes}
    return {ids[name] for name in names}


def several(node: Node, found: Places) -> bool:
    return sum(other.label == node.label for other in found.nodes) > 1


def base(words: str, found: Places) -> set[str]:
    about, _, cluster = words.partition(" in ")
    nodes = [node for node in found.nodes if about == "state" or node.is_live]
    if cluster:
        (chosen,) = [box.id for box in found.clusters if box.label == cluster]
        nodes = [node for node in nodes if node.id in found.inside[chosen]]
    roles = {role for role in Role if re.search(rf"\b{role.value}\b", about)}
    return {node.id for node in nodes if not roles or node.role in roles}


@settings(max_examples=examples(150), deadline=None)
@given(lifecycles(), st.data())
def test_words_say_exactly_the_chosen(lifecycle: Lifecycle, data: st.DataObject) -> None:
    found = places(lifecycle, Detail.FULL)
    values = [node.value for node in found.nodes]
    if len(set(values)) < len(values):
        return
    chosen = data.draw(st.sets(st.sampled_from([node.id for node in found.nodes]), min_size=1))
    every = data.draw(st.sampled_from(["every", "any"]))
    words = Selections(found).in_words(chosen, every=every)
    assert read_back(words, found) == chosen
