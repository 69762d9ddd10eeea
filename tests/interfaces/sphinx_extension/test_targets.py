from pathlib import Path

import pytest
from tests.interfaces.sphinx_extension.projects import doors

pytestmark = pytest.mark.slow
"""Each of these builds a project or more in processes of its own."""

HOSTILE = {
    "ends": ("import os\nos._exit(3)\n", "importing it ends the program (SystemExit: 3)"),
    "exits": ("raise SystemExit(0)\n", "SystemExit"),
    "hangs": ("while True: pass\n", "importing it takes more than 2 s"),
    "broken": ("def\n", "not Python: invalid syntax"),
    "empty": ("", "defines no machine"),
}


def test_a_hostile_module_is_a_warning_where_it_is_named(tmp_path: Path) -> None:
    named = "".join(f".. wayout:diagram:: {name}.py\n\n" for name in HOSTILE)
    project = doors(
        tmp_path, f"{named}.. wayout:page:: door.py:Door\n", 'wayout_limits = {"seconds": 2}\n'
    )
    project.write({f"{name}.py": text for name, (text, _) in HOSTILE.items()})
    built = project.build("text")
    assert built.status == 0
    lines = built.warned.splitlines()
    for number, (name, (_, said)) in enumerate(HOSTILE.items()):
        (line,) = [line for line in lines if f"{name}.py" in line]
        assert f"index.rst:{4 + 2 * number}: WARNING: " in line
        assert said in line
        assert line.endswith("[wayout.target]")
    assert "half-open" in built.text("index.txt")


MEANINGLESS = [
    (".. wayout:diagram:: volum", "volum"),
    (".. wayout:table:: volume\n   :columns: stat", "no column 'stat'; there are state, "),
    (".. wayout:table:: volume\n   :table: matrix\n   :index:", "index declares states or events"),
    (".. wayout:table:: volume\n   :table: evnts", "did you mean 'events'?"),
    (".. wayout:table:: volume\n   :table: statuses\n   :failures:", "statuses is of the whole"),
    (".. wayout:table:: volume\n   :table: states\n   :only: extend", "only chooses in the tables"),
    (".. wayout:table:: volume\n   :table: events\n   :only: extnd", "no event 'extnd'; did you"),
    (".. wayout:witness:: volume", "witness is missing"),
    (".. wayout:witness:: volume\n   :witness: WO999", "no check is called 'WO999'"),
    (".. wayout:witness:: volume\n   :witness: WO1", "WO1 names several checks"),
    (".. wayout:witness:: volume\n   :witness: WO203:x", "none on 'x'"),
    (".. wayout:witness:: door.py\n   :witness: WO110", "Door has no finding of WO110"),
    (".. wayout:diagram:: volume\n   :event: extnd", "no event 'extnd'; did you mean 'extend'?"),
    (".. wayout:diagram:: volume\n   :depth: two", "depth: 'two' is no number of steps"),
    (".. wayout:diagram:: volume\n   :depth: 2", "give around as well"),
    (".. wayout:diagram:: volume\n   :detail: ful", "did you mean 'full'?"),
    (".. wayout:page:: volume\n   :actor: usr", "actor: 'usr' is not one of user, admin"),
    (".. wayout:page:: volume\n   :mark: all", "mark: 'all' is not one of accepted, findings"),
    (".. wayout:page:: volume\n   :link-states: javascript:1", "neither http, https nor relative"),
    (".. wayout:diagram:: door.py\n   :projected:", ":projected:: Door: "),
    (".. wayout:diagram:: two.py", "holds several lifecycles; name one of A, B"),
]


def test_what_means_nothing_is_one_clear_warning_each(tmp_path: Path) -> None:
    project = doors(tmp_path, "\n\n".join(directive for directive, _ in MEANINGLESS) + "\n")
    door = (tmp_path / "door.py").read_text()
    project.write({"two.py": door.replace("Door", "A") + door.replace("Door", "B")})
    built = project.build("text")
    assert built.status == 0
    assert "Traceback" not in built.warned
    line = 4
    for directive, said in MEANINGLESS:
        (warned,) = [each for each in built.warned.splitlines() if f"index.rst:{line}: " in each]
        assert said in warned
        line += directive.count("\n") + 2


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ('wayout_limits = {"second": 2}', "wayout_limits: 'second': 2; expected"),
        ('wayout_limits = {"seconds": "x"}', "wayout_limits: 'seconds': 'x'; expected"),
        ('wayout_limits = {"states": 2}', "Door"),
        ('wayout_config = "gone.toml"', "gone.toml: cannot be read"),
    ],
)
def test_config_values_that_mean_nothing_are_named(tmp_path: Path, conf: str, said: str) -> None:
    built = doors(tmp_path, ".. wayout:diagram:: door.py\n", conf).build("text")
    assert built.status == 0
    assert said in built.warned
