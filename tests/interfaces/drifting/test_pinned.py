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
    Bound,
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
    bound = [each for x in held.lifecycles for each in x.facts if each.is_held]
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
    found = of_docs("nova")
    named = [name for f in found for name in re.findall(r"documents '([\w ]+)'", f.message)]
    assert named == [
        *("pause", "suspend", "rescue", "rebuild", "backup", "snapshot", "stop", "reboot"),
        *("revert resize", "confirm resize"),
    ]
    (unknown,) = (f for f in found if f.statuses == ("Resize Verify",))
    assert "and 7 more" in unknown.message
    lacking = {f.statuses for f in found if "has no transition" in f.message}
    assert len(lacking) == 13
    assert lacking >= {("error", "active"), ("error", "rescued"), ("resized", "stopped")}


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
    """A change of the source: in a line, `old` from a column on becomes `new`.

    `told` is the line that a finding must name, which is another one where the edit adds one.
    """

    kind: str
    project: str
    place: Location
    old: str
    new: str
    binding: Binding
    told: int

    def of(self, content: bytes) -> bytes | None:
        lines = content.decode().splitlines(keepends=True)
        line = lines[self.place.line - 1]
        start = self.place.column - 1
        match = re.compile(self.old, re.DOTALL).search(line, start)
        if match is None:
            return None
        changed = match.expand(self.new)
        lines[self.place.line - 1] = line[: match.start()] + changed + line[match.end() :]
        return "".join(lines).encode()


TEXT = r"(['\"])([^'\"]+)\1"
STATE = r"vm_states\.\w+,?"
ASSIGNED = r"^( +)([\w.]+ = )\S+\n$"


def edits(held: Held) -> Iterator[Edit]:
    projects = {id(b): m.project for m in MAPPINGS for b in m.bindings}
    for lifecycle in held.lifecycles:
        for each in lifecycle.facts:
            for kind, place, old, new, told in of_fact(each):
                binding = each.binding
                if isinstance(binding, WritesBinding):
                    binding = replace(binding, path=place.path)
                yield Edit(kind, projects[id(each.binding)], place, old, new, binding, told)


def of_fact(each: Bound) -> Iterator[tuple[str, Location, str, str, int]]:  # noqa: C901 - a case each
    fact, binding = each.fact, each.binding
    match fact:
        case Guard() if isinstance(binding, GuardsBinding) and binding.decorator:
            for item in dict(fact.allowed).get("vm_state", ()):
                if item.place.path == binding.path:
                    place, line = item.place, item.place.line
                    yield "state added", place, STATE, r"vm_states.BUILDING, \g<0>", line
                    yield "state removed", place, STATE, "", fact.place.line
        case Table():
            for row in fact.rows:
                place, line = row.place, row.place.line
                yield "row removed", place, rf"{TEXT},?", "", line
                yield "row added", place, TEXT, r"'wrong', \g<0>", line
        case Constants() if "fields" in binding.path:
            for item in fact.items:
                place, line = item.place, item.place.line
                yield "constant renamed", place, TEXT, r"\1\2x\1", line
                start = Location(place.path, line)
                yield "constant added", start, ASSIGNED, r"\g<0>\1WRONG = 'wrong'\n", line + 1
        case StatusMap():
            for cell in fact.cells:
                shown = rf"(['\"]){cell.status}\1"
                yield "cell changed", cell.place, shown, r"\1WRONG\1", cell.place.line
        case Writes():
            for write in (w for w in fact.writes if isinstance(w.value, str)):
                place, line = write.place, write.place.line
                yield "write changed", place, rf"(['\"]){write.value}\1", r"\1wrong\1", line
                start = Location(place.path, line)
                yield "write added", start, ASSIGNED, r"\g<0>\1\2'wrong'\n", line + 1


NUMBERS = {
    "state added": 8,
    "state removed": 8,
    "row removed": 6,
    "row added": 6,
    "constant renamed": 8,
    "constant added": 6,
    "cell changed": 6,
    "write changed": 6,
    "write added": 6,
}


def chosen(held: Held, forest: Forest) -> list[tuple[Edit, bytes]]:
    """Return as many random edits of each kind, with the contents that they make."""
    known = {finding.source for finding in verified(held.lifecycles).findings}
    pool = [edit for edit in edits(held) if edit.place not in known]
    Random(SEED).shuffle(pool)  # noqa: S311 - the same edits each time
    found: dict[str, list[tuple[Edit, bytes]]] = {kind: [] for kind in NUMBERS}
    for edit in pool:
        tree = forest.tree(edit.project)
        assert tree is not None
        if len(found[edit.kind]) < NUMBERS[edit.kind]:
            content = edit.of(tree.files.read(edit.place.path))
            found[edit.kind].extend([(edit, content)] if content else [])
    assert {kind: len(some) for kind, some in found.items()} == NUMBERS
    return [each for some in found.values() for each in some]


SEED = int(os.environ.get("WAYOUT_SEED", "50"))


def test_random_edits_are_reported_at_their_line(held: Held) -> None:
    forest, _ = read_sources(RELEASES)
    lifecycles = load_lifecycles(())
    missed: list[Edit] = []
    for edit, content in chosen(held, forest):
        tree = forest.tree(edit.project)
        assert tree is not None
        others = [each for each in forest.trees if each is not tree]
        changed = Tree(tree.name, tree.label, Edited(tree.files, edit.place.path, content))
        only = Mapping(edit.project, "", (edit.binding,))
        before = messages(bind(lifecycles, [only], forest))
        after = findings(bind(lifecycles, [only], Forest([changed, *others])))
        new = [finding for finding in after if finding.message not in before]
        at = (edit.place.path, edit.told)
        if at not in {(f.source.path, f.source.line) for f in new if f.source}:
            missed.append(edit)
    assert not missed


def findings(lifecycles: Iterable[Lifecycle]) -> list[Finding]:
    every = [check for check in checks(ON_DRIFT) if check.run]
    return [f for each in lifecycles for check in every if check.run for f in check.run(each)]


def messages(lifecycles: Iterable[Lifecycle]) -> set[str]:
    return {finding.message for finding in findings(lifecycles)}
