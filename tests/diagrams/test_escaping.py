"""No text of a user's gets out of its label: every writer's output is read back by another."""

import html
import re

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from tests.diagrams.examples import HOSTILE_TEXTS, LONE_SURROGATE, hostile, hostile_rules

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Detail, dot, mermaid, plan, render
from wayout.diagrams.escaping import LABEL_LIMIT, label, visible
from wayout.diagrams.svg import finished

TEXTS = [*HOSTILE_TEXTS, LONE_SURROGATE, "x" * 400, "日本語", "tab\there"]
EVERYWHERE = hostile(*TEXTS)
RULES = hostile_rules(TEXTS)


def spaced(text: str) -> str:
    """Graphviz writes some spaces as no-break spaces, and labels are padded."""
    return " ".join(text.replace("\u00a0", " ").split())


def laid_out(text: str) -> dict[str, list[str]]:
    """Return what Graphviz reads in DOT: the texts it draws, by the id of the thing."""
    pygraphviz = pytest.importorskip("pygraphviz")
    root = ElementTree.fromstring(pygraphviz.AGraph(string=text).draw(format="svg", prog="dot"))
    found = {group.get("id"): group for group in root.findall(".//{*}g")}
    return {
        name: [spaced(line.text or "") for line in group.findall(".//{*}text")]
        for name, group in found.items()
    }


@given(st.text())
def test_visible_text_has_nothing_hidden_in_it(text: str) -> None:
    shown = visible(text)
    assert shown.isprintable() or not any(
        char in shown for char in "\0\n\r\t\x1b\u202e\u2066\u2028\u200b\ufeff\ufffe"
    )
    shown.encode()


def test_ordinary_text_is_left_alone() -> None:
    assert visible("in-use 日本語 é") == "in-use 日本語 é"


def test_labels_are_cut() -> None:
    assert label("x" * 400) == "x" * (LABEL_LIMIT - 1) + "…"


def test_dot_says_what_was_meant() -> None:
    drawing = plan(EVERYWHERE, Detail.FULL)
    texts = laid_out(dot(drawing))
    for node in drawing.nodes:
        if node.states:
            assert texts[node.id] == [spaced(node.label)]
    for edge in drawing.edges:
        assert " ".join(texts[edge.id]) == spaced(edge.label)
    for cluster in drawing.clusters:
        assert texts[cluster.id] == [spaced(cluster.label)]


def test_dot_rules_say_what_was_meant() -> None:
    drawing = plan(RULES, Detail.FULL)
    assert drawing.rules
    said = " ".join(laid_out(dot(drawing))["graph0"])
    for text in TEXTS:
        assert spaced(label(text)) in said


@pytest.mark.parametrize("lifecycle", [EVERYWHERE, RULES], ids=["everywhere", "rules"])
def test_svg_says_what_was_meant(lifecycle: Lifecycle) -> None:
    drawing = plan(lifecycle, Detail.FULL)
    raw = render(drawing, "svg")
    root = ElementTree.fromstring(raw, forbid_dtd=True)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {
        "svg",
        "title",
        "desc",
        "style",
        "g",
        "path",
        "polygon",
        "ellipse",
        "text",
        "polyline",
    }
    assert not [
        name
        for element in root.iter()
        for name in element.attrib
        if "href" in name or name.startswith("on")
    ]
    said = " ".join(spaced(text) for element in root.iter() for text in element.itertext())
    for text in TEXTS:
        assert spaced(label(text)) in said


@pytest.fixture(scope="module")
def raw() -> bytes:
    return render(plan(hostile("plain")), "svg")


@pytest.mark.parametrize("text", TEXTS)
def test_names_are_harmless_in_ids_and_titles(text: str, raw: bytes) -> None:
    drawing = plan(hostile(text))
    root = ElementTree.fromstring(finished(raw, drawing), forbid_dtd=True)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) > 2
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in ids)
    assert root.find("{*}title").text.startswith(label(text))


def entities(text: str) -> str:
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", text))


def test_mermaid_says_what_was_meant() -> None:
    drawing = plan(EVERYWHERE, Detail.FULL)
    lines = mermaid(drawing).splitlines()
    body = lines[4:]
    states = {
        match[2]: entities(match[1])
        for line in body
        if (match := re.fullmatch(r' *state "([^"]*)" as (\w+)(?: \{)?', line))
    }
    for node in drawing.nodes:
        if node.states:
            assert states[node.id] == spaced(node.label)
    arrows = [line for line in body if "-->" in line]
    assert len(arrows) == sum(1 + bool(edge.back) for edge in drawing.edges)
    for line in arrows:
        assert re.fullmatch(
            r" *(?:\w+|\[\*\]) --> (?:\w+|\[\*\])(?:: [^:;\n]*(?:#\d+;[^:;]*)*)?", line
        )
    assert not re.search(
        r"[<>`{}\\]", "".join(body).replace("-->", "").replace(" {", "").replace("}", "")
    )


def test_mermaid_rules_say_what_was_meant() -> None:
    said = entities(mermaid(plan(RULES, Detail.FULL)))
    for text in TEXTS:
        assert label(text) in said
