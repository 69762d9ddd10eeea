"""The published schema, as an independent validator applies it."""

import json
from importlib.resources import files

from jsonschema import Draft202012Validator

SCHEMA = json.loads(
    files("wayout.interfaces.exchange").joinpath("wayout.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)


def claim_validator() -> Draft202012Validator:
    """Return the validator of one CLAIM."""
    return Draft202012Validator({"$ref": "#/$defs/Claim", "$defs": SCHEMA["$defs"]})
