"""The texts that break writers, and every writer with an independent reader of what it writes.

A new writer joins by one line of `WRITERS`; a test fails while it has none.
"""

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from io import BytesIO, StringIO
from urllib.parse import urlsplit

import docutils.core
import networkx as nx
from defusedxml import ElementTree
from docutils import nodes
from markdown_it import MarkdownIt
from tests.diagrams.examples import HOSTILE_TEXTS, LONE_SURROGATE

from wayout.analysis.finding import Finding, Report, Severity, Step, Unfinished, Witness
from wayout.analysis.lifecycle import Lifecycle, Location, State, Transition
from wayout.diagrams import Detail, dot, mermaid, plan, plantuml, render
from wayout.diagrams.escaping import label, spelt
from wayout.diagrams.explorer import explorer
from wayout.diagrams.tables import Table as Planned
from wayout.diagrams.tables import markdown, rst
from wayout.diagrams.tables import text as in_text
from wayout.diagrams.tables.table import Span, heads, plain, prose
from wayout.interfaces.cli import listing
from wayout.interfaces.cli.portrait import portrait
from wayout.interfaces.exchange import graphml
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.writing import lifecycle_value
from wayout.interfaces.layout import Table, paint, visible
from wayout.interfaces.reporters import reporter
from wayout.machines.vocabulary import Role

TEXTS = [
    *HOSTILE_TEXTS,
    LONE_SURROGATE,
    "\x1b[31m\x1b]0;title\x07",
    "a\rb",
    "a\u2028b",
    "\u200b\ufeff",
    "::error file=x::y",
    "=1+1",
    "[x](javascript:y)",
    "x" * 400,
]


def about(text: str) -> Report:
    """A report in which a text stands wherever a user's text may."""
    named = text or "(empty)"
    lifecycle = Lifecycle(
        name=named,
        title=text,
        target=text,
        initial=(named,),
        states=(
            State(named, text, Role.STABLE, meaning=text),
            State("other", "other", Role.FINAL),
        ),
        transitions=(Transition(named, named, "other", source=text, note=text, guard=named),),
        events=(named,),
        description=text,
        location=Location(named, 1, 1),
    )
    finding = Finding(
        check="WO102",
        slug="dead-end",
        severity=Severity.ERROR,
        lifecycle=named,
        message=f"«{text}»",
        remedy=f"«{text}»",
        states=(named,),
        events=(named,),
        witness=Witness((Step(None, named), Step(named, "other"))),
        location=Location(f"{named}.py", 1, 1),
    )
    undone = Unfinished(named, f"«{text}»", ("WO101",))
    return Report((lifecycle,), (finding,), ("WO101", "WO102"), (undone,))


@dataclass(frozen=True, slots=True)
class Writer:
    """`write` makes a document of a report; `read` returns the texts an independent reader finds.

    `shown` is how the writer spells a text: the text itself where the format holds any.
    """

    write: Callable[[Report], str]
    read: Callable[[str], set[str]]
    shown: Callable[[str], str] = lambda text: text


def in_brackets(document: str) -> set[str]:
    return set(re.findall("«(.*?)»", document, flags=re.DOTALL))


def in_cells(document: str) -> set[str]:
    return set(re.split(r" {2,}|\n", document))


def of_json(document: str) -> set[str]:
    found: set[str] = set()
    todo: list[object] = [json.loads(document)]
    while todo:
        match todo.pop():
            case str(text):
                found.add(text)
            case list(items):
                todo.extend(items)
            case dict(items):
                todo.extend(items.values())
    return found


def of_json_lines(document: str) -> set[str]:
    return set().union(*map(of_marked_json, document.splitlines()))


def of_marked_json(document: str) -> set[str]:
    return set().union(*map(in_brackets, of_json(document)))


def of_sarif(document: str) -> set[str]:
    """Undo what SARIF 3.11.5 and 3.11.6 ask for."""
    return {
        text.replace("{{", "{").replace("}}", "}").replace("\\[", "[").replace("\\]", "]")
        for text in of_marked_json(document)
    }


def of_junit(document: str) -> set[str]:
    root = ElementTree.fromstring(document)
    texts = [text for element in root.iter() for text in (element.text, *element.attrib.values())]
    return set().union(*(in_brackets(text) for text in texts if text))


