"""Read a python-statemachine class into a `Lifecycle`. The only room that knows its insides.

A machine is never instantiated to be read. What cannot be known statically (guards, validators,
what actions send, invocations, delays) is over-approximated and named in
`Lifecycle.assumptions`.
"""

from wayout.analysis.reading.classes import definition_error, machines_of, validation_off
from wayout.analysis.reading.reader import read

__all__ = ["definition_error", "machines_of", "read", "validation_off"]
