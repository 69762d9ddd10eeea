from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.held import held
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.checks.stale_docs import CHECK
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "bright": Role.STABLE}
STEPS = [step("light", "dark", "bright"), step("put_out", "bright", "dark")]

MAPPING = """
[[docs]]
lifecycle = "tiny"
source = "PATH"
shape = "SHAPE"
"""


def on_page(
    tiny: Lifecycle, page: str, shape: str, path: str = "doc/lamps.rst", more: str = ""
) -> list[Finding]:
    mapping = MAPPING.replace("PATH", path).replace("SHAPE", shape).replace("tiny", tiny.name)
    assert CHECK.run is not None
    return list(CHECK.run(held(tiny, mapping + more, {path.partition(":")[0]: page})))


def messages(*args: str, **more: str) -> list[str]:
    return [finding.message for finding in on_page(lifecycle(ROLES, STEPS), *args, **more)]


def test_a_grid_of_statuses_both_ways():
    page = """
+--------+------+
| Status | Sun  |
+========+======+
| DARK   | none |
+--------+------+
| DIM    | late |
+--------+------+
"""
    assert messages(page, "statuses") == [
        "doc/lamps.rst (doc/lamps.rst:7) lists 'DIM', and there is no such state",
        "doc/lamps.rst (doc/lamps.rst:5) does not list 'BRIGHT'",
    ]


def test_a_page_that_need_not_list_all():
    page = "DARK\n  No light.\n\nDIM\n  Some.\n\nDIM\n  Again.\n"
    assert messages(page, "terms", more="some = true\n") == [
        "doc/lamps.rst (doc/lamps.rst:4 and 1 more) lists 'DIM', and there is no such state"
    ]


def test_a_graph_that_need_not_lead_everywhere():
    page = "digraph { DARK -> BRIGHT; }"
    (lacking,) = messages(page, "transitions", path="lamps.dot")
    assert "has no transition from 'BRIGHT' to 'DARK'" in lacking
    more = 'everywhere = ["DARK"]\n'
    assert not messages(page, "transitions", path="lamps.dot", more=more)


def test_a_definition_list():
    page = "Lamps\n=====\n\nDARK (stable)\n  No light.\n\n``BRIGHT``\n  Light.\n"
    assert not messages(page, "terms")


def test_a_graph_in_a_page():
    page = "Lamps\n\n.. graphviz::\n\n   digraph {\n     DARK -> BRIGHT -> DIM;\n   }\n"
    assert messages(page, "transitions") == [
        (
            "doc/lamps.rst (doc/lamps.rst:4) has no transition from 'BRIGHT' to 'DARK', "
            "which 'put_out' makes"
        ),
        (
            "doc/lamps.rst (doc/lamps.rst:6) has a transition from 'BRIGHT' to 'DIM', "
            "and there is no such transition"
        ),
    ]


def test_a_picture_with_labels():
    edge = '<g id="edge1" class="edge">\n<title>{}</title><text x="1">{}</text></g>\n'
    page = edge.format("DARK&#45;&gt;BRIGHT", "light (via API)")
    page += edge.format("BRIGHT&#45;&gt;DARK", "burn out")
    path = "doc/lamps.svg"
    assert not messages(page, "transitions", path=path)
    (message,) = messages(page, "transitions", path=path, more="labels = true")
    assert "no transition from 'BRIGHT' to 'DARK', which 'put_out' makes" in message


def test_a_table_of_commands():
    page = """
=======  ========
Command  From
=======  ========
light    Dark,
         Bright
put out  Off
=======  ========
"""
    more = """column = "From"
[docs.words]
Dark = ["DARK"]
Bright = ["BRIGHT"]
[docs.events]
light = ["light"]
"put out" = ["put_out"]
"""
    assert messages(page, "commands", more=more) == [
        "shop documents 'light' (doc/lamps.rst:5): the page says 'BRIGHT', which the code refuses",
        (
            "shop documents 'put out' (doc/lamps.rst:7): the page says 'Off', which the code "
            "refuses, and lacks 'BRIGHT', which the code accepts"
        ),
    ]


def test_what_is_not_on_the_page():
    assert "has no DOT block there" in messages("Lamps", "transitions")[0]
    (message,) = messages("Lamps", "statuses", path="doc/lamps.rst:Colours")
    assert "has no line with 'Colours'" in message
    table = "=== ===\nA   B\n=== ===\nx   y\n=== ===\n"
    (message,) = messages(table, "statuses", more='column = "C"')
    assert "has no column 'C' but A, B" in message


@given(lifecycles(), st.sets(st.sampled_from("ABCDEFG"), min_size=1))
def test_finds_every_status_that_differs(random: Lifecycle, listed: set[str]):
    rows = "".join(f"{value}    x\n" for value in sorted(listed))
    page = f"==== ===\nName B\n==== ===\n{rows}==== ===\n"
    values = {state.value for state in random.states if state.value not in {"ABSENT", "GONE"}}
    reported = on_page(random, page, "statuses")
    assert {finding.statuses[0] for finding in reported} == values ^ listed
