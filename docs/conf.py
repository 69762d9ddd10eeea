"""The site of the documentation: `make docs` builds it from the repository's root.

The Markdown is what GitHub shows. On the page of a lifecycle or system the sections that Markdown
can only copy, diagrams and the tables of states and defects, come from the extension here.
"""

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from wayout import __version__
from wayout.interfaces.sphinx_extension.grids import CLASS

project = "wayout"
author = "the wayout developers"
copyright = author  # noqa: A001 - Sphinx' name
version = release = __version__
language = "en"

extensions = ["myst_parser", "wayout.sphinx"]
root_doc = "docs/index"
include_patterns = [
    "README.md",
    "CHANGELOG.md",
    "docs/**.md",
    "docs/index.rst",
    "analysis/checks/*.md",
]
exclude_patterns = [".*", "build", "src", "tests", "node_modules"]
myst_heading_anchors = 4
nitpicky = True

html_theme = "furo"
html_title = f"wayout {version}"
latex_documents = [(root_doc, "wayout.tex", "wayout", author, "manual")]
latex_elements = {
    "papersize": "a4paper",
    # The sign of what is not declared, which pdfLaTeX' fonts do not have.
    "preamble": r"\usepackage{pifont}\DeclareUnicodeCharacter{2717}{\ding{55}}",
}

_PAGE = re.compile(r"docs/reference/lifecycles/(\w+)")
_SYSTEM = re.compile(r"docs/reference/systems/(\w+)")
_RUN = re.compile(r"--witness ([\w-]+)(.*?)```mermaid\n.*?```", re.DOTALL)
_HEADING = re.compile(r"^## ", re.MULTILINE)
_WIDEST = 160


def setup(app: Sphinx) -> None:
    """Let pages of lifecycles and systems be changed before they are read, and tables on paper."""
    app.connect("source-read", _shown_by_the_extension)
    app.add_post_transform(OnPaper)


class OnPaper(SphinxPostTransform):
    """Lets the extension fit the tables of the Markdown on pages, as it does its own."""

    default_priority = 390
    """Before the extension breaks names in tables."""
    formats = ("latex",)

    def run(self, **_: Any) -> None:
        """Change the tables of a document, and the breaks of lines in them."""
        for table in self.document.findall(nodes.table):
            if CLASS not in table["classes"]:
                table["classes"] += [CLASS, "colwidths-given", "longtable"]
                _widen(table)
            for mark in list(table.findall(nodes.raw)):
                if mark.astext() == "<br>":
                    mark.parent.replace(mark, nodes.raw("", r"\newline{}", format="latex"))


def _widen(table: nodes.table) -> None:
    rows = [[entry.astext() for entry in row.children] for row in table.findall(nodes.row)]
    for column, texts in zip(table.findall(nodes.colspec), zip(*rows, strict=True), strict=True):
        column["colwidth"] = min(_WIDEST, 1 + max(map(len, texts)))


def _shown_by_the_extension(_: Sphinx, docname: str, source: list[str]) -> None:
    """Put directives for the sections that they show."""
    if system := _SYSTEM.fullmatch(docname):
        run = rf"--witness \1\2```{{wayout:diagram}} {system[1]}\n:witness: \1\n```"
        source[0] = _RUN.sub(run, source[0])
    page = _PAGE.fullmatch(docname)
    if page:
        head, *sections = _HEADING.split(source[0])
        changed = (_section(page[1], section) for section in sections)
        source[0] = "## ".join([head, *changed])


def _section(name: str, section: str) -> str:
    heading, _, text = section.partition("\n")
    intro = "\n".join(_words(text)).strip()
    match heading:
        case "Diagram":
            shown = f"```{{wayout:diagram}} {name}\n:no-table:\n```"
        case "States":
            shown = f"```{{wayout:table}} {name}\n:index:\n```"
        case "Known defects":
            shown = f"```{{wayout:table}} {name}\n:table: accepted\n```"
        case _:
            return section
    return f"{heading}\n\n{intro}\n\n{shown}\n\n"


def _words(text: str) -> Iterator[str]:
    """Yield the lines before a picture or a table."""
    for line in text.splitlines():
        if line.startswith(("```", "|", "<!--")):
            return
        yield line
