"""What tables say of a lifecycle, and that each writer keeps rows and columns apart."""

from urllib.parse import unquote

import docutils.core
import pytest
from docutils import nodes
from markdown_it import MarkdownIt
from wcwidth import wcswidth

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.diagrams.tables import TABLES, WRITERS, NoColumn, Table, markdown, rst, text
from wayout.diagrams.tables.documents import documents, everything
from wayout.diagrams.tables.links import address
from wayout.diagrams.tables.table import Span, code, heads, plain, prose
from wayout.diagrams.tables.text import flat
from wayout.machines.vocabulary import (
    Absent,
    Accepted,
    Error,
    Failure,
    Final,
    Machine,
    Request,
    Stable,
    Success,
    Transient,
)


class Door(Machine):
    """A door."""

    absent = Absent()
    shut = Stable("nobody | passes", value="SHUT")
    opening = Transient(value="OPENING")
    stuck = Error(value="STUCK")
    gone = Final(value="GONE")

    build = Request(absent.to(shut), source="door/api.py:build")
    open = Request(shut.to(opening), source="door/api.py:open; https://example.org/open")
    opened = Success(opening.to(shut, cond="oiled"), source="m", note="sets `seen`")
    jammed = Failure(opening.to(stuck), source="m", unsure=True)
    knock = Request(shut.to(shut) | stuck.to(stuck), source="m")
    scrap = Request(shut.to(gone) | stuck.to(gone), source="m")

    oiled: bool = True
    accepted = (Accepted("WO203", states=("stuck",), reason="it sticks", reference="a.py:f"),)


@pytest.fixture(scope="module")
def door() -> Lifecycle:
    return read(Door, target="door.py:Door", name="door")


def rows(table: Table) -> list[list[str]]:
    return [[flat(cell) for cell in row] for row in table.rows]


def names(table: Table) -> list[str]:
    return [head.text for head in table.columns]


def test_states_are_named_by_their_values_and_their_ways_out_are_counted(door: Lifecycle) -> None:
    (table,) = TABLES["states"](door)
    assert names(table) == ["state", "id", "role", "meaning", "ways out"]
    assert rows(table)[1] == ["SHUT", "shut", "stable", "nobody | passes", "2"]
    assert [row[-1] for row in rows(table)] == ["1", "2", "2", "1", "-"]


def test_transitions_stand_in_the_order_of_their_events(door: Lifecycle) -> None:
    (table,) = TABLES["transitions"](door)
    assert names(table) == ["event", "from", "to", "kind", "actor", "guard", "source", "note"]
    assert rows(table)[:4] == [
        ["build", "ABSENT", "SHUT", "request", "user", "", "door/api.py:build", ""],
        [
            *("open", "SHUT", "OPENING", "request", "user", ""),
            *("door/api.py:open; https://example.org/open", ""),
        ],
        ["opened", "OPENING", "SHUT", "success", "service", "oiled", "m", "sets seen"],
        ["jammed", "OPENING", "STUCK", "failure", "service", "", "m", "inferred, not read"],
    ]
    assert len(table.rows) == len(door.transitions)


def test_events_say_what_they_do(door: Lifecycle) -> None:
    (table,) = TABLES["events"](door)
    assert [row[0] for row in rows(table)] == list(door.events)
    effects = {row[0]: row[3] for row in rows(table)}
    assert effects["knock"] == "SHUT, STUCK: stays"
    assert effects["opened"] == "OPENING → SHUT if oiled"


def test_the_matrix_has_every_event_and_joins_states_that_answer_alike(door: Lifecycle) -> None:
    tables = TABLES["matrix"](door)
    events = [head.text for table in tables for head in table.columns[1:]]
    assert events == list(door.events)
    for table in tables:
        states = ", ".join(row[0] for row in rows(table)).split(", ")
        assert sorted(states) == sorted(state.value for state in door.states)


def test_statuses_say_what_to_poll_on(door: Lifecycle) -> None:
    (table,) = TABLES["statuses"](door)
    assert [row[:2] for row in rows(table)] == [
        ["SHUT", "settled"],
        ["OPENING", "in progress"],
        ["STUCK", "failed"],
    ]


