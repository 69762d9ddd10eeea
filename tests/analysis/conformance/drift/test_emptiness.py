"""A binding that holds nothing is a finding: a check that cannot fail is worth nothing."""

import pytest
from tests.analysis.held import found
from tests.analysis.lifecycles import lifecycle, step

from wayout.machines.vocabulary import Role

TINY = lifecycle({"dark": Role.STABLE, "bright": Role.STABLE}, [step("light", "dark", "bright")])
SOURCE = """
STATES = []
NEXT = {}
SHOWN = {}


class Lamp:
    def light(self, lamp, force):
        expected = {'status': ('DARK',)} if force else {}
        lamp.conditional_update({'status': 'BRIGHT'}, {'status': 'DARK'})
"""


@pytest.mark.parametrize(
    ("check", "sort", "keys", "said"),
    [
        ("WO501", "constants", 'source = "shop/orders.py:STATES"', "STATES holds no constant"),
        (
            "WO501",
            "constants",
            'source = "shop/orders.py"\nonly = ["LAMP_*"]\nsome = true',
            "shop/orders.py holds no constant named LAMP_* with a text",
        ),
        ("WO504", "tables", 'source = "shop/orders.py:NEXT"', "NEXT has no transitions"),
        ("WO507", "maps", 'source = "shop/orders.py:SHOWN"', "SHOWN has no statuses"),
        (
            "WO506",
            "writes",
            'source = "shop"\non = ["lmap", "bulb"]',
            "shop writes nothing to status of what is called lmap or bulb",
        ),
        (
            "WO503",
            "guards",
            'source = "shop/orders.py:Lamp.light"\nwhen = "force"',
            "Lamp.light has no guard when 'force', but when no condition at all",
        ),
        (
            "WO503",
            "guards",
            'source = "shop/orders.py:Lamp.light"\nevents = {"Lamp.lihgt" = ["light"]}',
            "Lamp.lihgt has no guard in shop/orders.py",
        ),
        ("WO508", "docs", 'source = "REDME.rst"', "REDME.rst is not in shop"),
    ],
)
def test_what_holds_nothing_is_found(check: str, sort: str, keys: str, said: str) -> None:
    mapping = f'[[{sort}]]\nlifecycle = "tiny"\n{keys}\n'
    messages = [finding.message for finding in found(check, TINY, mapping, SOURCE)]
    assert any(f"cannot be held against it: {said}" in message for message in messages), messages
