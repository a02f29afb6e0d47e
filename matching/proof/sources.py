"""Where every rule comes from is named."""

from matching.content import Content
from matching.proof.verdict import Faults


def every_worry_names_its_source(content: Content) -> Faults:
    for indicator in content.indicators.values():
        yield None if indicator.sources else f"'{indicator.id}' names no source"
