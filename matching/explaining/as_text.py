"""An explained outcome as plain lines: what the page "How we came to this" says. Pure."""

from collections.abc import Iterable, Iterator

from matching.content import Content
from matching.entries import PathwayId, Source
from matching.explaining.explanation import Explanation
from matching.explaining.further import Further
from matching.explaining.raising_told import Rise
from matching.explaining.reasons import Account


def explanation_lines(content: Content, explanation: Explanation) -> Iterator[str]:
    recommendation = explanation.recommendation
    yield f"{_name(content, recommendation.pathway)}: {recommendation.route.short}"
    yield f"level {recommendation.level}, {content.area.levels.get(recommendation.level, 'no level')}"
    yield f"guidance for {content.area.name}, version {content.version}"
    yield from _titled("What decided it", _accounts(content, explanation.deciding))
    yield from _titled("What counted besides", _accounts(content, explanation.besides))
    yield from _titled("What would make it more serious (nothing makes it less)", _raising(explanation))
    yield from _titled("Left open", _open(content, explanation))
    yield from _titled("Not asked, because it was not chosen", (topic.name for topic in explanation.left_out.topics))
    yield from _titled(
        "Not asked, because nothing called for it",
        (
            f"{one.asks} {one.when}"
            for group in (explanation.left_out.near, explanation.left_out.elsewhere)
            for one in group
        ),
    )
    if explanation.left_out.other_ages:
        yield f"Signs not shown, because they are for other ages: {explanation.left_out.other_ages}"
    answers = (f"{asks} {', '.join(said)}" for asks, said in explanation.no_worry)
    yield from _titled("Answers that raised no worry", answers)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A title and its lines below it; nothing where there are none."""
    found = list(lines)
    if found:
        yield ""
        yield title
        yield from (f"  {line}" for line in found)


def _accounts(content: Content, accounts: Iterable[Account]) -> Iterator[str]:
    for account in accounts:
        reason = account.reason
        for one in account.answers:
            yield f"{one.asks} {one.said}"
        for link in account.links:
            yield f"  -> {'; '.join(link.of)} -> {link.words} ({link.how})"
        level = f"level {reason.level}" + (f", {account.level_name}" if account.level_name else "")
        yield f"  -> {reason.words} -> {level} -> {_name(content, reason.pathway)}"
        for said in (reason.why, reason.disputed and f"Documents do not agree. {reason.disputed} {account.view}"):
            if said:
                yield f"     {said}"
        for source in reason.sources:
            yield f"     source: {_source(source)}"


def _raising(explanation: Explanation) -> Iterator[str]:
    for rise in explanation.rises:
        yield f"to: {rise.pathway.name}"
        yield from (f"  {line}" for line in _rise(rise))
    if explanation.raising.elsewhere:
        count, worries = explanation.raising.elsewhere_count, len(explanation.raising.elsewhere)
        yield f"and {count} signs of {worries} worries that were not chosen"


def _rise(rise: Rise) -> Iterator[str]:
    for one in rise.signs:
        yield _with(one.answers[0].words, one.becomes)
    for asking in rise.asking:
        for one in asking.additions:
            yield _with(f"{asking.asks} {one.answers[0].words}", one.becomes)
    for together in rise.together:
        yield _with(f"{_either(together.firsts)} + {_either(together.others)}", together.becomes)


def _either(some: Iterable[Further]) -> str:
    return " / ".join(one.words for one in some)


def _with(said: str, becomes: str | None) -> str:
    return f"{said} (adds up to: {becomes})" if becomes else said


def _open(content: Content, explanation: Explanation) -> Iterator[str]:
    for one in explanation.left_out.open:
        how = "not sure" if one.not_sure else "left out"
        if one.pathway:
            counts = f"counts as: {'; '.join(one.counted_as)} -> {_name(content, one.pathway)}"
        else:
            counts = "changed nothing"
        yield f"{one.asks} {how}; {counts}"


def _name(content: Content, pathway: PathwayId) -> str:
    return content.pathways[pathway].name


def _source(source: Source) -> str:
    where = ", ".join(str(part) for part in (source.document, source.area, source.year) if part)
    return f"{where} (still to be checked against the document)" if source.status == "known" else where
