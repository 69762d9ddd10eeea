"""From a SYSTEM value to a system, without whatever the command line adds."""

from __future__ import annotations

from typing import Any

from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.system import Member, System


def parts_of(value: dict[str, Any]) -> tuple[Part, ...]:
    place = {each["name"]: index for index, each in enumerate(value["members"])}
    number = [{s: n for n, s in enumerate(each["states"])} for each in value["members"]]
    found = []
    for index, each in enumerate(value["members"]):
        own = number[index]
        steps = tuple(
            LocalStep(
                step["event"],
                own[step["from"]],
                own[step["to"]],
                when={
                    place[other]: frozenset(number[place[other]][s] for s in states)
                    for other, states in step.get("when", {}).items()
                },
            )
            for step in each["transitions"]
        )
        names = {state: frozenset({n}) for state, n in own.items()}
        found.append(Part(Member(each["name"], tuple(own), (own[each["initial"]],), names), steps))
    return tuple(found)


def system_of(value: dict[str, Any]) -> System:
    return compose(value["name"], parts_of(value))
