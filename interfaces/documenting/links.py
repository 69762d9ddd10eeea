"""Links from the page of a lifecycle: to the code, and to what its texts refer to."""

from wayout.interfaces.markdown import code, line

ROOT = "../../.."
"""The root of the repository, as seen from a page."""


def references(text: str) -> str:
    """Write what is separated by semicolons on lines of their own."""
    return "<br>".join(map(_reference, text.split("; ")))


def _reference(text: str) -> str:
    """Write a source function as code, an address as a link, and what else there is as it is."""
    if " " in text:
        return line(text)
    return f"<{text}>" if text.startswith("https://") else code(text)


def linked(path: str) -> str:
    """Link to a module of the package: the rooms lie at the root."""
    return f"[{path}]({ROOT}/{path.removeprefix('wayout/')})"
