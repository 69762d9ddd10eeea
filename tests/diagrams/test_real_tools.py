"""What each writer writes is read by the tool that it is for, and says there what it should."""

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
from defusedxml import ElementTree
from tests.diagrams.examples import HOSTILE_TEXTS, ORDER, PARCEL, hostile, hostile_rules
from tests.diagrams.test_lanes import printing, proof

from wayout import load
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import (
    Detail,
    Drawing,
    Lanes,
    TooLarge,
    View,
    dot,
    lanes_of,
    mermaid,
    plan,
    plantuml,
)
from wayout.diagrams.arrows import arrows, names
from wayout.diagrams.sequences import mermaid_sequence, plantuml_sequence
from wayout.machines import BUILTIN

pytestmark = pytest.mark.slow

NODE_TOOLS = Path(__file__).parents[2] / "build" / "node"
HOSTILE = (hostile(*HOSTILE_TEXTS), hostile_rules(HOSTILE_TEXTS))
ENTITY = re.compile("ﬂ°(°?)(\\w+)¶ß")
"""How Mermaid keeps an entity until it draws it."""


@cache
def lifecycles() -> tuple[Lifecycle, ...]:
    return (*load(list(BUILTIN)), ORDER, PARCEL, *HOSTILE)


def spaced(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def drawings() -> Iterable[Drawing]:
    for lifecycle in lifecycles():
        yield plan(lifecycle)
        yield plan(lifecycle, Detail.GROUPS)
        if lifecycle.name not in {one.name for one in HOSTILE}:
            yield plan(lifecycle, view=View(failures=True))


def labels(drawing: Drawing) -> set[str]:
    called = names(drawing)
    return {
        spaced(f"{node.label} ({node.caption})" if node.caption else node.label)
        for node in drawing.nodes
        if called[node.id] == node.id
    }


def test_graphviz_reads_dot() -> None:
    pygraphviz = pytest.importorskip("pygraphviz")
    for drawing in drawings():
        graph = pygraphviz.AGraph(string=dot(drawing))
        assert {node.id for node in drawing.nodes} <= set(graph.nodes())
        drawn = [edge for edge in graph.edges() if edge.attr["id"]]
        assert len(drawn) == len(drawing.edges)


def test_mermaid_reads_mermaid() -> None:
    node = shutil.which("node")
    if node is None or not (NODE_TOOLS / "node_modules" / "mermaid").exists():
        pytest.skip("mermaid is not installed in build/node; `make slow` does it")
    written = []
    for drawing in drawings():
        try:
            written.append((drawing, mermaid(drawing)))
        except TooLarge:
            continue
    script = Path(__file__).with_name("parse_mermaid.mjs")
    answers = json.loads(
        subprocess.run(  # noqa: S603 - a fixed command, no shell
            [node, str(script), str(NODE_TOOLS / "package.json")],
            input=json.dumps([text for _, text in written]).encode(),
            capture_output=True,
            check=True,
        ).stdout
    )
    assert len(written) > len(BUILTIN)
    for (drawing, _), answer in zip(written, answers, strict=True):
        assert answer.get("type") == "stateDiagram", (drawing.title, answer)
        read = {spaced(html.unescape(ENTITY.sub(entity, text))) for text in answer["states"]}
        assert {label for label in labels(drawing) if label} <= read, drawing.title
        assert answer["relations"] == len(list(arrows(drawing, names(drawing))))


def sequences(written: Callable[[Lanes], str]) -> Iterable[tuple[Lanes, str]]:
    for text in ("at work", *HOSTILE_TEXTS):
        declared = printing(busy=text, claim=text if text.strip() else "calm")
        yield (lanes := lanes_of(declared, proof(declared, busy=text))), written(lanes)
    declared = printing(busy="end")
    lanes = lanes_of(declared, proof(declared, "done", "submit", "print", busy="end"))
    yield lanes, written(lanes)


def test_mermaid_reads_sequences() -> None:
    node = shutil.which("node")
    if node is None or not (NODE_TOOLS / "node_modules" / "mermaid").exists():
        pytest.skip("mermaid is not installed in build/node; `make slow` does it")
    written = list(sequences(mermaid_sequence))
    script = Path(__file__).with_name("parse_mermaid.mjs")
    done = subprocess.run(  # noqa: S603 - a fixed command, no shell
        [node, str(script), str(NODE_TOOLS / "package.json")],
        input=json.dumps([text for _, text in written]).encode(),
        capture_output=True,
        check=True,
    )
    for (lanes, text), answer in zip(written, json.loads(done.stdout), strict=True):
        assert answer.get("type") == "sequence", (lanes.title, answer, text)
        assert len(answer["actors"]) == len(lanes.lanes)


def test_plantuml_reads_sequences() -> None:
    program = shutil.which("plantuml")
    if program is None:
        pytest.skip("plantuml is not installed; `make slow` does it where it can")
    written = list(sequences(plantuml_sequence))
    done = subprocess.run(  # noqa: S603 - a fixed command, no shell
        [program, "-pipe", "-tsvg", "-charset", "UTF-8", "-pipedelimitor", "<!-- next -->"],
        input="".join(text for _, text in written).encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().count("<!-- next -->") == len(written)


def entity(match: re.Match[str]) -> str:
    return f"&#{match[2]};" if match[1] else f"&{match[2]};"


def test_plantuml_reads_plantuml() -> None:
    program = shutil.which("plantuml")
    if program is None:
        pytest.skip("plantuml is not installed; `make slow` does it where it can")
    written = [(drawing, plantuml(drawing)) for drawing in drawings()]
    # Its own layout: it must not depend on which Graphviz is there.
    whole = "".join(
        text.replace("@startuml\n", "@startuml\n!pragma graphviz_dot jdot\n", 1)
        for _, text in written
    )
    done = subprocess.run(  # noqa: S603 - a fixed command, no shell
        [program, "-pipe", "-tsvg", "-charset", "UTF-8", "-pipedelimitor", "<!-- next -->"],
        input=whole.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PLANTUML_LIMIT_SIZE": "65536"},
    )
    pictures = done.stdout.decode().split("<!-- next -->")
    assert not pictures.pop().strip()
    for (drawing, _), picture in zip(written, pictures, strict=True):
        root = ElementTree.fromstring(picture[picture.index("<svg") :])
        texts = [spaced(one.text or "") for one in root.iter() if one.tag.endswith("text")]
        missing = {spaced(label) for label in labels(drawing)} - set(texts)
        assert not missing, (drawing.title, missing)
