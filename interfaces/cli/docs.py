"""`wayout docs`: fill the marked blocks of documents, or say which are stale."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured, configured_subjects

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.interfaces.config import Config
    from wayout.interfaces.refreshing.asking import Request
    from wayout.interfaces.refreshing.documents import Load, Refreshed

    Subjects = tuple[tuple[Lifecycle, ...], tuple[DeclaredSystem, ...]]


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; name what is stale, and exit with 1.")
@configured
def docs(paths: tuple[str, ...], *, check: bool, config: "Config") -> ExitCode:
    """Fill the marked blocks of documents.

    The PATHs are files in Markdown or reStructuredText, or folders; without any, the documents that
    the config names.
    What stands between <!-- wayout:begin TARGET KIND --> and <!-- wayout:end --> is replaced, in
    RST between .. wayout:begin TARGET KIND and .. wayout:end. A KIND is table, list, diagram,
    picture or page. Everything else stays as it is. Nothing is written if anything is wrong.
    """
    from wayout.interfaces.cli.output import deliver
    from wayout.interfaces.refreshing import refresh

    found = refresh(_documents(paths or config.docs), _loader(config), config, writing=not check)
    stale = [document for document in found if document.stale]
    if check:
        deliver("".join(f"{line}\n" for document in stale for line in _named(document)))
        return ExitCode.FINDINGS if stale else ExitCode.CLEAN
    written = [path for document in stale for path in _write(document)]
    deliver("".join(f"{path}\n" for path in written))
    return ExitCode.CLEAN


def _documents(paths: Iterable[str]) -> Iterator[Path]:
    """Yield the files that paths name: those of a folder in the order of their names."""
    from wayout.interfaces.errors import UsageError
    from wayout.interfaces.refreshing.marks import SUFFIXES

    paths = tuple(paths)
    if not paths:
        message = 'name documents, or let the config do so: docs = ["README.md", "docs/**/*.md"]'
        raise UsageError(message)
    for path in map(Path, paths):
        if path.is_dir():
            inside = (one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES)
            yield from sorted(one for one in inside if one.is_file())
        else:
            yield path


def _loader(config: "Config") -> "Load":
    """Return what reads what blocks are about: each TARGET once, from the config's folder."""
    from wayout.interfaces.cli.seen import projected_subjects
    from wayout.interfaces.config.targets import from_folder
    from wayout.interfaces.errors import WayoutError
    from wayout.machines import BUILTIN

    known: dict[str | None, Subjects | WayoutError] = {}

    def read(target: str | None) -> "Subjects | WayoutError":
        wanted = () if target is None else from_folder(target, config.folder) or (target,)
        whole = target is None
        try:
            return configured_subjects(
                config, wanted or config.targets or tuple(BUILTIN), whole=whole
            )
        except WayoutError as error:
            return error

    def load(request: "Request") -> "tuple[Lifecycle | DeclaredSystem, ...]":
        if request.target not in known:
            known[request.target] = read(request.target)
        found = known[request.target]
        if isinstance(found, WayoutError):
            raise found
        lifecycles, systems = (
            projected_subjects(*found) if "projected" in request.options else found
        )
        return (*lifecycles, *systems)

    return load


def _named(document: "Refreshed") -> Iterator[str]:
    path = document.path.as_posix()
    for one in document.stale:
        yield (
            f"{path}:{one.line}: stale: {one.words}; run wayout docs {path} "
            f"(+{one.added} -{one.removed} lines)"
        )


def _write(document: "Refreshed") -> Iterator[Path]:
    """Write the pictures first: a document never shows one that is not there."""
    from wayout.interfaces.cli.output import make_folder, write_whole

    for path, data in document.files:
        make_folder(path.parent)
        write_whole(path, data)
        yield path
    write_whole(document.path, document.content)
    yield document.path
