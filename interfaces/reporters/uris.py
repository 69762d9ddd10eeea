"""Paths as the URI references that formats ask for."""

import os
from pathlib import Path
from urllib.parse import quote


def relative_uri(path: str) -> str:
    r"""Return a path as a URI reference: relative where it is, else with the scheme `file`.

    >>> relative_uri("my machines/order.py"), relative_uri("100%.json")
    ('my%20machines/order.py', '100%25.json')
    >>> relative_uri("a:b.py")
    './a%3Ab.py'
    """
    encoded = quote(_bytes(path), safe="/")
    if Path(path).is_absolute():
        return f"file://{encoded}"
    return f"./{encoded}" if ":" in path.partition("/")[0] else encoded


def _bytes(path: str) -> bytes:
    """Return the bytes of a path; of one that no file system has, its text with escapes."""
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode("utf-8", "backslashreplace")
