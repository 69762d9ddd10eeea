"""States link to web addresses only, whatever the template and the names of states."""

from dataclasses import replace

import pytest
from defusedxml import ElementTree
from tests.diagrams.examples import ORDER, hostile

from wayout.diagrams import draw
from wayout.diagrams.links import LinkError, validate


@pytest.mark.parametrize(
    "template",
    [
        "https://docs.example/{lifecycle}#{state}",
        "HTTP://docs.example/",
        "#{state}",
        "../{lifecycle}.html#state-{value}",
        "/abs?x=a:b",
        "{value}",
    ],
)
def test_web_addresses_are_taken(template: str) -> None:
    validate(template)


@pytest.mark.parametrize(
    "template",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "{value}:alert(1)",
        "data:text/html,x",
        "mailto:a@example.org",
        "file:///etc/passwd",
        "http:x",
        "",
        'x"onclick="y',
        "\\\\host\\share",
    ],
)
def test_other_addresses_are_refused(template: str) -> None:
    with pytest.raises(LinkError):
        validate(template)


@pytest.mark.parametrize("template", ["{nothing}", "{", "}", "{}", "{state!r}", "{state.upper}"])
def test_unknown_fields_are_refused(template: str) -> None:
    with pytest.raises(LinkError, match="in braces may be state, value, lifecycle"):
        validate(template)


def hrefs(data: bytes) -> list[str]:
    root = ElementTree.fromstring(data)
    return [link for element in root.iter() if (link := element.get("href"))]


def test_every_state_links() -> None:
    data = draw(ORDER, "svg", links="https://x.example/{lifecycle}#{state}").data
    assert set(hrefs(data)) == {f"https://x.example/order#{state.id}" for state in ORDER.states}
    assert ElementTree.fromstring(data).get("role") == "graphics-document document"


def test_without_a_template_nothing_links() -> None:
    assert not hrefs(draw(ORDER, "svg").data)


def test_values_cannot_leave_their_place_in_the_address() -> None:
    texts = ("javascript:alert(1)", 'a"b', "a&b#c/d?e", "é\ud800")
    data = draw(replace(hostile(*texts), name="x"), "svg", links="https://x.example/{value}").data
    assert sorted(hrefs(data)) == [
        "https://x.example/%C3%A9%3F",
        "https://x.example/a%22b",
        "https://x.example/a%26b%23c%2Fd%3Fe",
        "https://x.example/javascript%3Aalert%281%29",
    ]
