"""wayout proves that every state of a resource's lifecycle has a way out.

>>> import wayout
>>> from wayout.machines.image import Image
>>> lifecycle = wayout.read(Image, target="image", name="image")
>>> [state.value for state in lifecycle.states if state.role.value == "error"]
['killed']
>>> report = wayout.verify([lifecycle], wayout.checks())
>>> [finding.check for finding in report.accepted]
['WO101', 'WO201', 'WO701', 'WO701']

Machines are declared in the words of `wayout.machines.vocabulary`.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Finding",
    "Lifecycle",
    "Location",
    "Report",
    "Severity",
    "State",
    "Step",
    "Transition",
    "WayoutError",
    "Witness",
    "checks",
    "load",
    "read",
    "replay",
    "verify",
]

if TYPE_CHECKING:
    from wayout.analysis.checks.catalogue import checks
    from wayout.analysis.finding import Finding, Report, Severity, Step, Witness
    from wayout.analysis.lifecycle import Lifecycle, Location, State, Transition
    from wayout.analysis.reading import read
    from wayout.analysis.verification import verify
    from wayout.interfaces.errors import WayoutError
    from wayout.interfaces.loading import load_lifecycles as load
    from wayout.interfaces.replaying.arrow import replay
else:

    def __getattr__(name: str) -> object:
        """Import a public name when it is first used, so that `import wayout` costs nothing."""
        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        module, _, attribute = _HOMES[name].partition(":")
        return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


_HOMES = MappingProxyType(
    {
        "Finding": "wayout.analysis.finding:Finding",
        "Lifecycle": "wayout.analysis.lifecycle:Lifecycle",
        "Location": "wayout.analysis.lifecycle:Location",
        "Report": "wayout.analysis.finding:Report",
        "Severity": "wayout.analysis.finding:Severity",
        "State": "wayout.analysis.lifecycle:State",
        "Step": "wayout.analysis.finding:Step",
        "Transition": "wayout.analysis.lifecycle:Transition",
        "WayoutError": "wayout.interfaces.errors:WayoutError",
        "Witness": "wayout.analysis.finding:Witness",
        "checks": "wayout.analysis.checks.catalogue:checks",
        "load": "wayout.interfaces.loading:load_lifecycles",
        "read": "wayout.analysis.reading:read",
        "replay": "wayout.interfaces.replaying.arrow:replay",
        "verify": "wayout.analysis.verification:verify",
    }
)
