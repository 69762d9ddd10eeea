"""`wayout docs`: blocks are filled and held true, and nothing is ever half done."""

import json
import os
from pathlib import Path

import docutils.core
import pytest
from docutils import nodes
from markdown_it import MarkdownIt
from tests.interfaces.conftest import GATE, Wayout, Write

from wayout.diagrams import Detail, Picture

TABLE = "# Gates\r\n\r\n<!-- wayout:begin gate.py table -->\r\n<!-- wayout:end -->\r\nend"


@pytest.mark.usefixtures("gate")
def test_a_changed_transition_makes_its_blocks_stale(wayout: Wayout, write: Write) -> None:
    write(
        "README.md",
        "<!-- wayout:begin gate.py table -->\n<!-- wayout:end -->\n\n"
        "<!-- wayout:begin router table -->\n<!-- wayout:end -->\n",
    )
    write("guide.rst", ".. wayout:begin gate.py diagram\n.. wayout:end\n")
    assert wayout("docs", "README.md", "guide.rst").stdout.split() == ["README.md", "guide.rst"]
    assert wayout("docs", "--check", "README.md", "guide.rst").exit_code == 0
    write("gate.py", GATE.replace("scrap = shut", "demolish = shut"))
    before = {name: Path(name).read_bytes() for name in ("README.md", "guide.rst")}
    result = wayout("docs", "--check", "README.md", "guide.rst")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "README.md:1: stale: gate.py table; run wayout docs README.md (+1 -1 lines)",
        "guide.rst:1: stale: gate.py diagram; run wayout docs guide.rst (+1 -1 lines)",
    ]
    assert {name: Path(name).read_bytes() for name in before} == before
    assert wayout("docs", ".").exit_code == 0
    assert wayout("docs", "--check", ".").exit_code == 0
    assert "demolish" in Path("README.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("gate")
def test_all_but_the_block_stays_byte_for_byte(wayout: Wayout, folder: Path) -> None:
    path = folder / "gates.md"
    path.write_bytes(TABLE.encode())
    path.chmod(0o640)
    assert wayout("docs", "gates.md").exit_code == 0
    text = path.read_bytes().decode()
    assert text.startswith("# Gates\r\n\r\n<!-- wayout:begin gate.py table -->\r\n\r\n| event |")
    assert text.endswith("|\r\n\r\n<!-- wayout:end -->\r\nend")
    assert "\n" not in text.replace("\r\n", "")
    assert path.stat().st_mode & 0o777 == 0o640
    edited = text.replace("`scrap`", "`scrapped`")
    path.write_bytes(edited.encode())
    assert wayout("docs", "gates.md").exit_code == 0
    assert path.read_bytes().decode() == text


@pytest.mark.usefixtures("gate")
def test_all_problems_of_all_documents_are_named_and_nothing_is_written(
    wayout: Wayout, write: Write, folder: Path
) -> None:
    good = write("good.md", "<!-- wayout:begin gate.py table -->\n<!-- wayout:end -->\n")
    before = good.read_bytes()
    marks = [
        "nothing.py table",
        "gate.py tabel",
        "gate.py states",
        "gate.py",
        "gate.py table stats",
        "gate.py table columns=evnt",
        "gate.py table only=scarp",
        "gate.py table states only=scrap",
        "gate.py diagram columns=a",
        "gate.py diagram detail=ful",
        "gate.py picture",
        "gate.py picture a.gif",
        "gate.py picture /a.svg",
        "gate.py picture javascript:a.svg",
        'gate.py picture a.svg alt="x',
        "gate.py table projected",
        "gate.py diagram event=scarp",
        "gate.py diagram actor=usr",
        "gate.py diagram depth=1",
        "gate.py diagram failures=yes",
        "gate.py page witness=WO1",
        "gate.py table statuses failures",
        "gate.py table only=scrap failures",
        "gate.py diagram link-states=a",
        "gate.py picture a.svg link-states=javascript:a",
    ]
    blocks = "".join(f"<!-- wayout:begin {mark} -->\n<!-- wayout:end -->\n" for mark in marks)
    write("wrong.md", f"{blocks}<!-- wayout:begin gate.py table -->\n")
    (folder / "latin.md").write_bytes(b"a\n\xe9\n")
    write("note.txt", "")
    names = ("good.md", "wrong.md", "latin.md", "note.txt", "absent.md")
    result = wayout("docs", *names)
    assert result.exit_code == 2
    assert not result.stdout
    places = [
        line.removeprefix("wayout: error: ").split(": ")[0] for line in result.stderr.splitlines()
    ]
    assert set(places) == {
        *(f"wrong.md:{1 + 2 * index}" for index in range(len(marks) + 1)),
        *("latin.md:2", "note.txt", "absent.md"),
    }
    for hint in (
        "did you mean 'table'",
        "did you mean 'states'",
        "did you mean 'event'",
        "did you mean 'scrap'",
        "did you mean 'full'",
        "`table states`",
    ):
        assert hint in result.stderr
    assert good.read_bytes() == before


@pytest.mark.usefixtures("gate")
def test_read_only_documents_are_refused_only_where_they_are_stale(
    wayout: Wayout, write: Write
) -> None:
    path = write("gates.md", "<!-- wayout:begin gate.py table -->\n<!-- wayout:end -->\n")
    path.chmod(0o444)
    result = wayout("docs", "gates.md")
    assert result.exit_code == 2
    assert "gates.md: has stale blocks and is read-only" in result.stderr
    assert wayout("docs", "--check", "gates.md").exit_code == 1
    path.chmod(0o644)
    assert wayout("docs", "gates.md").exit_code == 0
    path.chmod(0o444)
    assert wayout("docs", "gates.md").exit_code == 0


@pytest.mark.usefixtures("gate")
def test_a_link_keeps_pointing_where_it_does(wayout: Wayout, write: Write, folder: Path) -> None:
    path = write("real.md", "<!-- wayout:begin gate.py table -->\n<!-- wayout:end -->\n")
    link = folder / "link.md"
    link.symlink_to("real.md")
    assert wayout("docs", "link.md", "real.md").stdout == "link.md\n"
    assert link.is_symlink()
    assert "scrap" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("gate")
def test_the_config_names_the_documents(
    wayout: Wayout, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("wayout.toml", 'targets = ["gate.py"]\ndocs = ["README.md", "docs/**/*.rst"]\n')
    write("README.md", "<!-- wayout:begin list -->\n<!-- wayout:end -->\n")
    write("docs/a/guide.rst", ".. wayout:begin gate.py table states\n.. wayout:end\n")
    below = folder / "docs" / "a"
    monkeypatch.chdir(below)
    result = wayout("docs", "--check")
    assert result.exit_code == 1
    assert [line.partition(": stale")[0] for line in result.stdout.splitlines()] == [
        f"{folder.as_posix()}/README.md:1",
        "guide.rst:1",
    ]
    assert wayout("docs").exit_code == 0
    assert wayout("docs", "--check").exit_code == 0
    assert "| `Gate` | A gate without defects |" in (folder / "README.md").read_text("utf-8")
    shown = wayout("check", "--show-settings").stdout
    assert "README.md" in shown
    write("wayout.toml", 'docs = ["none/*.md", "a\\u0000"]\n')
    refused = wayout("docs").stderr
    assert "'none/*.md' fits no file" in refused
    assert "NUL" in refused


def test_without_documents_or_blocks_it_says_what_to_write(wayout: Wayout, write: Write) -> None:
    assert "docs = [" in wayout("docs").stderr
    write("a.md", "# Nothing\n")
    result = wayout("docs", "a.md")
    assert result.exit_code == 2
    assert "wayout:begin volume table" in result.stderr


@pytest.mark.usefixtures("gate")
@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_a_picture_is_written_beside_its_document(
    wayout: Wayout, write: Write, folder: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = {
        "md": "<!-- wayout:begin gate.py picture images/gate.svg alt='A *gate*' -->\n"
        "<!-- wayout:end -->\n",
        "rst": '.. wayout:begin gate.py picture images/gate.svg alt="A *gate*"\n\n.. wayout:end\n',
    }
    document = write(f"docs/gates.{suffix}", marks[suffix])
    picture = folder / "docs" / "images" / "gate.svg"
    name = f"docs/gates.{suffix}"
    assert wayout("docs", "--check", name).exit_code == 1
    assert not picture.exists()
    assert wayout("docs", name).stdout.split() == ["docs/images/gate.svg", name]
    text = document.read_text(encoding="utf-8")
    assert image_of(text, suffix) == ("images/gate.svg", "A *gate*")
    drawn = picture.read_bytes()
    monkeypatch.setenv("PATH", os.devnull)
    picture.write_bytes(drawn.replace(b"\n", b"\r\n"))
    assert wayout("docs", "--check", name).exit_code == 0
    picture.write_bytes(drawn + b"<!-- mine -->")
    assert wayout("docs", "--check", name).exit_code == 1
    picture.unlink()
    assert wayout("docs", "--check", name).exit_code == 1
    monkeypatch.undo()


def image_of(text: str, suffix: str) -> tuple[str, str]:
    if suffix == "md":
        tokens = MarkdownIt("commonmark").parse(text)
        (image,) = [one for token in tokens for one in token.children or () if one.type == "image"]
        return str(image.attrs["src"]), image.content.replace("\\", "")
    tree = docutils.core.publish_doctree(text, settings_overrides={"halt_level": 1})
    (found,) = tree.findall(nodes.image)
    return found["uri"], found["alt"]


def test_two_blocks_cannot_be_one_picture(wayout: Wayout, write: Write) -> None:
    write(
        "a.md",
        "<!-- wayout:begin router picture a.svg -->\n<!-- wayout:end -->\n"
        "<!-- wayout:begin network picture a.svg -->\n<!-- wayout:end -->\n",
    )
    result = wayout("docs", "--check", "a.md")
    assert result.exit_code == 2
    assert "a.md:3: a.svg is another block's picture" in result.stderr


def test_every_block_of_rst_is_sound(wayout: Wayout, write: Write) -> None:
    kinds = [
        "table",
        "table states",
        "table events",
        "table matrix",
        "table statuses",
        "table accepted",
    ]
    blocks = "".join(f".. wayout:begin router {kind}\n.. wayout:end\n\n" for kind in kinds)
    path = write("a.rst", f"Router\n======\n\n{blocks}.. wayout:begin router list\n.. wayout:end\n")
    assert wayout("docs", "a.rst").exit_code == 0
    text = path.read_text(encoding="utf-8")
    tree = docutils.core.publish_doctree(text, settings_overrides={"halt_level": 1})
    assert len(list(tree.findall(nodes.table))) >= len(kinds) + 1


def ring(states: int, *, compounds: int = 0, per_state: int = 1) -> str:
    """Return a machine as JSON: a ring of states, from each a step to as many others."""
    names = [f"s{index}" for index in range(states)]
    parents = [f"c{index * compounds // states}" if compounds else None for index in range(states)]
    steps = [
        {"event": f"e{index}", "from": name, "to": names[(index + turn) % states]}
        for index, name in enumerate(names)
        for turn in range(1, per_state + 1)
    ]
    boxes = [{"id": f"c{index}", "value": f"c{index}"} for index in range(compounds)]
    return json.dumps(
        {
            "version": 1,
            "name": "ring",
            "initial": "s0",
            "states": [
                {"id": name, "value": name, "parent": parent, "role": "stable"}
                for name, parent in zip(names, parents, strict=True)
            ],
            "compounds": boxes,
            "transitions": steps,
        }
    )


@pytest.mark.parametrize(
    ("machine", "filled", "said"),
    [
        (ring(600), "```mermaid\n", "Simplified"),
        (
            ring(60, compounds=30, per_state=59),
            "<!-- A table instead of a Mermaid diagram: 871 lines, at most 500 by Mermaid -->\n",
            "| `e59` |",
        ),
    ],
    ids=["simplified", "table"],
)
def test_a_diagram_beyond_the_limits_of_a_page_is_what_draw_makes_of_it(
    wayout: Wayout, write: Write, machine: str, filled: str, said: str
) -> None:
    write("ring.json", machine)
    path = write("a.md", "<!-- wayout:begin ring.json diagram -->\n<!-- wayout:end -->\n")
    assert wayout("docs", "a.md").exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert text.partition("-->\n\n")[2].startswith(filled)
    assert said in text
    wayout("draw", "ring.json", "-o", "ring.mmd")
    drawn = next(one for one in ("ring.mmd.md", "ring.mmd") if Path(one).exists())
    assert Path(drawn).read_text(encoding="utf-8") in text
    assert wayout("docs", "--check", "a.md").exit_code == 0


def test_a_picture_with_less_than_its_block_asks_for_is_not_written(
    wayout: Wayout, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> Picture:
        return Picture(b"<svg/>", "svg", Detail.GROUPS, "dot was stopped: it took longer than 10 s")

    monkeypatch.setattr("wayout.interfaces.refreshing.pictures.draw", slow)
    path = write("a.md", "<!-- wayout:begin router picture a.svg -->\n<!-- wayout:end -->\n")
    before = path.read_bytes()
    result = wayout("docs", "a.md")
    assert result.exit_code == 2
    assert "a.md:1: a.svg: dot was stopped: it took longer than 10 s; ask for less" in result.stderr
    assert path.read_bytes() == before
    assert not (folder / "a.svg").exists()


@pytest.mark.usefixtures("gate")
def test_blocks_know_views(wayout: Wayout, write: Write, folder: Path) -> None:
    path = write(
        "a.md",
        "<!-- wayout:begin volume diagram event=extend mark=accepted -->\n<!-- wayout:end -->\n"
        "<!-- wayout:begin volume table witness=WO203:extending -->\n<!-- wayout:end -->\n"
        "<!-- wayout:begin volume table states around=in-use -->\n<!-- wayout:end -->\n"
        "<!-- wayout:begin volume picture v.svg failures link-states=v.html#{state} -->\n"
        "<!-- wayout:end -->\n",
    )
    assert wayout("docs", "a.md").exit_code == 0
    diagram, run, states, picture = path.read_text(encoding="utf-8").split("wayout:begin")[1:]
    assert "volume, event extend and what follows" in diagram
    assert "WO203" in diagram
    assert "| `1 create` | `ABSENT` | `creating` |" in run
    assert "| `in-use` |" in states
    assert "| `managing` |" not in states
    assert "Left out of this view: 16 states" in states
    assert "![volume, failures: " in picture
    assert 'href="v.html#error"' in (folder / "v.svg").read_text(encoding="utf-8")
    assert wayout("docs", "--check", "a.md").exit_code == 0
    changed = path.read_text(encoding="utf-8").replace("#{state}", "?{state}")
    path.write_text(changed, encoding="utf-8")
    assert "a.md" in wayout("docs", "--check", "a.md").stdout


def test_a_page_has_the_sections_of_a_lifecycle(wayout: Wayout, write: Write) -> None:
    mark = {"md": "<!-- wayout:{} -->\n", "rst": ".. wayout:{}\n\n"}
    for suffix, line in mark.items():
        text = line.format("begin router page around=ACTIVE mark=accepted") + line.format("end")
        write(f"a.{suffix}", f"{text}\n")
    assert wayout("docs", "a.md", "a.rst").exit_code == 0
    found = Path("a.md").read_text(encoding="utf-8")
    headings = [line for line in found.splitlines() if line.startswith("#")]
    assert headings == ["## Diagram", "## States", "## Events", "## Accepted findings"]
    assert "A Neutron router, from its creation to its deletion." in found
    assert "Left out of this view: 1 state, " in found
    text = Path("a.rst").read_text(encoding="utf-8")
    diagram, mark, tables = text.partition(".. rubric:: States")
    assert ".. graphviz::\n   :alt: router, around ACTIVE: 4 of 5 states" in diagram
    tree = docutils.core.publish_doctree(mark + tables, settings_overrides={"halt_level": 1})
    titles = [each.astext() for each in tree.findall(nodes.rubric)]
    assert titles == ["States", "Events", "Accepted findings"]
    assert len(list(tree.findall(nodes.table))) == len(titles)
