"""Which files logs are."""

from collections.abc import Sequence
from glob import glob, has_magic
from pathlib import Path

from wayout.interfaces.errors import LoadError


def log_files(paths: Sequence[str], *, addresses: bool = False) -> list[str]:
    """Return the files that paths and globs name, each once, and addresses where they may be.

    Raises:
        LoadError: with all that name none.
    """
    found: dict[str, None] = {}
    problems = []
    for text in paths:
        if addresses and "://" in text:
            found[text] = None
            continue
        here = sorted(glob(text, recursive=True)) if has_magic(text) else [text]  # noqa: PTH207
        files = [each for each in here if Path(each).is_file()]
        if not files:
            problems.append(f"{text}: there is no such file; give a log, or a glob in quotes")
        found.update(dict.fromkeys(files))
    if problems:
        raise LoadError(*problems)
    return list(found)
