"""What a mark asks for: `volume table states columns=state,role`."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from wayout.analysis.suggesting import did_you_mean
from wayout.diagrams.tables import TABLES
from wayout.interfaces import tabling
from wayout.interfaces.errors import UsageError
from wayout.interfaces.viewing import DRAWN

_INLINE = tuple(option.name for option in DRAWN if option.name != "link-states")
"""The options of a picture within a page: Mermaid has no links there."""

_OPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "table": (*tabling.OPTIONS, "projected"),
        "list": ("columns", "pages"),
        "diagram": (*_INLINE, "projected"),
        "picture": (*(option.name for option in DRAWN), "projected", "alt"),
        "page": (*_INLINE, "projected"),
    }
)
KINDS = tuple(_OPTIONS)
_PICTURES = (".svg", ".png")
_FLAGS = frozenset({"projected", *(option.name for option in DRAWN if option.is_flag)})


@dataclass(frozen=True, slots=True)
class Request:
    """A kind of block about a TARGET; None are the lifecycles of the config.

    `what` is which table, or the path of a picture from the document's folder.
    """

    target: str | None
    kind: str
    what: str
    options: Mapping[str, str]


def asked(words: str) -> Request:
    """Read the words of a mark.

    Raises:
        UsageError: with all that is wrong with them.
    """
    try:
        parts = shlex.split(words)
    except ValueError as error:
        message = f"{words!r} cannot be read: {str(error).lower()}"
        raise UsageError(message) from error
    plain = [part for part in parts if not _is_option(part)]
    target, kind, what = _target(plain)
    options = dict(part.partition("=")[::2] for part in parts if _is_option(part))
    request = Request(target, kind, what or ("transitions" if kind == "table" else ""), options)
    problems = tuple(_problems(request, [part for part in parts if _is_option(part)]))
    if problems:
        raise UsageError(*problems)
    return request


def _is_option(part: str) -> bool:
    return "=" in part or part in _FLAGS


def _target(plain: list[str]) -> tuple[str | None, str, str]:
    if plain[:1] == ["list"]:
        plain = ["", *plain]
    if len(plain) < _TARGET_AND_KIND:
        message = f"a block needs a TARGET and a kind: one of {', '.join(KINDS)}"
        raise UsageError(message)
    target, kind, *rest = plain
    if kind not in KINDS:
        hint = f"; for the table of {kind} write `table {kind}`" if kind in TABLES else ""
        message = f"{kind!r} is not one of {', '.join(KINDS)}{hint or did_you_mean(kind, KINDS)}"
        raise UsageError(message)
    if len(rest) > (kind in {"table", "picture"}):
        message = f"{rest[-1]!r} means nothing to a {kind}"
        raise UsageError(message)
    return target or None, kind, rest[0] if rest else ""


def _problems(request: Request, given: list[str]) -> Iterator[str]:
    known = _OPTIONS[request.kind]
    for name, value in request.options.items():
        if name not in known:
            yield (
                f"{name!r} is no option of a {request.kind}; there are {', '.join(known)}"
                f"{did_you_mean(name, known)}"
            )
        elif name in _FLAGS and value:
            yield f"{name}={value}: {name} has no value"
        elif name not in _FLAGS and not value:
            yield f"{name} has no value; write {name}=..."
    names = [part.partition("=")[0] for part in given]
    yield from (
        f"{name} is given twice" for name in sorted({n for n in names if names.count(n) > 1})
    )
    if request.kind == "picture":
        yield from _of_picture(request)


def _of_picture(request: Request) -> Iterator[str]:
    path = PurePosixPath(request.what)
    if not request.what:
        yield "a picture needs the path of its file, such as images/volume.svg"
    elif path.suffix not in _PICTURES:
        yield f"{request.what!r} does not end in {' or '.join(_PICTURES)}"
    elif path.is_absolute() or {"\\", ":"} & set(request.what):
        yield f"{request.what!r} is no path from the document's folder, with / and without :"


_TARGET_AND_KIND = 2
