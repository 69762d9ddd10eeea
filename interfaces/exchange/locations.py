"""JSON objects as places in files."""

from wayout.analysis.lifecycle import Location
from wayout.interfaces.exchange.fields import Fields


def location_of(fields: Fields) -> Location:
    """Return the place that an object with path, line and column names."""
    return Location(
        path=fields.text("path"), line=fields.count("line"), column=fields.count("column")
    )
