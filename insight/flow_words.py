"""The assumptions of the flow model in words: what each is called, what it means, where its value comes from."""

from dataclasses import dataclass

from directory.wording import Words, words
from insight.figure import Text, number_said
from insight.flow_model import RATES, AssumptionRefused, Assumptions

PUBLISHED_SOURCE = words("as published for the base year")
AIM_SOURCE = words("as published: once the new practice has bedded in")
ROUNDED_SOURCE = words("published as 4.3; the second digit found from the published table")
FOUND_SOURCE = words("not published: found from the published table")
CHILDREN, PER_CENT = words("in the base year"), words("%")
HIGHEST_SLIDER = {"direct_to": 10.0, "repeats": 50.0, "repeats_to": 50.0}


@dataclass(frozen=True)
class Assumed:
    """One assumption as people read it. `name` is its field, and its name in addresses and commands."""

    name: str
    label: Words
    hint: Words
    source: Words

    @property
    def is_rate(self) -> bool:
        return self.name in RATES

    @property
    def unit(self) -> Words:
        return PER_CENT if self.is_rate else CHILDREN

    @property
    def step(self) -> float:
        return 0.05 if self.name == "direct_to" else 0.5 if self.is_rate else 1

    @property
    def slider_end(self) -> float:
        return HIGHEST_SLIDER.get(self.name, 100.0)

    def said(self, value: float) -> str:
        """The value as it stands in a table, without needless digits."""
        return number_said(value, 2, trimmed=True)


ASSUMED = (
    Assumed("referrals", words("Referrals"), words("All referrals, repeats among them."), PUBLISHED_SOURCE),
    Assumed("repeats", words("Repeats"), words("Referrals that come back, of the cases closed the year before."),
            PUBLISHED_SOURCE),
    Assumed("assessments", words("Assessments"), words("The same share of referrals is assessed in every year."),
            PUBLISHED_SOURCE),
    Assumed("conferences", words("Conferences"), words("Child protection conferences."), PUBLISHED_SOURCE),
    Assumed("plans", words("Plans"), words("Child protection plans. The same share of conferences leads to a plan."),
            PUBLISHED_SOURCE),
    Assumed("care", words("Entries to care"), words("After a plan, and directly."), PUBLISHED_SOURCE),
    Assumed("care_after_plan", words("Entries to care after a plan"), words("The rest of the entries are direct."),
            PUBLISHED_SOURCE),
    Assumed("repeats_to", words("Repeats fall to"), words("Of the cases closed the year before. They fall a year later "
            "than practice changes, since a repeat comes back to a case that was closed before."), AIM_SOURCE),
    Assumed("after_plan_to", words("Care after a plan falls to"), words("Of plans."), AIM_SOURCE),
    Assumed("direct_to", words("Direct care falls to"), words("Of assessments, a repeat counting for less (see below). "
            "The children kept from direct care meet a conference, and most of them a plan, instead."),
            ROUNDED_SOURCE),
    Assumed("repeat_weight", words("What a repeat counts for"), words("How often a repeat leads to a conference or to "
            "direct care, of how often a first referral does."), FOUND_SOURCE),
    Assumed("in_place_2", words("New practice in place in year 2"), words("Nothing is in place in year 1."),
            FOUND_SOURCE),
    Assumed("in_place_3", words("New practice in place from year 3"), words("The same in years 4 and 5."),
            FOUND_SOURCE),
)  # fmt: skip
LABELS: dict[str, Text] = {one.name: one.label for one in ASSUMED}
STAGE_LABELS: dict[str, Text] = {
    "referrals": words("Referrals"),
    "assessments": words("Assessments"),
    "conferences": words("Conferences"),
    "plans": words("Plans"),
    "care": words("Entries to care"),
}


def refused(error: AssumptionRefused) -> Words:
    """Why an assumption cannot be, naming it and what it may be."""
    return words(
        "“%(name)s” must be from %(least)s to %(most)s.",
        name=LABELS[error.field],
        least=number_said(error.least),
        most=number_said(error.most),
    )


def derived(assumptions: Assumptions) -> tuple[tuple[Words, str], ...]:
    """What follows from the base year and is not assumed: the rates that the new ones start from."""
    return (
        (words("Care after a plan in the base year"), f"{number_said(assumptions.after_plan_from, 2)}%"),
        (words("Direct care in the base year"), f"{number_said(assumptions.direct_from, 2)}%"),
    )
