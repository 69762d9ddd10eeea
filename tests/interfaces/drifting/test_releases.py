import hashlib
import subprocess
from pathlib import Path

import pytest

from wayout.interfaces.drifting import releases
from wayout.interfaces.drifting.releases import OfflineError, Release, fetched, parse, settled
from wayout.interfaces.errors import LoadError, UsageError

SHOP = Release("shop", "1.0")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAYOUT_CACHE", str(tmp_path))
    return tmp_path


def pip(monkeypatch: pytest.MonkeyPatch, *, stderr: str = "", wheel: bytes | None = None) -> None:
    """Stand in for pip: leave a wheel, or fail."""

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert "--no-deps" in command
        assert command[-1] in {"shop==1.0", "shop"}
        if wheel is not None:
            folder = Path(command[command.index("--dest") + 1])
            (folder / "shop-1.0-py3-none-any.whl").write_bytes(wheel)
        return subprocess.CompletedProcess(command, wheel is None, "", stderr)

    monkeypatch.setattr(releases.subprocess, "run", run)


def test_names_are_normal_and_nothing_else_is_a_release() -> None:
    assert parse("Neutron_Lib==5.0.1") == Release("neutron-lib", "5.0.1")
    for text in ("nova", "nova==", "nova>=1", "--index-url=x==1", "nova==1 --pre", "../x==1"):
        with pytest.raises(UsageError, match="is no release"):
            parse(text)


def test_a_release_is_fetched_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip(monkeypatch, wheel=b"wheel")
    path, digest = fetched(SHOP)
    assert path == cache / "shop" / "1.0" / "shop-1.0-py3-none-any.whl"
    assert digest == hashlib.sha256(b"wheel").hexdigest()
    pip(monkeypatch, stderr="ERROR: not asked again")
    assert fetched(SHOP) == (path, digest)
    path.write_bytes(b"changed")
    with pytest.raises(LoadError, match="has changed since it was fetched"):
        fetched(SHOP)


def test_the_newest_release_is_asked_for_and_kept_by_its_number(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = parse("shop==newest")
    pip(monkeypatch, wheel=b"wheel")
    assert settled(newest) == SHOP
    pip(monkeypatch, wheel=b"another of the same number")
    assert settled(newest) == SHOP
    path, _ = fetched(SHOP)
    assert path.read_bytes() == b"wheel"
    assert sorted(each.name for each in (cache / "shop").iterdir()) == ["1.0"]
    pip(monkeypatch, stderr="ERROR: Could not find a version (from versions: none)\n")
    with pytest.raises(OfflineError, match="shop newest: not in the cache"):
        settled(newest)


@pytest.mark.usefixtures("cache")
def test_offline_without_a_cache_is_undetermined(monkeypatch: pytest.MonkeyPatch) -> None:
    pip(monkeypatch, stderr="ERROR: Could not find a version (from versions: none)\n")
    with pytest.raises(OfflineError, match="not in the cache") as caught:
        fetched(SHOP)
    assert caught.value.undetermined


@pytest.mark.usefixtures("cache")
def test_a_version_that_the_index_lacks_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    pip(monkeypatch, stderr="ERROR: Could not find a version (from versions: 0.9, 1.1)\n")
    with pytest.raises(LoadError, match=r"0\.9, 1\.1") as caught:
        fetched(SHOP)
    assert not caught.value.undetermined
