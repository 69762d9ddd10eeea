"""Find the config: the nearest file upward from the working directory that holds one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wayout.analysis.paths import shown_path
from wayout.interfaces.errors import ConfigError

MAX_BYTES = 1_000_000
"""Larger files are refused; a config with a thousand acceptances needs a fifth of it."""

OWN_NAME = "wayout.toml"
SHARED_NAME = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a config file and its table of wayout; `prefix` is where that lies in it."""

    path: Path
    shown: str
    text: str
    prefix: str
    table: object


def find(start: Path) -> Found | None:
    """Return the config of a folder or of the nearest one above, or None.

    A pyproject.toml without `[tool.wayout]` is passed by.

    Raises:
        ConfigError: for a file that cannot be read or is no TOML, and where a folder has both.
    """
    for folder in (start, *start.parents):
        candidates = (folder / OWN_NAME, folder / SHARED_NAME)
        found = [one for path in candidates if path.is_file() and (one := _opened(path))]
        if len(found) > 1:
            message = (
                f"{found[0].shown} and [tool.wayout] in {found[1].shown} both hold a config; "
                "keep one of them"
            )
            raise ConfigError(message)
        if found:
            return found[0]
    return None


def open_config(path: Path) -> Found:
    """Return the config of a file that someone named.

    Raises:
        ConfigError: if it cannot be read, is no TOML, or holds none.
    """
    found = _opened(path)
    if found is None:
        message = f"{_shown(path)}: has no table [tool.wayout]; `wayout init` writes one"
        raise ConfigError(message)
    return found


def decoded(path: Path) -> tuple[str, Mapping[str, object]]:
    """Return a file's text and what it holds as TOML.

    Raises:
        ConfigError: if it cannot be read or is no TOML.
    """
    import tomllib

    shown = _shown(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        message = f"{shown}: cannot be read: {reason or error}"
        raise ConfigError(message) from error
    if len(content) > MAX_BYTES:
        message = f"{shown}: larger than {MAX_BYTES // 1_000_000} MB, the limit for a config"
        raise ConfigError(message)
    try:
        text = content.decode("utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        message = f"{shown}: not UTF-8 text (byte {error.start + 1}); save it as UTF-8"
    except tomllib.TOMLDecodeError as error:
        message = f"{shown}: not TOML: {error}"
    except RecursionError:
        message = f"{shown}: nested too deeply to be a config"
    except ValueError as error:
        message = f"{shown}: not TOML: {error}"
    raise ConfigError(message)


def _opened(path: Path) -> Found | None:
    text, value = decoded(path)
    if path.name != SHARED_NAME:
        return Found(path, _shown(path), text, "", value)
    tool = value.get("tool")
    if not isinstance(tool, Mapping) or "wayout" not in tool:
        return None
    return Found(path, _shown(path), text, "tool.wayout", tool["wayout"])


def _shown(path: Path) -> str:
    return shown_path(str(path), "")
