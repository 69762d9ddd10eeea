"""Links from the page of a lifecycle to the code."""

from wayout.analysis.checks.catalogue import SLUGS

ROOT = "../../.."
"""The root of the repository, as seen from a page."""


def page_of(check: str) -> str | None:
    """Return where the page of a check is."""
    slug = SLUGS.get(check)
    return f"{ROOT}/analysis/checks/{slug.replace('-', '_')}.md" if slug else None


def linked(path: str) -> str:
    """Link to a module of the package: the rooms lie at the root."""
    return f"[`{path}`]({ROOT}/{path.removeprefix('wayout/')})"
