"""JSON objects that leave out what says nothing."""

JsonObject = dict[str, object]


def said(more: JsonObject) -> JsonObject:
    """Return the items that say something: no null, no false, nothing empty."""
    return {key: item for key, item in more.items() if item not in (None, "", [], False)}
