"""What each lifecycle declares, counted and digested. `make golden` writes it anew.

The rows are not always here; the digest is. It tells a change that was meant from a slip.
"""

import hashlib
import json
import os
from collections import Counter
from pathlib import Path

import pytest
from tests.machines.walking import load

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.machines import BUILTIN

GOLDEN = Path(__file__).parents[2] / "golden" / "fidelity.json"


def digest(lifecycle: Lifecycle) -> dict[str, object]:
    """Count states, transitions of each kind and inferred ones, and hash the whole table.

    A line of the table is one transition, as values and not as ids; their order does not count.
    """
    value = {state.id: state.value for state in lifecycle.states}
    table = sorted(
        json.dumps(
            [
                *(step.event, value[step.from_state], value[step.to_state]),
                step.kind and step.kind.value,
                step.actor and step.actor.value,
                *(step.guard, step.source, step.unsure),
            ]
        )
        for step in lifecycle.transitions
    )
    kinds = Counter(step.kind.value for step in lifecycle.transitions if step.kind)
    return {
        "states": len(lifecycle.states),
        "kinds": dict(sorted(kinds.items())),
        "unsure": sum(step.unsure for step in lifecycle.transitions),
        "sha256": hashlib.sha256("\n".join(table).encode()).hexdigest(),
    }


def moved(name: str, golden: dict[str, object] | None, found: dict[str, object]) -> str:
    """Say which counts of a lifecycle are not as they were, and how to take them over."""
    remedy = "if that is meant, run `make golden` and read the difference"
    if golden is None:
        return f"{name}: not in {GOLDEN.name} yet; {remedy}"
    what = [
        f"{key} {_shown(golden.get(key))} -> {_shown(found[key])}"
        for key in found
        if key != "sha256" and golden.get(key) != found[key]
    ]
    return f"{name}: {', '.join(what) or 'no count moved, but transitions changed'}; {remedy}"


def _shown(count: object) -> str:
    if isinstance(count, dict):
        return " ".join(f"{kind}={number}" for kind, number in count.items())
    return str(count)


@pytest.mark.parametrize("name", BUILTIN)
def test_golden_digest(name: str) -> None:
    found = digest(read(load(name), target=name))
    known = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    if os.environ.get("WAYOUT_GOLDEN") == "write":
        known = {key: known[key] for key in BUILTIN if key in known} | {name: found}
        ordered = {key: known[key] for key in BUILTIN if key in known}
        GOLDEN.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
    assert known.get(name) == found, moved(name, known.get(name), found)


def test_golden_names_no_other_lifecycle() -> None:
    assert list(json.loads(GOLDEN.read_text(encoding="utf-8"))) == list(BUILTIN)


def test_message_names_lifecycle_and_counts() -> None:
    before = {"states": 3, "kinds": {"request": 2}, "unsure": 0, "sha256": "a"}
    after = {"states": 3, "kinds": {"request": 2, "revert": 1}, "unsure": 1, "sha256": "b"}
    said = moved("door", before, after)
    assert said.startswith("door: kinds request=2 -> request=2 revert=1, unsure 0 -> 1; ")
    assert "`make golden`" in said
    assert "transitions changed" in moved("door", before, before | {"sha256": "c"})
