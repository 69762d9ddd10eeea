from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.held import found
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "bright": Role.STABLE}
STEPS = [step("light", "dark", "bright"), step("put_out", "bright", "dark")]

MAPPING = """
[[constants]]
lifecycle = "tiny"
source = "shop/orders.py:Status"
"""
SOURCE = """
class Status:
    DARK = "DARK"
    BRIGHT = "BRIGHT"
    DIM = "DIM"
    WARM = warm()
"""


def test_a_constant_that_no_state_has_and_one_that_cannot_be_read():
    both = found("WO501", lifecycle(ROLES, STEPS), MAPPING, SOURCE)
    assert [(finding.message, finding.statuses) for finding in both] == [
        (
            "shop cannot be held against it: `warm()` is a call (shop/orders.py:6)",
            ("`warm()`",),
        ),
        (
            "shop has a state 'DIM' (DIM) that the lifecycle lacks: Status (shop/orders.py:5)",
            ("DIM",),
        ),
    ]
    assert [finding.source.line for finding in both if finding.source] == [6, 5]


def test_a_source_without_the_class_is_reported():
    (finding,) = found("WO501", lifecycle(ROLES, STEPS), MAPPING, "")
    assert "Status is not in shop/orders.py" in finding.message


def test_a_source_that_is_no_python_is_reported():
    (finding,) = found("WO501", lifecycle(ROLES, STEPS), MAPPING, "x = 1\nclass (:\n")
    assert "is skipped: invalid syntax (shop/orders.py:2)" in finding.message


def test_a_state_that_only_a_table_names():
    mapping = MAPPING.replace("constants", "tables")
    (finding,) = found("WO501", lifecycle(ROLES, STEPS), mapping, "Status = {'LOST': []}")
    assert finding.statuses == ("LOST",)


@given(lifecycles(), st.sets(st.sampled_from("ABCDEFG")))
def test_finds_every_constant_without_a_state(random: Lifecycle, names: set[str]):
    source = "class Status:\n    X = 'X'\n" + "".join(f"    {n} = '{n}'\n" for n in sorted(names))
    mapping = MAPPING.replace("tiny", random.name)
    values = {state.value for state in random.states}
    missing = {n for n in (*names, "X") if n not in values}
    assert {f.statuses[0] for f in found("WO501", random, mapping, source)} == missing
