import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import Wayout, Write

MACHINE = """
from wayout.machines.vocabulary import Absent, Final, Machine, Request, Stable


class Order(Machine):
    absent = Absent()
    placed = Stable()
    sent = Final()
    place = Request(absent.to(placed), source="orders.py:place")
    send = Request(placed.to(sent), source="orders.py:send")
"""
SOURCE = """
NEXT = {"placed": ["sent", "lost"], "sent": []}


def send(order):
    order.status = "sent"
    order.status = order.before
"""
CONFIG = """
targets = ["order_machine.py"]

[drift.orders]
path = "service"

[[drift.orders.tables]]
lifecycle = "order"
source = "orders.py:NEXT"

[[drift.orders.writes]]
lifecycle = "order"
source = "orders.py"
on = ["order"]
"""


@pytest.fixture
def project(write: Write) -> Path:
    write("wayout.toml", CONFIG)
    write("order_machine.py", MACHINE)
    return write("service/orders.py", SOURCE).parent


@pytest.mark.usefixtures("project")
def test_the_config_says_what_is_held_against_what(wayout: Wayout) -> None:
    result = wayout("drift", "-f", "concise")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == (
        "order_machine.py:7:5: WO504 order: NEXT of orders leads from 'placed' to 'lost' "
        "(service/orders.py:2), and the lifecycle has no such transition"
    )
    assert "1 value could not be read; --unresolved lists them" in result.stderr
    listed = wayout("drift", "--unresolved").stderr
    assert "service/orders.py:7: unresolved: `order.before` is written to status in send:" in listed


@pytest.mark.usefixtures("project")
def test_a_run_says_how_much_it_compared(wayout: Wayout) -> None:
    assert "wayout: compared 2 table transitions, 1 write\n" in wayout("drift").stderr
    lines = wayout("drift", "-v").stderr.splitlines()
    assert lines[:2] == [
        "order: 2 table transitions: orders.py:NEXT of orders",
        "order: 1 write, 1 unread: orders.py of orders",
    ]


UNWAYED = """
[[drift.orders.guards]]
lifecycle = "order"
source = "orders.py:cancel"
when = "force"
events = { cancel = ["place"] }
"""


def test_ways_that_no_binding_has_are_counted(wayout: Wayout, write: Write, project: Path) -> None:
    write("wayout.toml", CONFIG + UNWAYED)
    guarded = (
        "\n\ndef cancel(order, force):\n    expected = {'status': 'placed'}\n    if force:\n"
        "        expected = {'status': 'lost'}\n    order.conditional_update({}, expected)\n"
    )
    (project / "orders.py").write_text(SOURCE + guarded, encoding="utf-8")
    assert "1 is left out (--unresolved)" in wayout("drift").stderr
    listed = wayout("drift", "--unresolved").stderr
    assert "left out: the guard of cancel when not force, which no binding has" in listed


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"orders.py"\non', '"orders.py"\npart = "power"\non', "order have no part 'power'"),
        ("[[drift.orders.writes]]", "[[drift.orders.write]]", "did you mean 'writes'?"),
        ('on = ["order"]', 'onn = ["order"]', "did you mean 'on'?"),
        ("source =", "sauce =", "did you mean 'source'?"),
        ('lifecycle = "order"\n', "", "lifecycle: is missing; expected a text"),
        ('"orders.py:NEXT"', '"../orders.py:NEXT"', "leads out of the source"),
        ('"orders.py:NEXT"', '"orders.py:NXET"', "NXET is not in orders.py"),
    ],
)
def test_what_a_mapping_gets_wrong_is_named(
    wayout: Wayout, write: Write, old: str, new: str, said: str
) -> None:
    write("wayout.toml", CONFIG.replace(old, new, 1))
    result = wayout("drift", "-f", "concise")
    assert result.exit_code in {1, 2}
    assert said in result.stdout + result.stderr


