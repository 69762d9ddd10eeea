"""The same lifecycle gives the same text, whatever the seed of hashes."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from tests.diagrams.examples import HOSTILE_TEXTS, ORDER, PARCEL, hostile, hostile_rules
from wayout.diagrams import Detail, dot, mermaid, plan, plantuml
for lifecycle in (ORDER, PARCEL, hostile(*HOSTILE_TEXTS), hostile_rules(HOSTILE_TEXTS)):
    for detail in Detail:
        drawing = plan(lifecycle, detail)
        sys.stdout.buffer.write((dot(drawing) + mermaid(drawing) + plantuml(drawing)).encode())
"""
LAZY = """
import sys
import wayout.diagrams
print(sorted({"graphviz", "pygraphviz", "networkx", "xml.dom"} & set(sys.modules)))
"""


def run(script: str, seed: str = "0") -> bytes:
    return subprocess.run(  # noqa: S603 - this Python, a script of ours
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
    ).stdout


def test_texts_do_not_depend_on_the_hash_seed() -> None:
    texts = [run(SCRIPT, seed) for seed in ("0", "1", "4711")]
    assert len(texts[0]) > 10_000
    assert texts[0] == texts[1] == texts[2]


def test_importing_the_room_imports_no_graphviz() -> None:
    assert run(LAZY) == b"[]\n"
