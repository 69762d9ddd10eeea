import csv
import io
import json

import pytest
from tests.interfaces.conftest import Wayout, Write

ORDER = """
    from statemachine import State, StateMachine


    class Order(StateMachine):
        open = State(initial=True)
        paid = State()
        held = State()
        closed = State(final=True)

        pay = open.to(paid) | paid.to(None)
        hold = paid.to(held, cond="odd") | paid.to(closed, cond="late")
        end = paid.to(closed) | held.to(closed)
        odd = late = True
"""


@pytest.fixture
def order(write: Write) -> str:
    write("order.py", ORDER)
    return "order.py"


def test_matrix_names_what_each_state_answers(wayout: Wayout, order: str) -> None:
    result = wayout("show", order, "--matrix")
    assert result.exit_code == 0
    assert result.stdout == (
        "Order: where each event leads; - where it is refused, ? where a guard decides\n"
        "\n"
        "STATE   pay      hold          end\n"
        "open    paid     -             -\n"
        "paid    ignored  held|closed?  closed\n"
        "held    -        -             closed\n"
        "closed  -        -             -\n"
    )


def test_matrix_groups_states_with_the_same_answers(wayout: Wayout, order: str) -> None:
    text = wayout("show", order, "--matrix", "--event", "h*").stdout
    assert text.splitlines()[2:] == [
        "STATE               hold",
        "open, held, closed  -",
        "paid                held|closed?",
    ]


def test_matrix_of_some_states_and_events(wayout: Wayout, order: str) -> None:
    chosen = ("--state", "open", "--state", "h*", "--event", "pay", "--event", "e?d")
    rows = wayout("show", order, "--matrix", *chosen).stdout.splitlines()[2:]
    assert [row.split() for row in rows] == [
        ["STATE", "pay", "end"],
        ["open", "paid", "-"],
        ["held", "-", "closed"],
    ]


def test_a_wide_matrix_is_cut_into_tables(wayout: Wayout) -> None:
    text = wayout("show", "volume", "--matrix").stdout
    assert text.count("STATE ") > 3
    assert max(map(len, text.splitlines())) < 200


def test_matrix_as_data(wayout: Wayout, order: str) -> None:
    document = json.loads(wayout("show", order, "--matrix", "-f", "json").stdout)
    (matrix,) = document["matrices"]
    assert matrix["lifecycle"] == "Order"
    assert matrix["states"] == ["open", "paid", "held", "closed"]
    assert matrix["answers"][4] == {
        "state": "paid",
        "event": "hold",
        "answer": "handled",
        "to": ["held", "closed"],
        "sure": False,
    }
    rows = list(csv.DictReader(io.StringIO(wayout("show", order, "--matrix", "-f", "csv").stdout)))
    assert len(rows) == 12
    assert rows[0] == {
        "lifecycle": "Order",
        "state": "open",
        "event": "pay",
        "answer": "handled",
        "to": "paid",
        "sure": "yes",
    }


def test_matrix_in_markdown(wayout: Wayout, write: Write) -> None:
    write(
        "x.json",
        r'{"name": "a|b", "initial": "s_1", "drops_events": true,'
        r' "states": [{"id": "s_1", "role": "stable"}, {"id": "<b>", "role": "final"}],'
        r' "transitions": [{"event": "go|now\n", "from": "s_1", "to": "<b>"}]}',
    )
    text = wayout("show", "x.json", "--matrix", "-f", "markdown").stdout
    assert text.splitlines()[2:] == [
        r"| state | `go\|now\u000A` |",
        "|---|---|",
        r"| `s_1` | \<b\> |",
        "| `<b>` | dropped |",
    ]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--state", "open"], "--matrix"),
        (["-f", "csv"], "--matrix"),
        (["--matrix", "--state", "opne"], "no state is called 'opne'; did you mean 'open'?"),
        (["--matrix", "--event", "x*"], "no event is called 'x*'"),
    ],
)
def test_what_means_nothing_is_refused(
    wayout: Wayout, order: str, arguments: list[str], problem: str
) -> None:
    result = wayout("show", order, *arguments)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stdout == ""