def test_accepted_findings_have_their_reasons(door: Lifecycle) -> None:
    (table,) = TABLES["accepted"](door)
    assert rows(table) == [["WO203 admin-only-exit", "STUCK", "it sticks", "a.py:f"]]


def test_columns_are_chosen_in_the_order_asked_for(door: Lifecycle) -> None:
    (table,) = TABLES["states"](door)
    assert names(table.only(["ways-out", "state", "state"])) == ["ways out", "state"]
    with pytest.raises(NoColumn) as raised:
        table.only(["status"])
    assert raised.value.name == "status"
    assert "ways-out" in raised.value.known


@pytest.mark.parametrize("name", TABLES)
def test_markdown_and_rst_keep_every_cell_where_it_is(door: Lifecycle, name: str) -> None:
    for table in TABLES[name](door):
        wanted = [[" ".join(flat(cell).split("; ")) for cell in row] for row in table.rows]
        assert grid_of_markdown(markdown(table)) == [names(table), *wanted]
        assert grid_of_rst(rst(table)) == [names(table), *wanted]


def grid_of_markdown(document: str) -> list[list[str]]:
    grid: list[list[str]] = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(document):
        if token.type == "tr_open":
            grid.append([])
        if token.type == "inline":
            parts = (" " if part.content == "<br>" else part.content for part in token.children)
            grid[-1].append("".join(parts))
    return grid


def grid_of_rst(document: str) -> list[list[str]]:
    tree = docutils.core.publish_doctree(document, settings_overrides={"halt_level": 1})
    return [
        [" ".join(entry.astext().split()) for entry in row.findall(nodes.entry)]
        for row in tree.findall(nodes.row)
    ]


def test_columns_of_text_stand_below_each_other_whatever_the_width_of_their_letters() -> None:
    cells = [(plain(word, "x"), code("end")) for word in ("音楽", "e\u0301", "plain")]
    table = Table("t", heads("a", "b"), tuple(cells))
    lines = text(table).splitlines()
    ends = {wcswidth(line.partition("end")[0]) for line in lines if "end" in line}
    assert ends == {wcswidth(lines[0].partition("B")[0])}
    assert [line for line in lines if line == "x"] == ["x"] * 3


def test_a_table_without_rows_is_a_word() -> None:
    empty = Table("t", heads("a"), ())
    assert {write(empty) for write in WRITERS.values()} == {"None.\n"}


@pytest.mark.parametrize("form", WRITERS)
def test_tables_stand_under_their_titles_and_have_the_same_bytes(
    door: Lifecycle, form: str
) -> None:
    document = documents(form, everything(door))
    assert document == documents(form, everything(read(Door, target="door.py:Door", name="door")))
    titles = ["States", "Transitions", "Statuses", "Accepted findings"]
    found = [document.index(f"{title} of door") for title in titles]
    assert found == sorted(found)
    assert document.endswith("\n")
    assert not document.endswith("\n\n")


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "", "a b:c"],
)
def test_a_table_does_not_lead_where_a_browser_runs_code(link: str) -> None:
    assert address(link) is None
    table = Table("t", heads("a"), ((((Span("x", link=link),),),),))
    assert "script" not in markdown(table) + rst(table)


def test_backticks_of_a_docstring_are_code() -> None:
    table = Table("t", heads("a"), (((prose("sets `a|b` and *c*"),),),))
    assert r"| sets `a\|b` and \*c\* |" in markdown(table)
    assert r"* - sets ``a|b`` and \*c\*" in rst(table)


@pytest.mark.parametrize("link", ["docs@2.md", "name_", "https://a@example.org/b@c"])
def test_a_link_in_rst_leads_where_it_says(link: str) -> None:
    table = Table("links", heads("name"), ((((Span("here", link=link),),),),))
    (found,) = docutils.core.publish_doctree(rst(table)).findall(nodes.reference)
    assert unquote(found["refuri"]) == link
