"""Put the packages of `packages.toml` under `build/ecosystem`, each with what it needs.

They are installed into folders of their own, for nothing else to import. Needs the network.
"""

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "ecosystem"
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)

PREAMBLE = """\
from transitions import *
from transitions.extensions import *
from transitions.extensions.asyncio import AsyncMachine, HierarchicalAsyncMachine
from transitions.extensions.nesting import NestedState
from transitions.extensions.states import add_state_features, Tags, Timeout
import asyncio, enum, random, time; random.seed(0)
"""
"""What the examples on a page take for granted, since earlier ones imported it."""


def main() -> None:
    """Gather what is not there yet: a folder whose note tells the same is left alone."""
    listed = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))["package"]
    for package in listed:
        folder, note = BUILD / package["name"], repr(sorted(package.items()))
        done = folder / ".gathered"
        if done.is_file() and done.read_text(encoding="utf-8") == note:
            continue
        print(f"gathering {package['name']} {package['version']}", file=sys.stderr)  # noqa: T201
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _gather(package, folder)
        done.write_text(note, encoding="utf-8")


def _gather(package: dict[str, Any], folder: Path) -> None:
    pinned = f"{package['name']}=={package['version']}"
    if package.get("source"):
        _pip("download", "--no-binary", package["name"], "--dest", str(folder), pinned)
        (archive,) = folder.glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        archive.unlink()
        (inside,) = folder.iterdir()
        for path in inside.iterdir():
            path.rename(folder / path.name)
    else:
        _pip("install", "--target", str(folder), pinned, *package.get("requires", ()))
    if page := package.get("readme"):
        examples = EXAMPLE.findall((folder / page).read_text(encoding="utf-8"))
        for number, text in enumerate(examples, 1):
            code = "".join(
                line for line in text.splitlines(keepends=True) if not line.startswith(">>>")
            )
            (folder / f"example_{number:02}.py").write_text(PREAMBLE + code, encoding="utf-8")


def _pip(command: str, *arguments: str) -> None:
    subprocess.run(  # noqa: S603 - pip, with what the list pins
        [sys.executable, "-m", "pip", command, "--quiet", "--no-deps", *arguments], check=True
    )


if __name__ == "__main__":
    main()
