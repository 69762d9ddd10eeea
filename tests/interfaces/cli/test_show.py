import re

import pytest
from tests.interfaces.conftest import Wayout, Write

from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS


def test_list_names_every_built_in_lifecycle_with_its_sizes(wayout: Wayout) -> None:
    result = wayout("list")
    assert result.exit_code == 0
    lifecycles, systems = result.stdout.split("\n\n")
    head, *rows = lifecycles.splitlines()
    assert head.split() == ["NAME", "STATES", "TRANSITIONS", "ACCEPTED", "TITLE"]
    assert [row.split()[0] for row in rows] == list(BUILTIN)
    assert all(re.match(r"\S+ +[\d,]+ +[\d,]+ +[\d,]+  \S", row) for row in rows)
    assert [row.split()[0] for row in systems.splitlines()] == ["SYSTEM", *SYSTEMS]


@pytest.mark.usefixtures("door", "gate")
def test_list_takes_targets(wayout: Wayout) -> None:
    rows = wayout("list", "door.py", "gate.py").stdout.splitlines()[1:]
    assert [row.split()[:4] for row in rows] == [["Door", "4", "4", "0"], ["Gate", "2", "1", "0"]]


def test_show_says_what_a_lifecycle_declares(wayout: Wayout) -> None:
    result = wayout("show", "image")
    assert result.exit_code == 0
    text = result.stdout
    assert text.startswith("image: A Glance image")
    assert re.search(r"^  gone +GONE +final +the row is purged$", text, flags=re.MULTILINE)
    assert re.search(r"^  absent +ABSENT +stable, initial ", text, flags=re.MULTILINE)
    assert re.search(r"^  create +absent +queued +request +user$", text, flags=re.MULTILINE)
    assert "  create: glance/domain/__init__.py:ImageFactory.new_image" in text
    assert "  WO101 killed: images killed by the v1 API" in text


def test_show_marks_what_was_inferred(wayout: Wayout) -> None:
    text = " ".join(wayout("show", "image").stdout.split())
    assert text.count("(inferred, not read)") == 2
    assert re.search(r"upload_interrupted: [^()]*\(inferred, not read\)", text)
    assert re.search(r"purge_pending: [^()]*\(inferred, not read\)", text)


def test_show_names_an_event_once_for_all_its_transitions(wayout: Wayout, write: Write) -> None:
    write(
        "door.py",
        """
        from statemachine import State, StateMachine


        class Door(StateMachine):
            a = State(initial=True)
            b = State()
            c = State(final=True)
            go = a.to(b, cond="ready") | b.to(c)
            back = b.to(a)
        """,
    )
    text = wayout("show", "door.py").stdout
    assert text.startswith("Door\n3 states, ")
    rows = text.partition("Transitions\n")[2].splitlines()
    assert [row.split() for row in rows] == [
        ["EVENT", "FROM", "TO", "GUARD"],
        ["go", "a", "b", "ready"],
        ["b", "c"],
        ["back", "b", "a"],
    ]
    assert "stable (inferred), initial" in text


@pytest.mark.usefixtures("door", "gate")
def test_show_shows_all_that_a_target_holds(wayout: Wayout, write: Write) -> None:
    write("both.py", "from door import Door\nfrom gate import Gate\n")
    result = wayout("show", "gate.py")
    assert result.exit_code == 0
    assert wayout("show", "both.py").exit_code == 2


def test_names_travel_as_text_to_a_terminal(
    wayout: Wayout, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    write(
        "x.json",
        r'{"name": "[red]x", "initial": "a", "transitions": [],'
        r' "states": [{"id": "a", "value": "[bold]\u001b[2J", "role": "final"}]}',
    )
    for verb in ("show", "list", "check"):
        text = wayout(verb, "x.json", *(["-f", "full"] if verb == "check" else [])).stdout
        assert "[red]x" in text
        assert "\x1b[2J" not in text
    assert r"[bold]\x1b[2J" in wayout("show", "x.json").stdout
