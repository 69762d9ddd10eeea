"""Decode JSON text strictly: one meaning per file, and an error that names the place."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from wayout.analysis.limits import DEFAULT, Limits
from wayout.interfaces.errors import DataError, LimitError
from wayout.interfaces.exchange.problems import Problems


class _Repeated(dict[str, object]):
    """A JSON object in which some keys stand more than once."""

    keys_repeated: tuple[str, ...] = ()


def decode_file(path: Path, shown: str, limits: Limits = DEFAULT) -> object:
    """Return what a JSON file holds. `shown` is how errors name the file.

    A lifecycle of 10,000 states needs about 5 MB.

    Raises:
        DataError: if it cannot be read, or is no strict JSON.
        LimitError: if it is too large.
    """
    most = limits.file_mb * _MEGABYTE
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        message = f"{shown}: cannot be read: {error.strerror or error}"
        raise DataError(message) from error
    if len(content) > most:
        message = f"{shown}: larger than {limits.file_mb:,} MB; raise --limit-file to read it"
        raise LimitError(message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{shown}: not UTF-8 text (byte {error.start + 1}); save it as UTF-8"
        raise DataError(message) from error
    return decode(text, shown)


def decode(text: str, shown: str) -> object:
    """Return the value of JSON text; repeated keys, NaN and Infinity are errors.

    Raises:
        DataError: with the repeated keys, or with the first place that is no JSON.
    """
    repeated: list[str] = []
    pairs = partial(_object, repeated)
    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        what = "is empty" if not text.strip() else f"not JSON: {error.msg}"
        message = f"{shown}:{error.lineno}:{error.colno}: {what}"
        raise DataError(message) from error
    except RecursionError:
        message = f"{shown}: nested too deeply to be a lifecycle"
        raise DataError(message) from None
    except ValueError as error:
        message = f"{shown}: not JSON: {error}"
        raise DataError(message) from error
    if repeated:
        raise DataError(*_repetitions(value).lines(shown))
    return value


def _object(repeated: list[str], pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object of its pairs; keys that stand in them twice are added to `repeated`."""
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    marked = _Repeated(value)
    counts = Counter(name for name, _ in pairs)
    marked.keys_repeated = tuple(name for name, count in counts.items() if count > 1)
    repeated.extend(marked.keys_repeated)
    return marked


def _refuse_constant(constant: str) -> object:
    message = f"{constant} is no JSON number; write null or leave the key out"
    raise ValueError(message)


def _repetitions(root: object) -> Problems:
    problems = Problems()
    stack: list[tuple[str, object]] = [("", root)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, _Repeated):
            for name in value.keys_repeated:
                problems.add(path, f"key {name!r} stands more than once in this object")
        stack.extend(reversed(list(_inside(path, value))))
    return problems


def _inside(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield (f"{path}.{name}" if path else name), item
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield f"{path}[{index}]", item


_MEGABYTE = 1_000_000
