"""Which pictures `wayout draw` makes: of which lifecycle, in which format, in which file."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import click

from wayout.analysis.suggesting import did_you_mean
from wayout.diagrams.errors import DiagramError, LimitReached, NoRenderer
from wayout.diagrams.pictures import FORMATS, AnyFormat, Picture
from wayout.interfaces.cli.output import write_whole
from wayout.interfaces.cli.views import Shown
from wayout.interfaces.errors import LimitError, OutputError, UsageError
from wayout.interfaces.layout import visible

_SUFFIXES: Mapping[AnyFormat, str] = MappingProxyType(
    {form: {"mermaid": ".mmd", "plantuml": ".puml"}.get(form, f".{form}") for form in FORMATS}
)

_BY_SUFFIX: Mapping[str, AnyFormat] = MappingProxyType(
    {suffix: form for form, suffix in _SUFFIXES.items()}
    | {".mermaid": "mermaid", ".gv": "dot", ".plantuml": "plantuml"}
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that a view is drawn into, in a format."""

    shown: Shown
    form: AnyFormat
    path: Path


def chosen_formats(values: Iterable[str]) -> tuple[AnyFormat, ...]:
    """Return the formats asked for, each once; several are separated by commas.

    Raises:
        UsageError: with all that are no formats.
    """
    names = dict.fromkeys(name.strip() for value in values for name in value.split(","))
    wrong = [name for name in names if name not in FORMATS]
    if wrong:
        known = ", ".join(FORMATS)
        raise UsageError(
            *(
                f"--format: {name!r} is not one of {known}{did_you_mean(name, FORMATS)}"
                for name in wrong
            )
        )
    return tuple(form for form in FORMATS if form in names)


def sheets(
    drawn: tuple[Shown, ...],
    output: str,
    formats: tuple[AnyFormat, ...],
    option: str = "--output",
) -> tuple[Sheet, ...]:
    """Return what to draw. `output` is a folder if it is one, ends in `/` or has no suffix.

    A folder gets a file per view and format, by default in SVG; a file is in the format
    that its suffix says. `option` is what messages call it.

    Raises:
        UsageError: if one file is asked to hold several pictures, or another format than its
            suffix says.
    """
    path = Path(output)
    if _is_folder(output, option):
        return tuple(_in_folder(drawn, path, formats or ("svg",)))
    return (_single(drawn, path, formats, option),)


def refuse_output(output: str, option: str) -> None:
    """Refuse early what cannot name a picture's file or the folder of some.

    Raises:
        UsageError: if it names none, or its suffix says no format.
    """
    if not _is_folder(output, option):
        form_of(Path(output), option)


def _is_folder(output: str, option: str) -> bool:
    if output in {"", "-"}:
        message = f"{option}: {output!r} names no file; pictures are written to files and folders"
        raise UsageError(message)
    path = Path(output)
    return output.endswith("/") or path.is_dir() or not (path.suffix or path.exists())


def form_of(path: Path, option: str) -> AnyFormat:
    """Return the format that the suffix of a file says.

    Raises:
        UsageError: if it says none; `option` named the file.
    """
    by_suffix = _BY_SUFFIX.get(path.suffix.lower())
    if by_suffix is None or path.is_dir():
        message = f"{option}: {path}: its suffix says no format; expected one of "
        raise UsageError(message + ", ".join(_BY_SUFFIX))
    return by_suffix


def put(path: Path, made: Callable[[], Picture]) -> Path:
    """Make a picture and write it; say on stderr what became of it. Return where it is.

    Raises:
        WayoutError: it cannot be drawn or written.
    """
    try:
        picture = made()
    except NoRenderer as error:
        raise OutputError(str(error)) from error
    except LimitReached as error:
        message = f"{path}: {error}"
        raise LimitError(message) from error
    except DiagramError as error:
        message = f"{path}: {error}"
        raise OutputError(message) from error
    return _written(picture, path)


def _written(picture: Picture, path: Path) -> Path:
    """Write a picture, beside its file where it is a table."""
    became = f"simplified to {picture.detail.value}"
    if picture.form == "markdown":
        path = path.with_name(f"{path.name}.md")
        became = "a table of its events"
    if picture.notice:
        notice = visible(f"{path}: {became}, since {picture.notice}")
        click.echo(f"wayout: {notice}", err=True)
    write_whole(path, picture.data)
    return path


def _single(
    drawn: tuple[Shown, ...], path: Path, formats: tuple[AnyFormat, ...], option: str
) -> Sheet:
    by_suffix = _BY_SUFFIX.get(path.suffix.lower())
    if len(drawn) > 1:
        problem = f"one file cannot hold {len(drawn)} pictures; name a folder"
    elif len(formats) > 1:
        problem = f"one file cannot hold {len(formats)} formats; name a folder"
    elif by_suffix is None and not formats:
        problem = (
            f"its suffix says no format; expected one of {', '.join(_BY_SUFFIX)}, a --format, "
            "or a folder (ending in /)"
        )
    elif by_suffix and formats and by_suffix != formats[0]:
        problem = f"its suffix says {by_suffix}, --format says {formats[0]}; leave one out"
    else:
        return Sheet(drawn[0], by_suffix or formats[0], path)
    message = f"{option}: {path}: {problem}"
    raise UsageError(message)


def _in_folder(
    drawn: tuple[Shown, ...], folder: Path, formats: tuple[AnyFormat, ...]
) -> Iterator[Sheet]:
    names = (f"{one.name}-{one.part}" if one.part else one.name for one in drawn)
    for one, stem in zip(drawn, file_stems(names), strict=True):
        for form in formats:
            yield Sheet(one, form, folder / f"{stem}{_SUFFIXES[form]}")


def file_stems(names: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield a name for a file for each lifecycle, unlike all others on any file system."""
    used = {name.casefold() for name in taken}
    for name in names:
        stem = base = re.sub(r"[^\w.+-]+", "_", name).strip("._") or "lifecycle"
        number = 2
        while stem.casefold() in used:
            stem, number = f"{base}-{number}", number + 1
        used.add(stem.casefold())
        yield stem
