from pathlib import Path

import pytest
from tests.interfaces.conftest import Wayout


def title(folder: Path, name: str) -> str:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.strip().startswith("title"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--event", "extend"), "volume, event extend and what follows"),
        (("--operation", "extending"), "volume, operation extending"),
        (("--around", "in-use"), "volume, around in-use"),
        (("--around", "in_use", "--depth", "2"), "volume, around in_use, within 2 steps"),
        (("--failures",), "volume, failures"),
        (("--actor", "admin"), "volume, what an administrator can do"),
        (("--around", "in-use", "--failures"), "volume, around in-use, failures"),
        (("--witness", "WO203"), "volume, a run to"),
        (("--witness", "WO203:2"), "volume, a run to"),
    ],
)
def test_views(wayout: Wayout, folder: Path, options: tuple[str, ...], words: str) -> None:
    result = wayout("draw", "volume", "-o", "v.puml", *options)
    assert result.exit_code == 0, result.stderr
    assert title(folder, "v.puml").startswith(f"title {words.replace(':', '<U+003A>')}")


def test_a_witness_is_chosen_by_its_state(wayout: Wayout, folder: Path) -> None:
    assert wayout("draw", "volume", "-o", "v.puml", "--witness", "WO203:extending").exit_code == 0
    assert "a run to extending in" in title(folder, "v.puml")


def test_accepted_findings_are_marked(wayout: Wayout, folder: Path) -> None:
    assert wayout("draw", "image", "-o", "v.puml", "--mark", "accepted").exit_code == 0
    text = (folder / "v.puml").read_text(encoding="utf-8")
    assert "⚐ WO201" in text
    assert "an accepted finding" in text


def test_each_operation_is_a_picture(wayout: Wayout, folder: Path) -> None:
    result = wayout("draw", "volume", "-o", "out", "-f", "dot", "--each", "operation")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "out/volume-creation.dot",
        "out/volume-management.dot",
        "out/volume-attaching.dot",
    ]
    assert (folder / "out/volume-deletion.dot").exists()


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--event", "extnd"), "volume has no event 'extnd'; did you mean 'extend'?"),
        (("--event", "backup"), "volume has no event 'backup'; there is an operation 'backup'"),
        (("--event", "zzz"), "volume has no event 'zzz'; it has 'create', "),
        (("--around", "zzz"), "'uploading', 'retyping' and 16 more"),
        (("--operation", "extend"), "did you mean 'extending'?"),
        (("--around", "in-us"), "volume has no state 'in-us'; did you mean 'in-use'?"),
        (("--depth", "2"), "give around as well"),
        (("--event", "extend", "--around", "in-use"), "give one of them"),
        (("--each", "operation", "--operation", "backup"), "give one of them"),
        (("--each", "operation"), "one file cannot hold 15 pictures"),
        (("--witness", "WO1099"), "wayout: error: --witness: no check is called 'WO1099'; did "),
        (("--witness", "WO104"), "volume has no finding of WO104 with a witness"),
        (("--witness", "WO203:nowhere"), "with a witness, none on 'nowhere'; they are on "),
        (("--link-states", "javascript:alert(1)"), "neither http, https nor relative"),
    ],
)
def test_what_means_nothing_is_one_clear_error(
    wayout: Wayout, folder: Path, options: tuple[str, ...], problem: str
) -> None:
    result = wayout("draw", "volume", "-o", "v.dot", *options)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "v.dot").exists()
