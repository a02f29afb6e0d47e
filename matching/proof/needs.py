"""Every need that the content points to has a service, or is listed as a gap by the area."""

from collections.abc import Callable

from matching.proof.states import States
from matching.proof.verdict import Faults

Services = Callable[[str], int]
"""Need id -> how many services in the directory are for it now."""


def every_need_is_met(services: Services) -> Callable[[States], Faults]:
    """The rule for this directory."""

    def look(states: States) -> Faults:
        area = states.content.area
        for need in sorted(states.content.needs):
            met = services(need) > 0 or need in area.gaps
            fault = f"the need '{need}' has no service here: find one, or list it under gaps in areas/{area.id}.toml"
            yield None if met else fault
        for need in area.gaps:
            fault = f"areas/{area.id}.toml lists '{need}' as a gap, and the directory has a service for it: take it out"
            yield None if services(need) == 0 else fault

    return look
