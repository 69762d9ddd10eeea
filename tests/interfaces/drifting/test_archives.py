import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from wayout.interfaces.drifting import archives
from wayout.interfaces.drifting.archives import open_source
from wayout.interfaces.errors import LimitError, LoadError

FILES = {"shop/__init__.py": b"", "shop/orders.py": b"NEXT = {}\n", "doc/orders.rst": b"Orders\n"}


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, files: dict[str, bytes], *links: tuple[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, target in links:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return path


def test_a_folder_a_wheel_and_an_sdist_hold_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    inner = {f"shop-1.0/{name}": content for name, content in FILES.items()}
    sources = [
        open_source(folder),
        open_source(zipped(tmp_path / "shop-1.0-py3-none-any.whl", FILES)),
        open_source(tarred(tmp_path / "shop-1.0.tar.gz", inner)),
    ]
    for source in sources:
        assert {path: source.read(path) for path in source.paths()} == FILES


@pytest.mark.parametrize("name", ["../out.py", "/etc/out.py", "a/../../out.py", "C:\\out.py"])
@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str, make) -> None:
    with pytest.raises(LoadError, match="leads out of it"):
        open_source(make(tmp_path / "bad", {name: b""}))


def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.py"
    secret.write_text("X = 1", encoding="utf-8")
    source = open_source(tarred(tmp_path / "a.tgz", FILES, ("shop/link.py", str(secret))))
    assert "shop/link.py" not in source.paths()
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "link.py").symlink_to(secret)
    assert list(open_source(folder).paths()) == []


def test_sizes_and_numbers_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = {"a.py": b" " * 5_000_000}
    archive = zipped(tmp_path / "bomb.zip", bomb)
    monkeypatch.setattr(archives, "MOST_BYTES", 1_000_000)
    for path in (archive, tarred(tmp_path / "bomb.tgz", bomb)):
        with pytest.raises(LimitError, match="1 MB unpacked"):
            open_source(path)
    monkeypatch.undo()
    monkeypatch.setattr(archives, "MOST_BYTES_OF_A_FILE", 1_000_000)
    with pytest.raises(LimitError, match=r"a\.py: larger than 1 MB"):
        open_source(archive).read("a.py")
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    with pytest.raises(LimitError, match="more than 2 files"):
        open_source(zipped(tmp_path / "many.zip", FILES))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"\x1f\x8b\x08 not gzip"])
def test_what_is_no_archive_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)
    with pytest.raises(LoadError, match="odd: ") as caught:
        open_source(tmp_path / "odd")
    assert "\n" not in str(caught.value)
    with pytest.raises(LoadError, match="is not there"):
        open_source(tmp_path / "missing")
