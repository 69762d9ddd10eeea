import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from wayout.analysis.strong import strongly_connected

STATES = "abcdefgh"

graphs = st.dictionaries(
    st.sampled_from(STATES), st.lists(st.sampled_from(STATES), max_size=4), max_size=8
).map(lambda some: {state: some.get(state, []) for state in STATES})


@given(graphs)
def test_the_sets_are_those_of_networkx(following: dict[str, list[str]]) -> None:
    found = list(strongly_connected(following))
    graph = nx.DiGraph(following)
    assert sorted(map(sorted, found)) == sorted(
        map(sorted, nx.strongly_connected_components(graph))
    )


@given(graphs)
def test_a_set_comes_after_all_that_it_leads_to(following: dict[str, list[str]]) -> None:
    seen: set[str] = set()
    for members in strongly_connected(following):
        seen.update(members)
        assert seen.issuperset(state for member in members for state in following[member])


def test_a_long_way_is_no_recursion() -> None:
    following = {str(number): [str(number + 1)] for number in range(50_000)} | {"50000": []}
    assert len(list(strongly_connected(following))) == 50_001
    following["50000"] = ["0"]
    (everything,) = strongly_connected(following)
    assert len(everything) == 50_001
