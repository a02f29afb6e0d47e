"""Every figure by its id, the page it is on, and what one must be allowed to see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts.permission import Permission
from directory.wording import Words, words
from insight.figure import Figure
from insight.figures import answers, costs, demand, gaps, helped, journey, overrides, quality, services, times
from insight.periods import Period
from insight.sources import Sources

Make = Callable[[Sources, Sequence[Period]], Figure]


@dataclass(frozen=True)
class Page:
    """A page of figures. `by_half`: whether one may choose the half it is for."""

    endpoint: str
    title: Words
    intro: Words
    figures: dict[str, Make]
    by_half: bool = True
    permission: Permission = Permission.SEE_INSIGHT


PAGES: tuple[Page, ...] = (
    Page(
        "insight.gaps",
        words("Gaps"),
        words("Where families ask for help and there is too little of it, or none."),
        {
            "gaps-map": gaps.heat,
            "gaps": gaps.gaps,
            "unmet": gaps.unmet,
            "searches": gaps.searches,
            "supply-by-age": gaps.supply_by_age,
        },
    ),
    Page(
        "insight.demand",
        words("Demand"),
        words("What people ask for, where and for whom, and how much of it need not have been asked."),
        {
            "demand-kinds": demand.kinds,
            "failure-share": demand.failure_share,
            "demand-reasons": demand.reasons,
            "demand-by-district": demand.by_district,
            "demand-by-age": demand.by_age,
            "demand-by-pathway": demand.by_pathway,
            "enquiries": demand.enquiries,
        },
    ),
    Page(
        "insight.journey",
        words("The family's way"),
        words("Whether the right help came the first time, how long it took, and where people judged otherwise."),
        {
            "right-first-time": journey.right_first_time,
            "right-first-time-share": journey.right_first_time_share,
            "not-right-first-time": journey.why_not_right,
            "time-to-help": times.to_help,
            "time-to-help-months": times.medians,
            "time-percentiles": times.percentiles,
            "time-to-advice": times.to_advice,
            "repeats": journey.repeats,
            "times-told": journey.times_told,
            "overrides": overrides.by_pathway,
            "overrides-months": overrides.by_month,
            "overrides-followed": overrides.what_followed,
        },
    ),
    Page(
        "insight.services",
        words("Services"),
        words("What services answer when they are asked, and which help was the right help."),
        {
            "referral-answers": services.answers,
            "referral-reasons": services.reasons,
            "referral-waits": services.waits,
            "helped-by-need": helped.helped_by_need,
            "helped-by-service": helped.helped_by_service,
            "families": helped.families,
            "families-by-need": helped.families_by_need,
        },
    ),
    Page(
        "insight.costs",
        words("Costs and evidence"),
        words("What services cost beside what they are known to do."),
        {"costs": costs.costs},
        permission=Permission.SEE_COSTS,
    ),
    Page(
        "insight.quality",
        words("The directory"),
        words("How good the records are that everybody relies on."),
        {"quality-now": quality.today, "quality-days": quality.days},
        by_half=False,
    ),
    Page(
        "insight.answers",
        words("The questionnaire"),
        words("What the answers of “Should I refer?” rest on."),
        {
            "answers-basis": answers.bases,
            "answers-topics": answers.topics,
            "answers-signs": answers.signs,
            "answers-not-sure": answers.not_sure,
            "answers-left-out": answers.left_out,
            "answers-kept": answers.kept,
        },
    ),
)
"""In the order of the navigation; the way to the flow model stands after them."""


def page_of(figure_id: str) -> Page | None:
    """The page that a figure is on; None where there is no such figure."""
    return next((page for page in PAGES if figure_id in page.figures), None)
