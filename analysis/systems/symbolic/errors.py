"""What this engine cannot do."""


class UnsupportedError(Exception):
    """Another engine may decide it. The message says what this one does not."""
