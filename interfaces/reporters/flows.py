"""Places, texts and code flows of SARIF 2.1.0: a witness is a flow, a step each."""

from wayout.analysis.finding import Step, Witness
from wayout.analysis.lifecycle import Lifecycle, Location
from wayout.interfaces.layout import visible
from wayout.interfaces.reporters.uris import relative_uri

MOST_STEPS = 1_000
"""How many steps of a code flow GitHub shows; the last ones are the defect, and are kept."""

Value = dict[str, object]


def physical(place: Location) -> Value:
    """Return a place in a file."""
    uri = relative_uri(place.path)
    is_relative = not uri.startswith("file:")
    return {
        "artifactLocation": {"uri": uri} | ({"uriBaseId": "%SRCROOT%"} if is_relative else {}),
        "region": {"startLine": place.line, "startColumn": place.column},
    }


def flow(witness: Witness, lifecycle: Lifecycle | None, place: Location) -> Value:
    """Return a witness as a code flow; steps whose place is not known are at `place`."""
    steps = (*witness.stem, *witness.cycle)
    told = [
        (number, step, number > len(witness.stem)) for number, step in enumerate(steps, start=1)
    ]
    return {
        "threadFlows": [
            {
                "locations": [
                    _step(number, step, lifecycle, place, repeats=repeats)
                    for number, step, repeats in told[-MOST_STEPS:]
                ]
            }
        ]
    }


def _step(
    number: int, step: Step, lifecycle: Lifecycle | None, place: Location, *, repeats: bool
) -> Value:
    state = lifecycle.by_id.get(step.state) if lifecycle else None
    where = (state and state.location) or (lifecycle and lifecycle.location) or place
    begins = "the lifecycle begins" if number == 1 else "no event is needed"
    by = f"event {step.event!r}" if step.event is not None else begins
    again = ", then for ever again" if repeats else ""
    return {
        "location": {
            "physicalLocation": physical(where),
            "logicalLocations": [
                {"name": visible(step.state) or "(empty)", "kind": "member"},
            ],
            "message": {"text": message(f"{by}: state {step.state!r}{again}")},
        },
        "executionOrder": number,
        "importance": "essential",
    }


def message(text: str) -> str:
    """Escape what SARIF 3.11.5 and 3.11.6 read as placeholders and links, on one line."""
    shown = visible(text).replace("[", "\\[").replace("]", "\\]")
    return shown.replace("{", "{{").replace("}", "}}")
