import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.effort import examples

import wayout
from wayout.analysis.finding import Report, Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reliance import Reliance, Steps
from wayout.diagrams.drawing import Drawing
from wayout.diagrams.errors import LimitReached, NoRenderer
from wayout.diagrams.explorer import explorer, index, picture
from wayout.diagrams.explorer.data import _column, document, explorer_value
from wayout.diagrams.explorer.findings import findings_of
from wayout.diagrams.explorer.health import health
from wayout.machines import BUILTIN
from wayout.machines.vocabulary import Kind, Role

LARGEST = 300_000


def report_on(*found: Lifecycle) -> Report:
    return wayout.verify(found, wayout.checks())


def data_of(page: str) -> dict[str, object]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    value = json.loads(found[1])
    assert isinstance(value, dict)
    return value


@pytest.fixture(scope="module")
def built_in() -> tuple[tuple[Lifecycle, ...], Report]:
    found = wayout.load(list(BUILTIN))
    return found, report_on(*found)


TINY = lifecycle(
    {"idle": Role.STABLE, "busy": Role.TRANSIENT, "broken": Role.ERROR, "gone": Role.FINAL},
    [
        step("start", "idle", "busy", Kind.REQUEST),
        step("done", "busy", "idle", Kind.SUCCESS),
        step("failed", "busy", "broken", Kind.FAILURE),
        step("repair", "broken", "idle", Kind.ADMIN),
        step("drop", "idle", "gone", Kind.REQUEST, guard="empty"),
        step("drop", "broken", "gone", Kind.REQUEST, guard="empty"),
    ],
)


def test_largest_page_stays_small(built_in: tuple[tuple[Lifecycle, ...], Report]) -> None:
    found, report = built_in
    server = max(found, key=lambda one: len(one.transitions))
    assert len(explorer(server, report).encode()) < LARGEST


def test_every_run_that_shows_a_finding_can_be_replayed(
    built_in: tuple[tuple[Lifecycle, ...], Report],
) -> None:
    for one in built_in[0]:
        findings = findings_of(built_in[1], one.name)
        value = explorer_value(one, findings, None)
        for finding, (*_, run) in zip(findings, value["findings"], strict=True):
            assert (run is None) == (finding.witness is None), finding
            if finding.witness:
                assert len(run[1]) == len(finding.witness.stem) + len(finding.witness.cycle) - 1


@settings(deadline=None, max_examples=examples(60))
@given(lifecycles())
def test_data_say_every_transition_and_who_may_rely_on_it(one: Lifecycle) -> None:
    value = json.loads(document(explorer_value(one, (), None)))
    ids = [state.id for state in one.states]
    origins = [state for state, count in zip(ids, value["out"], strict=True) for _ in range(count)]
    told = Steps(one)
    steps = [each for state in ids for each in one.leaving(state)]
    width = len(value["to"]) // len(steps) if steps else 1
    for place, each in enumerate(steps):
        assert origins[place] == each.from_state
        assert ids[int(value["to"][place * width :][:width], 36)] == each.to_state
        may = int(value["may"][place], 16)
        assert bool(may & 1) == told.goes_on(each, Reliance.USER)
        assert bool(may & 2) == told.begins(each, Reliance.USER)
        assert bool(may & 4) == told.goes_on(each, Reliance.SERVICES)
        assert bool(may & 8) == told.goes_on(each, Reliance.ADMIN)


@given(st.lists(st.integers(0, 10**6)))
def test_columns_are_read_back(numbers: list[int]) -> None:
    text = _column(numbers)
    width = len(text) // len(numbers) if numbers else 1
    assert [int(text[at : at + width], 36) for at in range(0, len(text), width)] == numbers


def test_data_cannot_end_their_element() -> None:
    assert "<" not in document({"a": "</script><!--"})
    assert json.loads(document({"a": "</script><!--"})) == {"a": "</script><!--"}


def test_policy_admits_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    page = explorer(TINY, report_on(TINY))
    (policy,) = re.findall(r'Security-Policy" content="([^"]*)"', page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (script,) = re.findall(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    hashed = {
        name: f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for name, text in (("style-src", style), ("script-src", script))
    }
    assert rules == hashed | {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert " style=" not in page


def test_page_has_the_content_without_its_script() -> None:
    page = re.sub(r"<script.*?</script>", "", explorer(TINY, report_on(TINY)), flags=re.DOTALL)
    for state in TINY.states:
        assert f"<th>{state.value}</th>" in page
    assert "<tr><th>repair</th><td>admin</td><td>admin</td><td>BROKEN → IDLE</td>" in page
    assert "every stable or error state → GONE if empty" in page
    assert "WO203 admin-only-exit" in page


def test_findings_that_differ_in_their_states_only_are_told_once() -> None:
    roles = {"idle": Role.STABLE, "one": Role.ERROR, "two": Role.ERROR}
    stuck = [
        each
        for state in ("one", "two")
        for each in (
            step("fail", "idle", state, Kind.FAILURE, guard=f"is_{state}"),
            step("repair", state, "idle", Kind.ADMIN),
        )
    ]
    one = lifecycle(roles, stuck)
    page = explorer(one, report_on(one))
    assert page.count("<b>WO203 admin-only-exit</b>") == 1
    assert 'The same of <span id="finding-' in page


def test_source_that_is_an_address_is_a_link_and_other_schemes_are_text() -> None:
    steps = [
        replace(step("go", "a", "b"), source="https://example.org/x"),
        replace(step("run", "a", "b"), source="javascript:alert(1)"),
    ]
    one = lifecycle({"a": Role.STABLE, "b": Role.FINAL}, steps)
    page = explorer(one, report_on(one))
    assert '<a href="https://example.org/x" rel="noreferrer">https://example.org/x</a>' in page
    assert "<td>javascript:alert(1)</td>" in page


def test_without_graphviz_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise NoRenderer

    monkeypatch.setattr(picture, "render", refuse)
    page = explorer(TINY, report_on(TINY))
    assert "There is no picture" in page
    assert "<svg" not in page
    assert data_of(page)["lines"] == {}


def test_what_takes_too_long_to_lay_out_is_drawn_with_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    render = picture.render
    tried = []

    def slow_at_first(drawing: Drawing, *rest: object, **more: object) -> bytes:
        tried.append(drawing)
        if len(tried) == 1:
            raise LimitReached(drawing.name, 10)
        return render(drawing, *rest, **more)

    monkeypatch.setattr(picture, "render", slow_at_first)
    assert "Simplified: the events are in the tooltips." in explorer(TINY, report_on(TINY))


def test_same_lifecycle_gives_the_same_page() -> None:
    assert explorer(TINY, report_on(TINY)) == explorer(TINY, report_on(TINY))


def test_health_counts_what_passed_and_what_a_limit_cut_short() -> None:
    report = report_on(TINY)
    checks = {finding.check for finding in report.open}
    undone = Unfinished(TINY.name, "it takes too long", ("WO101",))
    found = health(TINY, replace(report, unfinished=(undone,)))
    assert found.passed == found.checks - len(checks) - 1
    assert found.findings == len(report.findings) > 0
    assert found.unfinished == 1


def test_index_links_to_the_pages_and_names_what_was_not_read() -> None:
    report = replace(report_on(TINY), unfinished=(Unfinished("huge.json", "it is too large"),))
    page = index([(TINY, "tiny.html")], report)
    assert '<a href="tiny.html">tiny</a>' in page
    assert "huge.json: it is too large" in page
    assert "<script" not in page
