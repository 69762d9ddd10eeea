"""Pages of systems: what they say, and that they ask for nothing."""

import json
import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest

import wayout
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.diagrams.errors import NoRenderer
from wayout.diagrams.explorer import index, picture, system_page
from wayout.interfaces.loading import load

LARGEST = 300_000
HOSTILE = json.loads((Path(__file__).parents[1] / "hostile_texts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def moves() -> DeclaredSystem:
    return load(["volume_moves"]).systems[0]


def page_of(declared: DeclaredSystem) -> str:
    return system_page(declared, wayout.verify((), wayout.checks(), systems=(declared,)))


def parsed(page: str):
    return html5lib.parse(page, namespaceHTMLElements=False)


def test_a_page_has_every_claim_and_its_run(moves: DeclaredSystem) -> None:
    page = page_of(moves)
    root = parsed(page)
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    links = {link.get("href") for link in root.iter("a")}
    assert {f"#run-{n}" for n, one in enumerate(moves.proofs) if one.witness} == links - {
        "#content"
    }
    assert {link.removeprefix("#") for link in links} <= ids
    text = "".join(root.itertext())
    for proof in moves.proofs:
        assert proof.claim.formula in text
    for accepted in moves.accepted:
        assert accepted.reason in text
    assert text.count("delete_attachment_while_migrating") >= 3
    assert len(page.encode()) < LARGEST


def test_every_id_is_there_once_although_pictures_are_alike(moves: DeclaredSystem) -> None:
    ids = re.findall(r'\bid="([^"]*)"', page_of(moves))
    assert len(ids) == len(set(ids))


def test_a_page_runs_no_script_and_asks_for_nothing(moves: DeclaredSystem) -> None:
    page = page_of(moves)
    root = parsed(page)
    assert not list(root.iter("script"))
    (policy,) = [e.get("content") for e in root.iter("meta") if e.get("http-equiv")]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert " style=" not in page
    sources = [
        e for e in root.iter() if e.get("src") or str(e.get("href") or "").startswith("http")
    ]
    assert sources == []


def test_without_graphviz_the_steps_are_there(
    moves: DeclaredSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> bytes:
        raise NoRenderer

    monkeypatch.setattr(picture, "render", none)
    root = parsed(page_of(moves))
    assert not list(root.iter("svg"))
    items = [" ".join("".join(item.itertext()).split()) for item in root.iter("li")]
    step = next(item for item in items if item.startswith("migrate_in_use"))
    assert step == (
        "migrate_in_use (request, by admin): migration.starting, previous.in_use "
        "while volume.in_use"
    )


@pytest.mark.parametrize("text", HOSTILE[::6])
def test_no_text_is_markup(moves: DeclaredSystem, text: str) -> None:
    hostile = replace(moves, name=text or "x", title=text, description=text, claims=())
    root = parsed(page_of(hostile))
    plain = parsed(page_of(replace(moves, name="x", title="x", description="x", claims=())))
    assert [str(e.tag) for e in root.iter()] == [str(e.tag) for e in plain.iter()]


def test_the_index_lists_systems_with_their_health(moves: DeclaredSystem) -> None:
    report = wayout.verify((), wayout.checks(), systems=(moves,))
    text = index((), report, [(moves, "volume_moves.html")])
    assert '<a href="volume_moves.html">volume_moves</a>' in text
    assert "3 of 7" in text
    assert "1 system: 0 findings, 4 accepted." in text
