"""JSON objects as places in files."""

from wayout.analysis.lifecycle import Location
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.sparse import JsonObject


def location_of(fields: Fields) -> Location:
    """Return the place that an object with path, line and column names."""
    return Location(
        path=fields.text("path"), line=fields.count("line"), column=fields.count("column")
    )


def location_value(location: Location | None) -> JsonObject | None:
    """Return path, line and column, or null."""
    if location is None:
        return None
    return {"path": location.path, "line": location.line, "column": location.column}
