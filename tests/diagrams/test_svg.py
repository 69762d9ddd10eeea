"""An SVG is fit for a page: it is accessible, its ids are its own, and it follows the theme."""

import re
from functools import cache
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from tests.diagrams.examples import ORDER, PARCEL

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Detail, Drawing, plan, render
from wayout.diagrams.appearance import DARK, LIGHT
from wayout.diagrams.stylesheet import stylesheet
from wayout.machines.vocabulary import Kind, Role

NAMESPACE = "{http://www.w3.org/2000/svg}"


@cache
def tree(drawing: Drawing, prefix: str | None = None) -> Element:
    root: Element = ElementTree.fromstring(render(drawing, "svg", prefix=prefix))
    return root


def ids(root: Element) -> list[str]:
    return [name for element in root.iter() if (name := element.get("id"))]


@pytest.mark.parametrize("lifecycle", [ORDER, PARCEL], ids=lambda one: one.name)
def test_title_and_description_come_first(lifecycle: Lifecycle) -> None:
    drawing = plan(lifecycle)
    root = tree(drawing)
    title, description, style = root[0], root[1], root[2]
    assert (title.tag, title.text) == (f"{NAMESPACE}title", drawing.title)
    assert description.text is not None
    assert description.text.startswith(drawing.summary[0])
    assert style.tag == f"{NAMESPACE}style"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_description_has_the_rules() -> None:
    text = tree(plan(PARCEL))[1].text
    assert text is not None
    assert "delete from every live state but moving to deleted: 4 transitions." in text


def test_it_can_be_inlined() -> None:
    raw = render(plan(PARCEL), "svg").decode()
    assert raw.startswith("<svg ")
    for noise in ("<?xml", "<!DOCTYPE", "<!--", "xlink", "graphviz version"):
        assert noise not in raw


def test_everything_drawn_has_an_id_a_class_and_a_sentence() -> None:
    drawing = plan(ORDER)
    groups = {group.get("id"): group for group in tree(drawing).iter(f"{NAMESPACE}g")}
    things = (
        *((node.id, node.title) for node in drawing.nodes),
        *((edge.id, edge.title) for edge in drawing.edges),
        *((cluster.id, cluster.title) for cluster in drawing.clusters),
    )
    for name, said in things:
        group = groups[f"order-{name}"]
        assert group.findtext(f"{NAMESPACE}title") == said
        assert group.get("class")


def test_every_group_has_a_class() -> None:
    assert all(group.get("class") for group in tree(plan(PARCEL)).iter(f"{NAMESPACE}g"))


def test_titles_say_meanings_and_sources() -> None:
    said = [element.text for element in tree(plan(ORDER)).iter(f"{NAMESPACE}title")]
    assert "new, stable: waits for its buyer. The lifecycle begins here." in said
    assert "From failed to new:\nagain (admin): shop/api.py:again." in said
    assert "open, a compound state of 3 states." in said


def test_two_pictures_share_no_id() -> None:
    pictures = (
        tree(plan(ORDER)),
        tree(plan(PARCEL)),
        tree(plan(ORDER, Detail.GROUPS), prefix="order-overview"),
    )
    found = [name for picture in pictures for name in ids(picture)]
    assert len(found) == len(set(found))


def test_same_bytes_twice() -> None:
    assert render(plan(ORDER), "svg") == render(plan(ORDER), "svg")


def test_classes_are_styled() -> None:
    css = stylesheet()
    classes = {
        name
        for group in tree(plan(PARCEL)).iter(f"{NAMESPACE}g")
        for name in (group.get("class") or "").split()
    }
    unstyled = {
        "graph",
        "lifecycle",
        "cluster",
        "node",
        "edge",
        "state",
        "transition",
        "legend",
        "rule",
    }
    for name in classes - unstyled:
        assert f".{name}" in css
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= set(LIGHT)


def test_themes_have_the_same_colors() -> None:
    assert set(LIGHT) == set(DARK)
    for query in ("prefers-color-scheme:dark", "forced-colors:active", "print"):
        assert query in stylesheet()


def contrast(first: str, second: str) -> float:
    """WCAG 2.2, contrast ratio."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_legible(theme: dict[str, str]) -> None:
    for word in ("ink", "faint", *(kind.value for kind in Kind)):
        assert contrast(theme[word], theme["ground"]) >= 4.5, word
    for role in Role:
        fill = theme[f"{role.value}-fill"]
        assert contrast(theme["ink"], fill) >= 4.5, role
        assert contrast(theme[role.value], theme["ground"]) >= 3, role
