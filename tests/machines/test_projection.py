"""What a projection refuses, and the built-in ones against the maps they are read from."""

import os
import re
from pathlib import Path

import pytest

from wayout.analysis.statuses import Phase, statuses
from wayout.interfaces.loading import load_lifecycles
from wayout.machines.server.status import STATUS as SERVER
from wayout.machines.server.status import status_of
from wayout.machines.vocabulary import Projection
from wayout.machines.volume.status import STATUS as VOLUME


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"shows": {"a": "A"}, "statuses": ("B",)}, "'a' is shown as 'A', which is not among"),
        ({"shows": {"a": "A"}, "hidden": ("a",)}, "'a' is both shown and hidden"),
        ({"shows": {"a": 1}}, "'a' is shown as 1; expected a text"),
        ({"shows": {}, "hidden": "gone"}, r"hidden is the text 'gone'; expected a tuple"),
        ({"shows": {}, "statuses": ("A", "A")}, "'A' stands more than once"),
    ],
)
def test_a_projection_says_what_is_wrong_with_it(arguments: dict[str, object], message: str):
    with pytest.raises(ValueError, match=f"projection 'status': {message}"):
        Projection(**arguments)


def test_all_problems_are_named_at_once():
    with pytest.raises(ValueError, match=r"'a' is shown .*; 'b' is shown .*; 'b' is both"):
        Projection({"a": "A", "b": "B"}, statuses=("C",), hidden=("b",))


def test_nobody_can_change_it_afterwards():
    shows = {"a": "A"}
    projection = Projection(shows)
    shows["b"] = "B"
    assert dict(projection.shows) == {"a": "A"}
    with pytest.raises(TypeError):
        projection.shows["b"] = "B"  # type: ignore[index]


@pytest.mark.parametrize(
    ("vm_state", "task", "status"),
    [
        ("active", None, "ACTIVE"),
        ("active", "deleting", "ACTIVE"),
        ("active", "updating_password", "PASSWORD"),
        ("stopped", "rebooting_hard", "SHUTOFF"),
        ("stopped", "rebuild_spawning", "REBUILD"),
        ("paused", "migrating", "MIGRATING"),
        ("stopped", "migrating", "SHUTOFF"),
        ("resized", "resize_reverting", "REVERT_RESIZE"),
        ("error", "rebuilding", "REBUILD"),
        ("error", "resize_prep", "ERROR"),
        ("no such", None, "UNKNOWN"),
    ],
)
def test_a_server_is_shown_as_nova_shows_it(vm_state: str, task: str | None, status: str):
    assert status_of(vm_state, task) == status


def test_cinder_renames_three():
    renamed = {value: status for value, status in VOLUME.shows.items() if value != status}
    assert renamed == {
        "managing": "creating",
        "error_managing": "error",
        "error_managing_deleting": "deleting",
    }


@pytest.mark.parametrize("name", ["server", "volume", "server_migration"])
def test_every_state_is_shown_or_hidden(name: str):
    (lifecycle,) = load_lifecycles([name])
    assert lifecycle.projection is not None
    fates = {*lifecycle.projection.status_of, *lifecycle.projection.hidden}
    assert fates == lifecycle.by_id.keys()


SHARED = Path(os.environ.get("WAYOUT_SHARED", Path(__file__).parents[2] / ".." / "shared"))


@pytest.fixture
def listing() -> str:
    """A listing of Nova's constants and map as they are published."""
    found = sorted((SHARED / "documents").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in found]
    if not any("_STATE_MAP" in text for text in texts):
        pytest.skip(f"no listing of Nova's map in {SHARED}")
    return next(text for text in texts if "_STATE_MAP" in text)


def test_the_map_of_servers_is_the_published_one(listing: str):
    published = published_map(listing)
    assert len(published) == 12
    for value, status in SERVER.shows.items():
        vm_state, _, task = value.partition("/")
        of_vm_state = published[vm_state]
        assert status == of_vm_state.get(task, of_vm_state["default"]), value


def test_a_list_written_by_hand_differs_as_the_docs_say(listing: str):
    """The statuses to poll on are starred in the listing; the docs explain each difference."""
    servers = re.findall(r"^(\*?)-?([A-Z]+(?:_[A-Z]+)*)$", listing, re.MULTILINE)
    assert differences("server", servers) == {
        "VERIFY_RESIZE": ("poll", "settled"),
        "RESCUE": ("poll", "settled"),
        "ERROR": ("missing", "failed"),
        "UNKNOWN": ("missing", "never shown"),
    }
    block = listing.split("# VolumeStatus\n")[1].split("# BackupStatus", maxsplit=1)[0]
    volumes = re.findall(r"^(\*?)[A-Z_]+\*? = '(\S+)'$", block, re.MULTILINE)
    assert differences("volume", volumes) == {
        **dict.fromkeys(("error_deleting", "error_extending"), ("poll", "failed")),
        **dict.fromkeys(("error_restoring", "error_backing-up"), ("poll", "failed")),
        **dict.fromkeys(("managing", "error_managing"), ("poll", "not there")),
        **dict.fromkeys(("maintenance", "reserved"), ("stop", "in progress")),
        **dict.fromkeys(("reverting", "unmanaging"), ("missing", "in progress")),
        "error_unmanaging": ("missing", "failed"),
    }


def differences(name: str, starred: list[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    (lifecycle,) = load_lifecycles([name])
    listed = {status: "poll" if star else "stop" for star, status in starred}
    derived = {each.name: each.phase for each in statuses(lifecycle)}
    found = {}
    for status in {**listed, **derived}:
        said, phase = listed.get(status, "missing"), derived.get(status)
        agree = {"poll": phase is Phase.IN_PROGRESS, "missing": False}.get(
            said, phase in (Phase.SETTLED, Phase.FAILED)
        )
        if not agree:
            found[status] = said, phase.value if phase else "not there"
    return found


def published_map(text: str) -> dict[str, dict[str, str]]:
    constants = dict(re.findall(r"^([A-Z_]+) = ['\"](\S+)['\"]$", text, re.MULTILINE))
    constants["default"] = "default"
    body = text.split("_STATE_MAP = {")[1].split("\n}", maxsplit=1)[0]
    found: dict[str, dict[str, str]] = {}
    for vm_state, block in re.findall(r"vm_states\.(\w+): \{(.*?)\}", body, re.DOTALL):
        pairs = re.findall(r"^\s*'?(?:task_states\.)?(\w+)'?: '(\w+)'", block, re.MULTILINE)
        found[constants[vm_state]] = {constants[name]: status for name, status in pairs}
    return found
