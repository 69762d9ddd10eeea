"""What all pages of a site have: their style, their policy, and texts of docstrings."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from xml.etree import ElementTree as ET

from wayout.diagrams.appearance import DARK, LIGHT
from wayout.diagrams.escaping import visible
from wayout.diagrams.explorer.markup import Piece, tag, written
from wayout.diagrams.stylesheet import stylesheet

NO_PICTURE = "There is no picture: no Graphviz was found where this page was made."

_FOOT = "Made by wayout. This page asks for nothing over the network."


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page has around its body. `title` is that of its window, by default the heading.

    `nav` is a link or word that leads to the other pages, `head` what stands below the heading.
    `script` runs on `data`, which is JSON. `style` is a style sheet besides that of all pages.
    """

    heading: str
    title: str = ""
    nav: ET.Element | None = None
    head: tuple[ET.Element, ...] = ()
    script: str = ""
    data: str = ""
    style: str = ""


def framed(frame: Frame, body: str) -> str:
    """Return a page with this body, under a policy that admits its style and script alone."""
    style = _style() + frame.style
    nav = () if frame.nav is None else (tag("nav", frame.nav, aria_label="Site"),)
    return filled(
        "frame.html",
        {
            "title": as_text(visible(frame.title or frame.heading)),
            "heading": as_text(visible(frame.heading)),
            "nav": written(*nav),
            "head": written(*frame.head),
            "body": body,
            "style": style,
            "scripts": _scripts(frame),
            "policy": _policy(style, frame.script),
            "foot": _FOOT,
        },
    )


def filled(template: str, parts: Mapping[str, str]) -> str:
    """Return a template of the package with its parts."""
    return Template(file(template)).substitute(parts)


def home_link(home: str | None) -> ET.Element:
    """Return the link to the index at an address, or a word where there is none."""
    return tag("a", "All lifecycles", href=home) if home else tag("span", "wayout")


def _scripts(frame: Frame) -> str:
    if not frame.script:
        return ""
    data = f'<script id="data" type="application/json">{frame.data}</script>\n'
    return f'{data}<script type="module">{frame.script}</script>\n'


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: this style and this script, and nothing else."""
    rules = ["default-src 'none'", f"style-src {_hash(style)}"]
    if script:
        rules.append(f"script-src {_hash(script)}")
    return "; ".join((*rules, "base-uri 'none'", "form-action 'none'"))


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def file(name: str) -> str:
    """Return the text of a file of the package."""
    return files("wayout.diagrams.explorer").joinpath(name).read_text(encoding="utf-8")


def _style() -> str:
    """Return the style sheet: that of the pictures, the colours for the page, its own."""
    colours = [
        _colours("@media print", "body.wayout.wayout", LIGHT),
        _colours("@media screen and (prefers-color-scheme:dark)", "body.wayout", DARK),
    ]
    return "\n".join((stylesheet(), *colours, file("page.css")))


def _colours(query: str, selector: str, colours: Mapping[str, str]) -> str:
    said = ";".join(f"--{name}:{value}" for name, value in colours.items())
    return f"{query}{{{selector}{{{said}}}}}"


def as_text(text: str) -> str:
    """Return text as HTML."""
    return written(tag("span", text)).removeprefix("<span>").removesuffix("</span>")


def paragraphs(text: str) -> Iterator[ET.Element]:
    """Yield the paragraphs and lists of a docstring."""
    for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
        first, *items = re.split(r"^- ", paragraph, flags=re.MULTILINE)
        if first.strip():
            yield tag("p", *spans(first))
        if items:
            yield tag("ul", *(tag("li", *spans(item)) for item in items))


def spans(text: str) -> Iterator[Piece]:
    """Yield a docstring's text with its code spans as elements."""
    for index, part in enumerate(re.split(r"`([^`\n]+)`", " ".join(text.split()))):
        if part:
            yield tag("code", visible(part)) if index % 2 else visible(part)
