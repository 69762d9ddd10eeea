"""The built-in lifecycles against the releases that they are declared from.

The wheels come from the cache of `wayout drift`, or through pip. The docs are in sdists: those in
the folder that WAYOUT_SDISTS names, such as `nova-34.0.0.tar.gz`.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from wayout.analysis.checks.catalogue import ON_DRIFT, checks
from wayout.analysis.conformance.drift.binding import bind
from wayout.analysis.conformance.drift.bindings import (
    Binding,
    GuardsBinding,
    Mapping,
    WritesBinding,
)
from wayout.analysis.conformance.drift.facts import (
    Constants,
    Guard,
    StatusMap,
    Table,
    Unresolved,
    Writes,
)
from wayout.analysis.conformance.drift.tree import Files, Forest, Tree
from wayout.analysis.finding import Finding, Report
from wayout.analysis.lifecycle import Lifecycle, Location
from wayout.analysis.verification import verify
from wayout.interfaces.drifting.gathering import Held, Wanted, hold, read_sources
from wayout.interfaces.drifting.mappings import builtin_mappings
from wayout.interfaces.drifting.releases import Release
from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading import load_lifecycles

pytestmark = pytest.mark.slow
MAPPINGS = builtin_mappings()
RELEASES = [Wanted(m.project, release=Release(m.project, m.release)) for m in MAPPINGS]


def verified(lifecycles: Iterable[Lifecycle]) -> Report:
    return verify(lifecycles, checks((*ON_DRIFT, "WO901", "WO902")))


@pytest.fixture(scope="module")
def held() -> Held:
    try:
        return hold(load_lifecycles(()), MAPPINGS, RELEASES, whole=True)
    except LoadError as error:
        pytest.skip(f"the pinned releases cannot be had: {error}")


def test_no_drift_is_unexplained(held: Held) -> None:
    assert [finding.message for finding in verified(held.lifecycles).open] == []


def test_every_guard_table_and_map_is_compared(held: Held) -> None:
    bound = [each for lifecycle in held.lifecycles for each in lifecycle.facts]
    assert not [each.fact for each in bound if isinstance(each.fact, Unresolved)]
    decorated = [b for b in bound if isinstance(b.binding, GuardsBinding) and b.binding.decorator]
    assert len(decorated) == 37
    assert all(each.events for each in bound if isinstance(each.fact, Guard))
    tables = {b.fact.name for b in bound if isinstance(b.fact, Table | StatusMap)}
    assert tables == {
        "Image.valid_state_targets",
        "Task._validate_task_status_transition.valid_transitions",
        "_STATE_MAP",
    }


def test_what_is_known_of_the_code_is_found(held: Held) -> None:
    found = {(f.lifecycle, f.check, f.statuses) for f in verified(held.lifecycles).findings}
    for value in ("unmanaging", "error_managing_deleting", "error_unmanaging"):
        assert ("volume", "WO506", (value,)) in found
    assert ("volume", "WO501", ("error_deletingdetaching",)) in found


def of_docs(project: str) -> list[Finding]:
    folder = os.environ.get("WAYOUT_SDISTS")
    (mapping,) = (each for each in MAPPINGS if each.project == project)
    path = Path(folder or "", f"{project}-{mapping.release}.tar.gz")
    if not folder or not path.is_file():
        pytest.skip(f"docs are in the sdist: WAYOUT_SDISTS names no folder with {path.name}")
    wanted = [Wanted(project, str(path))]
    report = verified(hold(load_lifecycles(()), MAPPINGS, wanted, whole=True).lifecycles)
    assert [finding.message for finding in report.open] == []
    return [finding for finding in report.findings if finding.check == "WO508"]


def test_ten_rows_of_novas_page_are_wrong() -> None:
    named = [re.findall(r"documents '([\w ]+)'", f.message)[0] for f in of_docs("nova")]
    assert named == [
        *("pause", "suspend", "rescue", "rebuild", "backup", "snapshot", "stop", "reboot"),
        *("revert resize", "confirm resize"),
    ]


def test_the_pictures_of_glance_and_ironic_lack_two_transitions_each() -> None:
    lacking = {f.statuses for f in of_docs("glance") if "has no transition" in f.message}
    assert lacking == {("queued", "importing"), ("pending_delete", "active")}
    lacking = {f.statuses for f in of_docs("ironic") if "has no transition" in f.message}
    assert lacking == {("service hold", "service failed"), ("wait call-back", "deploy failed")}


def test_cinders_pages_lack_what_its_enums_have() -> None:
    lacking = {(f.lifecycle, f.statuses[0]) for f in of_docs("cinder")}
    assert lacking >= {
        *(("volume", "managing"), ("volume", "error_managing")),
        *(("snapshot", "updating"), ("backup", "deleted")),
    }


@dataclass(frozen=True)
class Edited:
    """The files of a source, one of them edited."""

    files: Files
    path: str
    content: bytes

    def paths(self) -> Iterable[str]:
        return self.files.paths()

    def read(self, path: str) -> bytes:
        return self.content if path == self.path else self.files.read(path)


@dataclass(frozen=True)
class Edit:
    """A change of the source: in its line, `old` from a column on becomes `new`."""

    project: str
    place: Location
    old: str
    new: str
    binding: Binding

    def of(self, content: bytes) -> bytes | None:
        lines = content.decode().splitlines(keepends=True)
        line = lines[self.place.line - 1]
        start = self.place.column - 1
        match = re.compile(self.old).search(line, start)
        if match is None:
            return None
        changed = match.expand(self.new)
        lines[self.place.line - 1] = line[: match.start()] + changed + line[match.end() :]
        return "".join(lines).encode()


TEXT = r"(['\"])([^'\"]+)\1"


def edits(held: Held) -> Iterator[tuple[str, Edit]]:  # noqa: C901, PLR0912 - a case each
    projects = {id(b): m.project for m in MAPPINGS for b in m.bindings}
    for lifecycle in held.lifecycles:
        for each in lifecycle.facts:
            project, binding, fact = projects[id(each.binding)], each.binding, each.fact
            if isinstance(fact, Guard) and isinstance(binding, GuardsBinding) and binding.decorator:
                for item in dict(fact.allowed).get("vm_state", ()):
                    if item.place.path == binding.path:
                        added = r"vm_states.BUILDING, \g<0>"
                        yield "guard", Edit(project, item.place, r"vm_states\.\w+", added, binding)
            elif isinstance(fact, Table):
                for row in fact.rows:
                    yield "row", Edit(project, row.place, TEXT + ",?", "", binding)
            elif isinstance(fact, Constants) and "fields" in binding.path:
                for item in fact.items:
                    yield "constant", Edit(project, item.place, TEXT, r"\1\2x\1", binding)
            elif isinstance(fact, StatusMap):
                for cell in fact.cells:
                    shown = rf"(['\"]){cell.status}\1"
                    yield "cell", Edit(project, cell.place, shown, r"\1WRONG\1", binding)
            elif isinstance(fact, Writes) and isinstance(binding, WritesBinding):
                for write in fact.writes:
                    if isinstance(write.value, str):
                        there = replace(binding, path=write.place.path)
                        literal = rf"(['\"]){write.value}\1"
                        yield "write", Edit(project, write.place, literal, r"\1wrong\1", there)


NUMBERS = {"guard": 16, "row": 10, "constant": 12, "cell": 6, "write": 6}


def chosen(held: Held) -> list[Edit]:
    pools: dict[str, list[Edit]] = {kind: [] for kind in NUMBERS}
    known = {finding.source for finding in verified(held.lifecycles).findings}
    for kind, edit in edits(held):
        if edit.place not in known:
            pools[kind].append(edit)
    random = Random(50)  # noqa: S311 - the same edits each time
    shuffled = [(kind, random.sample(pool, len(pool))) for kind, pool in pools.items()]
    return [edit for kind, pool in shuffled for edit in pool[: NUMBERS[kind] * 2]]


def test_fifty_random_edits_are_reported_at_their_line(held: Held) -> None:
    forest, _ = read_sources(RELEASES)
    lifecycles = load_lifecycles(())
    done: list[Edit] = []
    missed: list[Edit] = []
    for edit in chosen(held):
        tree = forest.tree(edit.project)
        assert tree is not None
        content = edit.of(tree.files.read(edit.place.path))
        if content is None or len(done) == sum(NUMBERS.values()):
            continue
        done.append(edit)
        others = [each for each in forest.trees if each is not tree]
        changed = Tree(tree.name, tree.label, Edited(tree.files, edit.place.path, content))
        only = Mapping(edit.project, "", (edit.binding,))
        before = messages(bind(lifecycles, [only], Forest(forest.trees)))
        after = findings(bind(lifecycles, [only], Forest([changed, *others])))
        new = [finding for finding in after if finding.message not in before]
        at = (edit.place.path, edit.place.line)
        if at not in {(f.source.path, f.source.line) for f in new if f.source}:
            missed.append(edit)
    assert len(done) == 50
    assert not missed


def findings(lifecycles: Iterable[Lifecycle]) -> list[Finding]:
    every = [check for check in checks(ON_DRIFT) if check.run]
    return [f for each in lifecycles for check in every if check.run for f in check.run(each)]


def messages(lifecycles: Iterable[Lifecycle]) -> set[str]:
    return {finding.message for finding in findings(lifecycles)}
