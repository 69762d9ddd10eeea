"""Small documentation projects, and what builds them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import html5lib

DOOR = '''
from statemachine import State, StateMachine


class Door(StateMachine):
    """A door that can break."""

    shut = State(initial=True)
    ajar = State(value="half-open")
    broken = State()

    pull = shut.to(ajar)
    push = ajar.to(shut)
    kick = shut.to(broken)
'''
CONF = """
project, version, author, copyright = "doors", "1", "doors", "doors"
extensions = ["wayout.sphinx"]
"""
INDEX = "Doors\n=====\n\n"


@dataclass(frozen=True)
class Built:
    status: int
    said: str
    warned: str
    folder: Path

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def page(self, name: str):
        return html5lib.parse(self.text(name), namespaceHTMLElements=False)


@dataclass(frozen=True)
class Project:
    folder: Path
    python: str = sys.executable

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def build(self, builder: str = "html", *options: str, environ: dict[str, str] | None = None):
        out = self.folder / "_build" / builder
        given = ["-b", builder, "-d", str(self.folder / "_build" / "doctrees"), *options]
        done = subprocess.run(  # noqa: S603 - our own command
            [self.python, "-m", "sphinx", *given, str(self.folder), str(out)],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            cwd=self.folder,
            env={**os.environ, "NO_COLOR": "1", **(environ or {})},
        )
        return Built(done.returncode, done.stdout, done.stderr, out)


def doors(folder: Path, index: str, conf: str = "", **files: str) -> Project:
    """A project with a machine, an index and what else is given: `name="text"` is name.rst."""
    project = Project(folder)
    documents = {f"{name}.rst": text for name, text in files.items()}
    project.write(
        {"conf.py": CONF + conf, "door.py": DOOR, "index.rst": INDEX + index, **documents}
    )
    return project


def ids(page) -> list[str]:
    return [element.get("id") for element in page.iter() if element.get("id")]


def svgs(page) -> list:
    return [element for element in page.iter() if element.tag.rpartition("}")[2] == "svg"]


def links(element) -> Iterator[tuple[str, str]]:
    """Where each link leads, and its text."""
    for link in element.iter():
        if str(link.tag).rpartition("}")[2] == "a" and link.get("href"):
            yield link.get("href"), re.sub(r"\s+", " ", "".join(link.itertext())).strip()
