"""All checks on tiny machines: what is found, shown and followed on the machine itself."""

from datetime import date

from tests.analysis.replay import replay
from tests.machines.five_defects import FiveDefects
from tests.machines.mended_defects import MendedDefects
from tests.machines.order_without_roles import OrderWithoutRoles

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.finding import Finding
from wayout.analysis.reading import read
from wayout.analysis.verification import verify


def findings(machine: type) -> tuple[Finding, ...]:
    lifecycle = read(machine, target=machine.__name__)
    return verify([lifecycle], checks(), today=date(2026, 1, 1)).findings


def outline(found: tuple[Finding, ...]) -> list[tuple[str, tuple[str, ...], str]]:
    return [
        (
            finding.check,
            finding.states,
            " ".join(step.event or step.state for step in finding.witness.stem),
        )
        for finding in found
        if finding.witness
    ]


def test_five_defects_are_found_in_one_run_each_with_its_witness():
    found = findings(FiveDefects)
    assert outline(found) == [
        ("WO102", ("archived",), "absent create archive"),
        ("WO105", ("deleted",), "absent create delete undelete"),
        ("WO201", ("growing",), "absent create grow"),
        ("WO203", ("moving",), "absent create move"),
        ("WO204", ("wiping",), "absent create wipe"),
    ]
    assert len(found) == 5
    for finding in found:
        replay(FiveDefects, finding.witness)


def test_each_is_placed_where_it_is_declared():
    lines = {finding.states[0]: finding.location for finding in findings(FiveDefects)}
    assert all(place and place.path.endswith("five_defects.py") for place in lines.values())
    assert len(set(lines.values())) == 5


def test_the_mended_machine_is_clean():
    assert findings(MendedDefects) == ()


def test_a_plain_machine_is_held_to_what_it_says():
    found = findings(OrderWithoutRoles)
    assert [(finding.check, finding.states) for finding in found] == [
        ("WO101", ("forgotten",)),
        ("WO102", ("payment_failed",)),
        ("WO102", ("disputed",)),
        ("WO202", ("payment_failed",)),
    ]
