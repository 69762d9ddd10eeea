"""The JSON of a whole check, byte for byte. `make golden` writes it anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "json"


@pytest.mark.parametrize("name", ["five_defects", "mended_defects"])
def test_golden_report_of_a_tiny_machine(name: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "wayout", "check", f"tests/machines/{name}.py", "-f", "json"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    golden = GOLDEN / f"{name}.json"
    if os.environ.get("WAYOUT_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(done.stdout)
    assert done.stdout == golden.read_bytes()
