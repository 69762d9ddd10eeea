"""Reports as text: one module per format, listed by hand."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from wayout.interfaces.layout import Screen

if TYPE_CHECKING:
    from wayout.analysis.finding import Report


class Reporter(Protocol):
    """Render a report as text that ends in a newline. Machine formats ignore the screen."""

    def __call__(self, report: "Report", screen: Screen | None) -> str:
        """Return the text."""


REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "concise": "wayout.interfaces.reporters.concise",
        "full": "wayout.interfaces.reporters.full",
        "json": "wayout.interfaces.reporters.json",
        "json-lines": "wayout.interfaces.reporters.json_lines",
        "sarif": "wayout.interfaces.reporters.sarif",
        "junit": "wayout.interfaces.reporters.junit",
        "github": "wayout.interfaces.reporters.github",
        "gitlab": "wayout.interfaces.reporters.gitlab",
        "markdown": "wayout.interfaces.reporters.markdown",
    }
)
"""Format -> the module whose `render` writes it. Naming the formats imports none of them."""


def reporter(name: str) -> Reporter:
    """Load the reporter of a format.

    Raises:
        KeyError: for a format that is not in `REPORTERS`.
    """
    render: Reporter = import_module(REPORTERS[name]).render
    return render