def of_github(document: str) -> set[str]:
    """Read the annotations as the runner does: a command is a line that begins with `::`."""
    commands, _, _ = document.partition("::stop-commands::")
    data = [re.fullmatch(r"::\w+ .*?::(.*)", line) for line in commands.split("\n")[:-1]]
    assert all(data)
    texts = [match[1] for match in data if match]
    plain = [text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") for text in texts]
    return set().union(*map(in_brackets, plain))


def of_markdown(document: str) -> set[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(document)
    shown = [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    return {spaced(text) for text in set().union(*map(in_brackets, shown))}


def of_rst(document: str) -> set[str]:
    """Read it with docutils, which must neither warn nor find anything but paragraphs of text."""
    warnings = StringIO()
    settings = {
        "warning_stream": warnings,
        "report_level": 1,
        "file_insertion_enabled": False,
        "raw_enabled": False,
    }
    tree = docutils.core.publish_doctree(document, settings_overrides=settings)
    assert not warnings.getvalue()
    assert not list(tree.findall(nodes.raw))
    cells = [entry.astext() for entry in tree.findall(nodes.entry)]
    links = {link["refuri"] for link in tree.findall(nodes.reference)}
    assert {urlsplit(link).scheme for link in links} <= {"", "http", "https"}
    return {spaced(text) for text in set().union(*map(in_brackets, cells))}


def tabled(text: str) -> Planned:
    """A table in which a text stands wherever a user's text may."""
    marked = f"«{text}»"
    cells = (
        plain(text, marked),
        ((Span(text, code=True),), (Span(marked, code=True), Span(text))),
        ((Span(marked, link="https://example.org/"), Span(text)),),
        ((Span(text, link=text), Span(text)),),
        (prose(text), prose(f"{text} `{text}` {marked}")),
    )
    columns = (Span(text, code=True), *heads("code", "link", "linked", "prose"))
    return Planned(text, columns, (cells, cells))


def spread(text: str) -> str:
    return spaced(spelt(text))


def of_graphml(document: str) -> set[str]:
    ElementTree.fromstring(document)
    graph = nx.read_graphml(BytesIO(document.encode()), force_multigraph=True)
    nodes = {str(value) for _, data in graph.nodes(data=True) for value in data.values()}
    return nodes | {""}


def spaced(text: str) -> str:
    """Graphviz and browsers write some spaces as others."""
    return " ".join(text.replace("\u00a0", " ").split())


def of_svg(document: str | bytes) -> set[str]:
    root = ElementTree.fromstring(document)
    return {spaced(text) for element in root.iter() for text in element.itertext()}


def of_dot(document: str) -> set[str]:
    import pygraphviz

    return of_svg(pygraphviz.AGraph(string=document).draw(format="svg", prog="dot"))


class _Texts(HTMLParser):
    """Collects what is shown; all that may run are the two scripts of the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = [""]
        self.scripts: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]
        if tag == "script":
            self.scripts.append(dict(attrs))
        self.found.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser hands it over
        self.found.append("")

    def handle_data(self, data: str) -> None:
        self.found[-1] += data


def of_site(document: str) -> set[str]:
    page = _Texts()
    page.feed(document)
    assert [script.get("type") for script in page.scripts] == ["application/json", "module"]
    return {text for piece in page.found for text in (piece, piece.strip(), *in_brackets(piece))}


def of_mermaid(document: str) -> set[str]:
    labels = re.findall(r'state "([^"\n]*)" as \w+$', document, flags=re.MULTILINE)
    return {spaced(html.unescape(re.sub(r"#(\d+);", r"&#\1;", text))) for text in labels}


def of_plantuml(document: str) -> set[str]:
    labels = re.findall(r'^ *state "([^"\n]*)" as \w+ <<\w+>>$', document, flags=re.MULTILINE)
    return {spaced(re.sub(r"<U\+(\w+)>", lambda m: chr(int(m[1], 16)), one)) for one in labels}


def xml(text: str) -> str:
    return "".join(
        char.encode("unicode_escape").decode()
        if (ord(char) < 32 and char not in "\t\n")
        or 0x7F <= ord(char) < 0xA0
        or 0xD800 <= ord(char) < 0xE000
        or char in "\ufffe\uffff"
        else char
        for char in text
    )


def picture(text: str) -> str:
    return spaced(label(text))


def table(report: Report) -> str:
    rows = tuple(listing._row(lifecycle, 0) for lifecycle in report.lifecycles)
    return paint((Table(("NAME", "STATES", "TRANSITIONS", "ACCEPTED", "TITLE"), rows),), None)


def drawn(report: Report) -> Lifecycle:
    return replace(report.lifecycles[0], location=None)


WRITERS: Mapping[str, Writer] = {
    "reporter concise": Writer(lambda r: reporter("concise")(r, None), in_brackets, visible),
    "reporter full": Writer(lambda r: reporter("full")(r, None), in_brackets, visible),
    "reporter json": Writer(lambda r: reporter("json")(r, None), of_json),
    "reporter json-lines": Writer(lambda r: reporter("json-lines")(r, None), of_json_lines),
    "reporter sarif": Writer(lambda r: reporter("sarif")(r, None), of_sarif, visible),
    "reporter gitlab": Writer(lambda r: reporter("gitlab")(r, None), of_marked_json, visible),
    "reporter junit": Writer(lambda r: reporter("junit")(r, None), of_junit, visible),
    "reporter github": Writer(lambda r: reporter("github")(r, None), of_github, visible),
    "reporter markdown": Writer(lambda r: reporter("markdown")(r, None), of_markdown, spread),
    "export json": Writer(lambda r: encode(lifecycle_value(r.lifecycles[0])), of_json),
    "export graphml": Writer(lambda r: graphml.encode(r.lifecycles[0]), of_graphml, xml),
    "table markdown": Writer(
        lambda r: markdown(tabled(r.lifecycles[0].title)), of_markdown, spread
    ),
    "table rst": Writer(lambda r: rst(tabled(r.lifecycles[0].title)), of_rst, spread),
    "table text": Writer(lambda r: in_text(tabled(r.lifecycles[0].title)), in_brackets, spelt),
    "verb list": Writer(table, in_cells, visible),
    "verb show": Writer(lambda r: paint(portrait(r.lifecycles[0]), None), in_cells, visible),
    "verb site": Writer(lambda r: explorer(drawn(r), r), of_site, spelt),
    "draw dot": Writer(lambda r: dot(plan(drawn(r), Detail.FULL)), of_dot, picture),
    "draw mermaid": Writer(lambda r: mermaid(plan(drawn(r), Detail.FULL)), of_mermaid, picture),
    "draw plantuml": Writer(lambda r: plantuml(plan(drawn(r), Detail.FULL)), of_plantuml, picture),
    "draw svg": Writer(
        lambda r: render(plan(drawn(r), Detail.FULL), "svg").decode(), of_svg, picture
    ),
}
"""Kind and name of every writer of text."""

BINARY = {"draw png", "draw pdf"}
"""Writers whose texts no reader gets back; they draw what `draw svg` does."""

LINES = {"reporter concise": 3}
"""Writers whose documents have a known number of lines, whatever the texts."""
