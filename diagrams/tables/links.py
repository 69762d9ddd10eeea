"""Where a table may link to."""

import re
from urllib.parse import quote

_SCHEME = re.compile(r"[^/?#]*:")
_ALLOWED = ("https:", "http:")
_SAFE = "/:?#@!$&'*+,;=%-._~"


def address(link: str) -> str | None:
    """Return an address of signs that no markup uses; None where a link must not lead.

    Allowed are http, https, and paths: a browser runs `javascript:`.

    >>> address("https://a.b/(c)"), address("javascript:alert()")
    ('https://a.b/%28c%29', None)
    """
    scheme = _SCHEME.match(link)
    if not link or (scheme and scheme.group().lower() not in _ALLOWED):
        return None
    return quote(link, safe=_SAFE, errors="backslashreplace")
