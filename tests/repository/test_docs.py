"""The examples in the docs run, and show what they print.

`make golden` writes the shown output and the generated pages anew.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from wayout.analysis.checks.catalogue import SLUGS, checks

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRITING = os.environ.get("WAYOUT_GOLDEN") == "write"


def console_blocks(page: Path) -> list[tuple[str, str]]:
    """Each command of the page's `console` blocks, with the output shown below it."""
    found = []
    for language, _, body in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "console":
            command, _, output = body.partition("\n")
            found.append((command.removeprefix("$ "), output.rstrip("\n")))
    return found


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with the files that the docs tell the reader to write."""
    for page in PAGES:
        for language, name, body in BLOCK.findall(page.read_text(encoding="utf-8")):
            if language in {"python", "toml", "markdown", "text", "json"} and name:
                (tmp_path / name).write_text(body, encoding="utf-8")
    return tmp_path


def output_of(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    known = {"wayout", "pytest"}
    assert program in known, f"console blocks show {known}; use sh for what people are to run"
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-m", program, *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return (done.stdout + done.stderr).rstrip("\n")


def abridged(printed: str, shown: str) -> str:
    """Leave out of the output what the docs leave out with `...`."""
    if "..." not in shown.splitlines():
        return printed
    lines, cut = printed.splitlines(), shown.splitlines().index("...")
    tail = len(shown.splitlines()) - cut - 1
    return "\n".join([*lines[:cut], "...", *lines[len(lines) - tail :]])


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            page, id=page.name, marks=[pytest.mark.slow] if page.name != "README.md" else []
        )
        for page in PAGES
    ],
)
def test_golden_console_examples_print_what_they_show(page: Path, workplace: Path) -> None:
    """Hold a page; `make docs` asks for all of them, `make test` for the README."""
    text = page.read_text(encoding="utf-8")
    for command, shown in console_blocks(page):
        printed = abridged(output_of(command, workplace), shown)
        if WRITING:
            old = f"$ {command}\n{shown}\n```" if shown else f"$ {command}\n```"
            text = text.replace(old, f"$ {command}\n{printed}\n```", 1)
        else:
            assert printed == shown, command
    if WRITING:
        page.write_text(text, encoding="utf-8")


def test_golden_page_of_the_checks_is_that_of_the_catalogue() -> None:
    page = ROOT / "docs" / "reference" / "checks.md"
    rows = [
        f"| [{check.id}](../../analysis/checks/{check.slug.replace('-', '_')}.md) | {check.slug} "
        f"| {check.severity.value} | {check.summary} |"
        for check in checks(SLUGS)
    ]
    text = "\n".join(
        [
            "# The checks",
            "",
            "`wayout explain ID` prints the page of a check. This table is generated.",
            "",
            "| id | slug | severity | reports |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )
    if WRITING:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text
