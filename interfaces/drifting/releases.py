"""Published releases: fetched by pip without what they depend on, and kept with a digest.

Only wheels are fetched: pip unpacks none of their code, and runs none.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from wayout.interfaces.errors import LimitError, LoadError, UsageError

_SPEC = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)==([0-9][A-Za-z0-9.+!_-]*|newest)")
_TIMEOUT = 300
NEWEST = "newest"
"""As a version: whichever the index has last."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published release; `project` is its name as lower-case letters, digits and hyphens."""

    project: str
    version: str

    @property
    def label(self) -> str:
        """Return what messages call it."""
        return f"{self.project} {self.version}"


class OfflineError(LimitError):
    """A release is neither in the cache nor within reach."""


def parse(text: str) -> Release:
    """Return the release that a text such as `nova==34.0.0` names.

    Raises:
        UsageError: if it names none.
    """
    match = _SPEC.fullmatch(text)
    if match is None:
        message = (
            f"{text!r} is no release; write NAME==VERSION, such as nova==34.0.0 or nova==newest"
        )
        raise UsageError(message)
    return Release(re.sub(r"[-_.]+", "-", match[1]).lower(), match[2])


def cache_folder() -> Path:
    """Return the folder that keeps releases: WAYOUT_CACHE, or the user's cache folder."""
    own = os.environ.get("WAYOUT_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base, "wayout", "releases")


def fetched(release: Release) -> tuple[Path, str]:
    """Return the wheel of a release and its SHA-256, from the cache or else from pip's index.

    Raises:
        OfflineError: if it is not in the cache, and pip reaches no index.
        LoadError: if the index has no such wheel, or the cached one has changed.
    """
    folder = cache_folder() / release.project / release.version
    wheel = _cached(folder)
    if wheel is None:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            _keep(
                _download(release, f"{release.project}=={release.version}", Path(scratch)), folder
            )
        wheel = _cached(folder)
    if wheel is None:
        message = f"{release.label}: pip left no wheel in {folder}"
        raise LoadError(message)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    recorded = _record(wheel)
    if recorded.read_text("utf-8").strip() != digest:
        message = f"{wheel}: has changed since it was fetched; remove {folder} to fetch it again"
        raise LoadError(message)
    return wheel, digest


def settled(release: Release) -> Release:
    """Return a release by its number: where NEWEST is asked for, pip fetches that into the cache.

    Raises:
        OfflineError: if pip reaches no index.
        LoadError: if the index has no wheel of it.
    """
    if release.version != NEWEST:
        return release
    project = cache_folder() / release.project
    project.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=project) as scratch:
        wheel = _download(release, release.project, Path(scratch))
        found = Release(release.project, wheel.name.split("-")[1])
        if _cached(project / found.version) is None:
            _keep(wheel, project / found.version)
    return found


def _cached(folder: Path) -> Path | None:
    wheels = sorted(folder.glob("*.whl")) if folder.is_dir() else []
    return next((wheel for wheel in wheels if _record(wheel).is_file()), None)


def _record(wheel: Path) -> Path:
    return wheel.with_name(f"{wheel.name}.sha256")


def _download(release: Release, wanted: str, scratch: Path) -> Path:
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
        "--only-binary", ":all:", "--ignore-requires-python", "--no-input",
        "--disable-pip-version-check", "--retries", "1", "--timeout", "15",
        "--dest", str(scratch), wanted,
    ]  # fmt: skip
    folder = scratch.parent
    try:
        run = subprocess.run(  # noqa: S603 - the name and version are checked by _SPEC
            command, capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        message = f"{release.label}: pip took more than {_TIMEOUT} s; it is not in {folder}"
        raise OfflineError(message) from error
    wheels = sorted(scratch.glob("*.whl"))
    if run.returncode or not wheels:
        raise _refusal(release, folder, run.stderr)
    return wheels[0]


def _keep(wheel: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    _record(folder / wheel.name).write_text(f"{digest}\n", "utf-8")
    wheel.replace(folder / wheel.name)


def _refusal(release: Release, folder: Path, stderr: str) -> LoadError | OfflineError:
    lines = [line for line in stderr.splitlines() if line.startswith("ERROR:")]
    said = lines[0].removeprefix("ERROR:").strip() if lines else "it said nothing"
    versions = re.search(r"\(from versions: (?!none)", stderr)
    if versions or "No module named pip" in stderr:
        message = f"{release.label}: pip cannot fetch its wheel: {said}"
        return LoadError(message)
    message = (
        f"{release.label}: not in the cache ({folder}), and pip finds no wheel of it: {said}; "
        "go online, or name its source with --source"
    )
    return OfflineError(message)