def test_events_that_no_lifecycle_has_are_refused(
    wayout: Wayout, write: Write, project: Path
) -> None:
    assert project.is_dir()
    write("wayout.toml", CONFIG + UNWAYED.replace('["place"]', '["plaice"]'))
    result = wayout("drift")
    assert result.exit_code == 2
    assert "order has no event 'plaice'; did you mean 'place'?" in result.stderr


@pytest.mark.usefixtures("project")
def test_a_run_that_compares_nothing_is_refused(wayout: Wayout, write: Write) -> None:
    result = wayout("drift", "volume", "--isolated", "--source", "nova=.")
    assert result.exit_code == 2
    said = "volume: nothing of nova is bound to it; name a source of cinder"
    assert result.stderr.endswith(f"wayout: error: {said}\n")
    write("wayout.toml", 'targets = ["order_machine.py"]\n[drift.orders]\npath = "service"\n')
    result = wayout("drift")
    assert result.exit_code == 2
    assert "nothing of orders is bound to a lifecycle" in result.stderr


@pytest.mark.usefixtures("project")
def test_both_places_are_in_json_and_sarif(wayout: Wayout) -> None:
    (finding,) = json.loads(wayout("drift", "-f", "json").stdout)["findings"]
    assert finding["location"]["path"] == "order_machine.py"
    assert finding["source"] == {"path": "service/orders.py", "line": 2, "column": 28}
    run = json.loads(wayout("drift", "-f", "sarif").stdout)["runs"][0]
    (related,) = run["results"][0]["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "service/orders.py"


def test_what_is_accepted_of_drift_must_be_found(
    wayout: Wayout, write: Write, project: Path
) -> None:
    accept = (
        '\n[[drift.orders.accept]]\nlifecycle = "order"\ncheck = "WO504"\nreason = "known"\n'
        'statuses = ["placed", "lost"]\n'
    )
    write("wayout.toml", CONFIG + accept)
    assert wayout("drift").exit_code == 0
    assert wayout("drift", "--no-accept").exit_code == 1
    (project / "orders.py").write_text(SOURCE.replace(', "lost"', ""), encoding="utf-8")
    assert "WO901" in wayout("drift", "-f", "concise").stdout


def test_a_file_that_is_no_python_is_reported(wayout: Wayout, project: Path) -> None:
    (project / "orders.py").write_text("NEXT = {\n", encoding="utf-8")
    result = wayout("drift", "-f", "concise")
    assert result.exit_code == 1
    assert "orders.py is skipped: '{' was never closed (service/orders.py:1)" in result.stdout


@pytest.mark.usefixtures("project")
def test_a_binding_for_no_lifecycle_is_refused(wayout: Wayout, write: Write) -> None:
    write("wayout.toml", CONFIG.replace('lifecycle = "order"', 'lifecycle = "ordre"', 1))
    result = wayout("drift")
    assert result.exit_code == 2
    assert "wayout.toml:7: no lifecycle is called 'ordre'; did you mean 'order'?" in result.stderr


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--source", "orders"], "'orders' is not PROJECT=PATH"),
        (["--source", "order=."], "'order': no mapping binds this project; did you mean 'orders'?"),
        (["--source", "orders=a", "--source", "orders=b"], "orders: named twice"),
        (["--source", "orders=missing"], "missing: is not there"),
        (["--release", "orders"], "'orders' is no release; write NAME==VERSION"),
        (["--against", "nova==1"], "--against: nova is not among the sources"),
        (["--select", "WO101"], "leave no check to run"),
    ],
)
def test_what_means_nothing_is_one_line(wayout: Wayout, arguments: list[str], said: str) -> None:
    result = wayout("drift", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_offline_without_a_cache_is_undetermined(
    wayout: Wayout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WAYOUT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    result = wayout("drift", "volume", "--release", "cinder==29.0.0", "--isolated")
    assert result.exit_code == 3
    assert "cinder 29.0.0: not in the cache" in result.stderr
    assert "name its source with --source" in result.stderr
