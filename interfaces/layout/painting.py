"""Choose how a page is painted."""

from wayout.interfaces.layout import plain
from wayout.interfaces.layout.page import Page, Screen


def paint(page: Page, screen: Screen | None) -> str:
    """Return the page for a terminal, or as plain text where there is none.

    Rich is imported for a terminal only.
    """
    if screen is None:
        return plain.paint(page)
    from wayout.interfaces.layout import terminal

    return terminal.paint(page, screen)
