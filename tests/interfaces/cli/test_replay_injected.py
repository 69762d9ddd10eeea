"""One step of what services really sent is made illegal by hand: it is found, and where it is."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.interfaces.cli.test_replay import TRACES
from tests.interfaces.conftest import Wayout

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not TRACES.is_dir(), reason="the recorded notifications are not here"),
]


def recorded(name: str) -> Iterator[dict[str, object]]:
    """Yield the notifications of one kind of resource, in the order in which they were sent."""
    text = (TRACES / "searchlight_events" / f"{name}.json").read_text(encoding="utf-8")
    yield from json.loads(text).values()


@pytest.mark.parametrize(
    ("name", "event", "field", "illegal", "row", "said"),
    [
        ("volumes", "volume.attach.end", "status", "deleted", 4, "WO602"),
        ("volumes", "volume.detach.end", "status", "detatching", 4, "'detaching'"),
        ("images", "image.create", "status", "deleted", 2, "WO602"),
        ("ports", "port.update.end", "status", "NOWHERE", 3, "WO603"),
        ("servers", "compute.instance.update", "state", "deleted", 2, "WO602"),
    ],
)
def test_an_illegal_step_is_found_in_its_row(  # noqa: PLR0913 - one parameter per column
    wayout: Wayout,
    tmp_path: Path,
    *,
    name: str,
    event: str,
    field: str,
    illegal: str,
    row: int,
    said: str,
) -> None:
    rows = [json.dumps(each) for each in recorded(name)]
    log = tmp_path / "sent.jsonl"
    log.write_text("".join(f"{each}\n" for each in rows), encoding="utf-8")
    assert wayout("replay", str(log)).exit_code == 0
    number = next(index for index, each in enumerate(rows) if f'"{event}"' in each)
    value = json.loads(rows[number])
    payload = value["payload"]
    (payload.get("port") or payload)[field] = illegal
    rows[number] = json.dumps(value)
    log.write_text("".join(f"{each}\n" for each in rows), encoding="utf-8")
    found = wayout("replay", str(log), "-f", "concise")
    assert (found.exit_code, found.stderr) == (1, "")
    (finding,) = found.stdout.splitlines()[:-1]
    assert said in finding
    resource = finding.split(" of ")[1].split()[0].rstrip(",:")
    steps = wayout("replay", str(log), "--resource", resource).stdout.splitlines()
    wrong = [
        line for line in steps if any(each in line for each in ("unreach", "after-f", "unknown-"))
    ]
    assert [line.split()[-1] for line in wrong] == [f"{log}:{row}"]


def test_an_illegal_step_of_a_sequence_without_times_is_found_in_its_row(
    wayout: Wayout, tmp_path: Path
) -> None:
    path = TRACES / "notigen" / "templates" / "compute.instance.power_off.start_4.json"
    _, *sent = json.loads(path.read_text(encoding="utf-8"))
    log = tmp_path / "sent.jsonl"
    for states in (None, "deleted"):
        if states is not None:
            sent[1]["payload"] |= {"state": states, "state_description": ""}
        log.write_text("".join(f"{json.dumps(each)}\n" for each in sent), encoding="utf-8")
        result = wayout("replay", str(log), "--in-order", "-f", "concise")
        assert result.exit_code == (0 if states is None else 1)
    assert "WO602" in result.stdout
    assert "at row 3 of" in result.stdout
