"""An address for every rule of the application, whatever its parts."""

import re
from collections.abc import Mapping

from werkzeug.routing import Rule

NOTHING = "00000000-0000-4000-8000-000000000000"


def example(rule: Rule, known: Mapping[str, str] | None = None) -> str:
    """An address of this rule: with the `known` values by the names of its parts, otherwise ids of nothing there is."""

    def part(found: re.Match[str]) -> str:
        converter, arguments, name = found[1] or "string", found[2] or "", found[3]
        if known and name in known:
            return known[name]
        if converter == "any":
            return arguments.split(",")[0].strip()
        return {"int": "1", "float": "1.5", "uuid": NOTHING}.get(converter, "x")

    path = re.sub(r"<(?:([a-z]+)(?:\(([^)]*)\))?:)?([a-z_]+)>", part, rule.rule)
    method = min((rule.methods or set()) - {"HEAD", "OPTIONS"})
    matched = rule.map.bind("localhost").match(path, method)[0]
    assert matched == rule.endpoint, f"{path} is no address of {rule.rule}: teach this function its parts"
    return path
