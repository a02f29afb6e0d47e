"""The referrer's own judgement of how serious it is: it may raise the pathway, and never lowers it. Pure."""

from matching.answers import Answer, Answers, answer
from matching.content import Content
from matching.entries import Option, PathwayId

JUDGEMENT = "judgement"


def with_higher_judgement(content: Content, answers: Answers, pathway: PathwayId) -> dict[str, Answer]:
    """The answers with the judgement that leads to the next graver pathway; the same where there is none graver."""
    graver = [
        option for option in content.questions[JUDGEMENT].options if _pathway(content, option).rank > pathway.rank
    ]
    if not graver:
        return dict(answers)
    least = min(graver, key=lambda option: _pathway(content, option).rank)
    return answer(content, answers, JUDGEMENT, (least.id,))


def _pathway(content: Content, option: Option) -> PathwayId:
    """Where this judgement leads by itself."""
    indicators = (content.indicators[name] for name in option.findings if name in content.indicators)
    return max(
        (indicator.pathway for indicator in indicators), key=lambda pathway: pathway.rank, default=PathwayId.ADVICE
    )
