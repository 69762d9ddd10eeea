"""The adapters import packages that are only there once they are gathered."""

collect_ignore = ["adapters"]
