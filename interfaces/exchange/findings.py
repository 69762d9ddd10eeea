"""JSON values as what is said of findings: why they are accepted, what was not looked for."""

from wayout.analysis.finding import Unfinished
from wayout.interfaces.exchange.fields import Fields


def unfinished_of(fields: Fields) -> Unfinished:
    """Return what a limit left undone."""
    return Unfinished(
        fields.text("lifecycle"), fields.text("reason"), checks=fields.texts("checks")
    )
