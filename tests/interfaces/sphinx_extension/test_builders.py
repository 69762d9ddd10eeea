import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from defusedxml import ElementTree
from tests.interfaces.sphinx_extension.projects import (
    DOOR,
    Built,
    Project,
    doors,
    ids,
    links,
    svgs,
)

pytestmark = pytest.mark.slow
"""Each of these builds a project or more in processes of its own."""

INDEX = """
.. wayout:diagram:: door.py:Door
   :caption: The door, drawn
   :name: drawn

:ref:`drawn`

.. wayout:page:: door.py:Door
"""
STRICT = ("-W", "--keep-going", "-n")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return doors(tmp_path, INDEX, 'man_pages = [("index", "doors", "Doors", "", 7)]\n')


def built(project: Project, builder: str):
    done = project.build(builder, *STRICT)
    assert (done.status, done.warned) == (0, "")
    return done


def test_latex_includes_a_pdf_of_each_diagram(project: Project) -> None:
    done = built(project, "latex")
    text = done.text("doors.tex")
    names = {part.partition("}")[0] for part in text.split(r"\sphinxincludegraphics{")[1:]}
    assert text.count(r"\sphinxincludegraphics{wayout-") == 2
    assert names == {path.name for path in done.folder.glob("wayout-*.pdf")}
    assert all((done.folder / name).read_bytes().startswith(b"%PDF-") for name in names)
    assert r"\caption{The door, drawn}" in text


def test_tables_on_paper_go_over_pages_and_break_long_names(tmp_path: Path) -> None:
    table = ".. wayout:table:: volume\n   :table: transitions\n   :operation: extending\n"
    text = built(doors(tmp_path, table), "latex").text("doors.tex")
    columns = re.search(r"\\begin\{longtable\}\{(.*)\}", text)
    assert columns
    widths = [int(width) for width in re.findall(r"\\X\{(\d+)\}", columns[1])]
    assert len(widths) == 8
    assert min(widths) >= len("error_")
    assert sum(widths) < 130
    assert r"extend\_\allowbreak{}completion\_\allowbreak{}callback" in text
    plain = built(doors(tmp_path, table), "text").text("index.txt")
    assert "extend_completion_callback" in plain
    assert "allowbreak" not in plain


def test_text_has_the_tables_instead(project: Project) -> None:
    text = built(project, "text").text("index.txt")
    assert text.count('"shut" → "broken"') == 2
    assert "The door, drawn" in text
    assert "Diagram" not in text
    assert "<#" not in text


@pytest.mark.skipif(not shutil.which("man"), reason="there is no program 'man'")
def test_man_page_has_the_tables(project: Project) -> None:
    page = built(project, "man").folder / "doors.7"
    shown = subprocess.run(  # noqa: S603 - a fixed command
        ["man", "-l", str(page)],  # noqa: S607 - wherever it is
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MANWIDTH": "90", "LC_ALL": "C.UTF-8"},
    ).stdout
    assert "kick" in shown
    assert "half-open" in shown
    assert "#wayout" not in shown


def test_epub_is_sound_and_holds_the_pictures(project: Project) -> None:
    folder = built(project, "epub").folder
    with zipfile.ZipFile(next(folder.glob("*.epub"))) as book:
        assert book.testzip() is None
        page = ElementTree.fromstring(book.read("index.xhtml"))
        manifest = ElementTree.fromstring(book.read("content.opf"))
        listed = {
            item.get("href"): item.get("media-type") for item in manifest.iter() if item.get("href")
        }
        shown = [e for e in page.iter() if e.tag.endswith("}img")]
        assert len(shown) == 2
        for picture in shown:
            assert picture.get("alt").startswith("Diagram of Door: 3 states")
            assert listed[picture.get("src")] == "image/svg+xml"
            assert ElementTree.fromstring(book.read(picture.get("src"))).tag.endswith("svg")


@pytest.mark.parametrize("builder", ["texinfo", "xml", "gettext", "json"])
def test_other_builders_are_quiet(project: Project, builder: str) -> None:
    built(project, builder)


def test_without_graphviz_the_table_stands_in_with_one_notice(project: Project) -> None:
    project.write(
        {
            "conf.py": (project.folder / "conf.py").read_text()
            + "import os, sys\nos.environ['PATH'] = ''\nsys.modules['pygraphviz'] = None\n",
            "other.rst": ":orphan:\n\nOther\n=====\n\n.. wayout:diagram:: door.py:Door\n",
        }
    )
    for builder in ("html", "latex", "epub"):
        done = built(project, builder)
        assert done.said.count("tables instead of diagrams") == 1, builder
    page = Built(0, "", "", project.folder / "_build" / "html").page("index.html")
    cells = ["".join(cell.itertext()).strip() for cell in page.iter("td")]
    assert cells.count("shut → broken") == 2
    assert not svgs(page)
    assert "drawn" in ids(page)
    assert "#drawn" in {uri for uri, _ in links(page)}


@pytest.mark.skipif(not shutil.which("latexmk"), reason="there is no latexmk (Debian: latexmk)")
def test_pdf_shows_the_diagram(project: Project) -> None:
    pypdf = pytest.importorskip("pypdf")
    folder = built(project, "latex").folder
    subprocess.run(
        ["latexmk", "-pdf", "-interaction=nonstopmode", "doors.tex"],  # noqa: S607 - as above
        cwd=folder,
        capture_output=True,
        check=True,
    )
    text = "".join(page.extract_text() for page in pypdf.PdfReader(folder / "doors.pdf").pages)
    assert "Door: 3 states, 3 transitions" in text


def test_a_witness_is_a_numbered_list(tmp_path: Path) -> None:
    lone = doors(tmp_path, ".. wayout:witness:: door.py\n   :witness: dead-end:broken\n")
    lone.write({"door.py": DOOR})
    text = built(lone, "text").text("index.txt")
    assert "WO102 dead-end" in text
    assert '1. state "shut"' in text
    assert '2. "kick" → "broken"' in text
