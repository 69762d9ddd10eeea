"""The version of the published format, and whether a file is of one that can be read."""

from wayout.interfaces.exchange.fields import Fields

VERSION = 1


def check_version(fields: Fields) -> None:
    """Report a `version` that is missing, none, or newer than this wayout reads."""
    version = fields.get("version")
    if "version" not in fields:
        fields.wrong("version", f"is missing; this wayout reads version {VERSION}")
    elif isinstance(version, bool) or not isinstance(version, int) or version < 1:
        fields.wrong("version", f"{version!r} is no version; this wayout reads version {VERSION}")
    elif version > VERSION:
        fields.wrong(
            "version",
            f"{version} is newer than this wayout reads ({VERSION}); upgrade wayout",
        )
