"""What a mark asks for: `volume table states columns=state,role`."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from wayout.analysis.suggesting import did_you_mean
from wayout.diagrams import Detail
from wayout.diagrams.tables import TABLES
from wayout.interfaces.errors import UsageError

_BY_EVENT = ("transitions", "events", "matrix")
"""The tables that can be of some events only."""

_OPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "table": ("columns", "event", "projected"),
        "list": ("columns", "pages"),
        "diagram": ("detail", "projected"),
        "picture": ("detail", "projected", "alt"),
    }
)
KINDS = tuple(_OPTIONS)
_PICTURES = (".svg", ".png")
_FLAGS = frozenset({"projected"})


@dataclass(frozen=True, slots=True)
class Request:
    """A kind of block about a TARGET; None are the lifecycles of the config.

    `what` is which table, or the path of a picture from the document's folder.
    """

    target: str | None
    kind: str
    what: str
    options: Mapping[str, str]

    def listed(self, option: str) -> tuple[str, ...]:
        """Return the values of an option, which commas separate."""
        return tuple(filter(None, self.options.get(option, "").split(",")))


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
    details = tuple(detail.value for detail in Detail if detail is not Detail.NOTICE)
    if (detail := request.options.get("detail")) and detail not in details:
        yield f"detail={detail} is not one of {', '.join(details)}{did_you_mean(detail, details)}"
    if request.kind == "table":
        yield from _of_table(request)
    if request.kind == "picture":
        yield from _of_picture(request)


def _of_table(request: Request) -> Iterator[str]:
    tables = tuple(TABLES)
    if request.what not in tables:
        yield (
            f"there is no table of {request.what!r}, but of {', '.join(tables)}"
            f"{did_you_mean(request.what, tables)}"
        )
    elif "event" in request.options and request.what not in _BY_EVENT:
        yield f"event chooses in the tables of {', '.join(_BY_EVENT)}, not of {request.what}"
    elif "columns" in request.options and request.what == "matrix":
        yield "a matrix has events for columns; choose them with event=..."


def _of_picture(request: Request) -> Iterator[str]:
    path = PurePosixPath(request.what)
    if not request.what:
        yield "a picture needs the path of its file, such as images/volume.svg"
    elif path.suffix not in _PICTURES:
        yield f"{request.what!r} does not end in {' or '.join(_PICTURES)}"
    elif path.is_absolute() or {"\\", ":"} & set(request.what):
        yield f"{request.what!r} is no path from the document's folder, with / and without :"


_TARGET_AND_KIND = 2
