"""What every verb ends with."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes, the same for all verbs."""

    CLEAN = 0
    FINDINGS = 1
    CANNOT_RUN = 2
    UNDETERMINED = 3
    INTERRUPTED = 130
