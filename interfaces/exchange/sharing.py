"""Values that several states of a class share, to JSON and back."""

from wayout.analysis.lifecycle import SharedValue
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.locations import location_of, location_value
from wayout.interfaces.exchange.sparse import JsonObject, said


def shared_value(shared: SharedValue) -> JsonObject:
    """Return the object that `shared_value_of` reads."""
    return {
        "value": shared.value,
        "leaves": list(shared.leaves),
        "compounds": list(shared.compounds),
        "states": list(shared.states),
        **said({"location": location_value(shared.location)}),
    }


def shared_value_of(fields: Fields) -> SharedValue:
    """Return a value with the leaves and compounds that have it."""
    fields.require("value", "leaves", "compounds", "states")
    return SharedValue(
        value=fields.text("value"),
        leaves=fields.texts("leaves"),
        compounds=fields.texts("compounds"),
        states=fields.texts("states"),
        location=fields.inner("location", location_of),
    )
