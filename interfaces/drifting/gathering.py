"""From what the command line and the config name to lifecycles with their facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wayout.analysis.conformance.drift.binding import bind
from wayout.analysis.conformance.drift.bindings import Mapping
from wayout.analysis.conformance.drift.declared import declared
from wayout.analysis.conformance.drift.facts import Unresolved
from wayout.analysis.conformance.drift.tree import Forest, Tree
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.drifting.archives import open_source
from wayout.interfaces.drifting.mappings import builtin_mappings
from wayout.interfaces.drifting.releases import Release, fetched, settled
from wayout.interfaces.errors import LoadError, UsageError


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source that a run reads: of a project, from a path or a release."""

    project: str
    path: str = ""
    release: Release | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Lifecycles with the facts that bind them, and what of the sources could not be resolved.

    `digests` are the releases that were read, with the SHA-256 of their wheels.
    """

    lifecycles: tuple[Lifecycle, ...]
    unresolved: tuple[Unresolved, ...]
    digests: tuple[tuple[str, str], ...]


def mappings_of(own: Iterable[Mapping]) -> tuple[Mapping, ...]:
    """Return the mappings of a config and, of the projects that it has none for, the built-in."""
    own = tuple(own)
    named = {mapping.project for mapping in own}
    return (*own, *(each for each in builtin_mappings() if each.project not in named))


def read_sources(wanted: Sequence[Wanted]) -> tuple[Forest, tuple[tuple[str, str], ...]]:
    """Open sources, fetching releases; return them with the digests of those.

    Raises:
        LoadError: with the problems of all sources that cannot be read.
        OfflineError: if a release is out of reach.
    """
    trees: list[Tree] = []
    digests: list[tuple[str, str]] = []
    problems: list[str] = []
    for each in wanted:
        try:
            if each.release is None:
                trees.append(_tree(each))
                continue
            release = settled(each.release)
            wheel, digest = fetched(release)
            files = open_source(wheel)
            trees.append(Tree(each.project, release.label, files, is_package=True))
            digests.append((release.label, digest))
        except LoadError as error:
            problems.extend(error.problems)
    if problems:
        raise LoadError(*problems)
    return Forest(trees), tuple(digests)


def _tree(wanted: Wanted) -> Tree:
    path = Path(wanted.path)
    files = open_source(path)
    if path.is_dir():
        prefix = "" if path == Path() else f"{path.as_posix().rstrip('/')}/"
        is_package = any(path.glob("*.dist-info"))
        return Tree(wanted.project, wanted.project, files, prefix, is_package=is_package)
    name, _, rest = path.name.partition("-")
    version = rest.split("-")[0].removesuffix(".tar.gz").removesuffix(".zip")
    label = f"{wanted.project} {version}" if version[:1].isdigit() and name else wanted.project
    return Tree(wanted.project, label, files, is_package=path.suffix == ".whl")


def hold(
    lifecycles: Sequence[Lifecycle],
    mappings: Sequence[Mapping],
    wanted: Sequence[Wanted],
    *,
    whole: bool,
    anywhere: bool = False,
) -> Held:
    """Bind the facts of sources to lifecycles; `whole` adds those that sources declare.

    With `anywhere`, what is not in the file that a binding names is looked for in the others.

    Raises:
        UsageError: for a source of a project that no mapping is for.
        WayoutError: for sources that cannot be read.
    """
    known = tuple(mapping.project for mapping in mappings)
    problems = [
        f"{each.project!r}: no mapping binds this project{did_you_mean(each.project, known)}; "
        "write one in [tool.wayout.drift]"
        for each in wanted
        if each.project not in known
    ]
    if problems:
        raise UsageError(*problems)
    forest, digests = read_sources(wanted)
    every = list(lifecycles)
    if whole:
        every.extend(_declared(mappings, forest))
    bound = bind(every, mappings, forest, anywhere=anywhere)
    unresolved = (
        what
        for lifecycle in bound
        for each in lifecycle.facts
        for what in getattr(each.fact, "unresolved", ())
    )
    return Held(bound, tuple(dict.fromkeys((*forest.unread(), *unresolved))), digests)


def _declared(mappings: Sequence[Mapping], forest: Forest) -> list[Lifecycle]:
    found: list[Lifecycle] = []
    for mapping in mappings:
        tree = forest.tree(mapping.project)
        for each in mapping.machines if tree else ():
            lifecycle = declared(forest, tree, each) if tree else None
            if isinstance(lifecycle, Unresolved):
                message = (
                    f"{each.place.path}:{each.place.line}: {lifecycle.what} {lifecycle.reason}"
                )
                raise LoadError(message)
            if lifecycle is not None:
                found.append(lifecycle)
    return found
