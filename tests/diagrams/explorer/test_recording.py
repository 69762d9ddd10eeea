"""The page of what logs say: all of it as tables, nothing that runs, nothing that is asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import html5lib
import pytest
from tests.analysis.conformance.replay.logs import table
from tests.analysis.conformance.replay.test_replaying import NOON, Door, lifecycle_of, log

from wayout.analysis.checks.catalogue import ON_LOGS, checks
from wayout.analysis.conformance.replay.dwelling import dwelling
from wayout.analysis.conformance.replay.replaying import Replayed, replay
from wayout.analysis.verification import verify
from wayout.diagrams.errors import NoRenderer
from wayout.diagrams.explorer import picture, recording

HOSTILE = "<script>alert(1)</script>"


def page_of(*found: Replayed) -> str:
    held = [replace(each.lifecycle, recorded=each) for each in found]
    return recording(found, verify(held, checks(ON_LOGS)))


def said(*states: str, name: str = "Door") -> Replayed:
    door = replace(lifecycle_of(Door), name=name)
    rows = table(log(*states))
    found = replay(rows, door, complete=False)
    stays = dwelling(rows, {"opening": timedelta(seconds=1)}, NOON + timedelta(1))
    return replace(found, dwelling=stays)


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(said("shut", "opening", HOSTILE, "opening"), said("gone", "shut", name="Gate"))


def test_a_page_holds_every_answer(page: str) -> None:
    for text in (
        "Door: what was recorded",
        "WO603 unknown-recorded-state",
        "script_alert_1_script_to_opening",
        "Never seen:",
        "What is stuck at 2026-02-01 12:00:00",
        "Gate: findings",
        "WO602 step-after-final",
    ):
        assert text in page


def test_a_page_runs_nothing_and_asks_for_nothing(page: str) -> None:
    assert "<script" not in page
    assert re.search(r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'", page)
    assert not re.search(r"""(src|href)=["'](?!#)""", page)
    assert " style=" not in page


def test_a_page_is_html_whose_ids_are_each_there_once(page: str) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(page)
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert sorted(ids) == sorted(set(ids))
    assert len([each for each in tree.iter() if each.tag == "h1"]) == 1


def test_a_page_without_graphviz_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> bytes:
        raise NoRenderer

    monkeypatch.setattr(picture, "render", missing)
    assert "no Graphviz was found" in page_of(said("shut"))
