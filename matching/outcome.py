"""Everything the outcome page says, put together from answers, content, the area's numbers and the directory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeAlias

from sqlmodel import Session

from directory.additions import Role
from directory.ages import say_age
from directory.eligibility import Asked
from directory.errors import DirectoryError
from directory.places import area_codes, find_place
from directory.point import Point
from directory.wording import Words, words
from matching.answers import Ages, Answers, Where, answers_from_json
from matching.area import FrontDoor, Number
from matching.candidates import candidates_among, near_misses, traits_of, weigh
from matching.content import Content
from matching.entries import PathwayId
from matching.explaining.explanation import Explanation, explain_answers
from matching.findings import How, ages_in, findings
from matching.judgement import JUDGEMENT
from matching.models import Enquiry
from matching.near import NearMiss
from matching.plan import Plan, make_plan
from matching.planned import PlannedDoor, Shown, Unmet
from matching.preference import preferred
from matching.questionnaire import Said, said
from matching.recommend import Reason, Recommendation, recommend_answers
from matching.step_down import StepDown, step_down

Areas: TypeAlias = tuple[frozenset[str], ...]

ROLE = "role-"
DISABLED = frozenset({"disabled-child", "disability-sign"})
NEIGHBOUR = "role-anyone"
FAMILY_PAGE = "family"
MOST_DECIDING = 3
"""Reasons shown at once; the others are folded away."""


@dataclass(frozen=True)
class DoorNow:
    """A front door with the number that answers at this moment."""

    door: FrontDoor
    number: Number


@dataclass(frozen=True)
class Outcome:
    enquiry: Enquiry
    content: Content
    """What the outcome is explained by."""
    answers: Answers
    recommendation: Recommendation
    deciding: tuple[Reason, ...]
    """The reasons that lead to this pathway, few enough to read."""
    besides: tuple[Reason, ...]
    doors: tuple[DoorNow, ...]
    """The one front door for where the family lives, or all of them where that is not certain."""
    family: tuple[Said, ...]
    """What was said about the family's view, agreement, and the help around them."""
    without_names: bool
    """Talking it through without saying who comes first: nothing is certain, or a friend or relative asks."""
    step_down: StepDown | None
    """Where a plan or a social worker's help is ending: what to agree before it does."""
    plan: Plan
    planned: tuple[PlannedDoor, ...]
    nobody: tuple[Unmet, ...]
    """The needs for which the directory has nobody who fits."""
    not_planned: tuple[str, ...]
    moment: datetime

    @property
    def grave(self) -> bool:
        """Somebody has to be rung."""
        return self.recommendation.pathway.rank >= PathwayId.SAFEGUARDING.rank

    @property
    def stepping_down(self) -> bool:
        return self.step_down is not None

    @property
    def action(self) -> Words | str:
        """What to do, in one line."""
        if self.recommendation.talk_it_through:
            return words("Ring the front door and talk it through today. You do not have to give names.")
        if self.stepping_down and not self.grave:
            return words("Agree with the family what will still be there when the help ends, before it ends.")
        return self.recommendation.route.short

    @property
    def unmet(self) -> tuple[str, ...]:
        """Names of the needs for which the directory has nobody."""
        return tuple(one.need for one in self.nobody)

    @cached_property
    def explanation(self) -> Explanation:
        return explain_answers(self.content, self.answers)


def make_outcome(session: Session, house: Any, content: Content, enquiry: Enquiry, language: str = "en") -> Outcome:
    """Recommend from the answers, plan from the directory as it is now, and find the numbers that answer now."""
    moment = house.now()
    answers = answers_from_json(enquiry.answers)
    recommendation = recommend_answers(content, answers)
    areas, known = areas_of(session, answers), findings(content, answers)
    ending = step_down(
        known,
        watch_for=recommendation.watch_for,
        safety_net=recommendation.route.safety_net,
        today=moment.date(),
    )
    asked = asked_of(content, answers, areas)
    plan, near = _plan_for(session, house, enquiry, recommendation.needs, asked, stepping_down=ending is not None)
    names = {need.id: need.in_language(language).name for need in house.vocabulary.needs}
    planned, nobody = Shown(session, house, names, plan, near).doors_and_gaps()
    deciding, besides = _reasons(recommendation)
    return Outcome(
        enquiry=enquiry,
        content=content,
        answers=answers,
        recommendation=recommendation,
        deciding=deciding,
        besides=besides,
        doors=doors_now(house, areas, moment),
        family=tuple(one for one in said(content, answers) if one.page_id == FAMILY_PAGE and one.words),
        without_names=recommendation.talk_it_through or NEIGHBOUR in known,
        step_down=ending,
        plan=plan,
        planned=planned,
        nobody=nobody,
        not_planned=_named(plan.not_planned, names),
        moment=moment,
    )


def _plan_for(
    session: Session, house: Any, enquiry: Enquiry, needs: Sequence[str], asked: Asked, *, stepping_down: bool
) -> tuple[Plan, list[NearMiss]]:
    """The plan, and who nearly fits."""
    point, today = point_of(enquiry), house.now().date()
    weighed = weigh(session, house.search, needs, asked, point=point, today=today)
    found = candidates_among(weighed, today)
    traits = traits_of(session, [candidate.service_id for candidate in found])
    plan = make_plan(needs, preferred(found, traits, stepping_down=stepping_down))
    return plan, near_misses(session, house.search, needs, asked, weighed, point=point, today=today)


def asked_of(content: Content, answers: Answers, areas: Areas) -> Asked:
    """What the directory may be asked about this child, place and referrer; what is not known is left out."""
    found = findings(content, answers)
    roles = [finding.removeprefix(ROLE).replace("-", "_") for finding in found if finding.startswith(ROLE)]
    known = [role for role in roles if role in set(Role)]
    ages = ages_in(content, answers)
    return Asked(
        ages=ages.years or ((0.0,) if ages.unborn else ()),
        areas=areas,
        role=known[0] if known else None,
        send=True if DISABLED & found.keys() else None,
    )


def areas_of(session: Session, answers: Answers) -> Areas:
    """The districts the family may live in, each with the codes of all that contain it; none where it is not known."""
    where = next((value for value in answers.values() if isinstance(value, Where)), Where())
    if where.district_code:
        return (area_codes(where.district_code),)
    try:
        return find_place(session, where.outcode).areas if where.outcode else ()
    except DirectoryError:
        return ()


def point_of(enquiry: Enquiry) -> Point | None:
    if enquiry.latitude is None or enquiry.longitude is None:
        return None
    return Point(enquiry.latitude, enquiry.longitude)


def doors_now(house: Any, areas: Areas, moment: datetime) -> tuple[DoorNow, ...]:
    """The front doors of the districts the family may live in, or all where that is not known, and who answers now."""
    own = [door for door in map(house.area.front_door_for, areas) if door]
    chosen = [door for door in house.area.front_doors if door in own] or house.area.front_doors
    return tuple(DoorNow(door, door.number_at(moment, house.bank_holidays)) for door in chosen)


def typed_answers(enquiry: Enquiry) -> dict[str, tuple[Words | str, ...]]:
    """The answers that were written rather than chosen, by question id, as they can be said and written again."""
    typed: dict[str, tuple[Words | str, ...]] = {}
    for question, value in answers_from_json(enquiry.answers).items():
        if isinstance(value, Ages):
            unborn = (say_age(0.0, unborn=True),) if value.unborn else ()
            typed[question] = (*unborn, *(say_age(age) for age in value.years))
        elif isinstance(value, Where):
            typed[question] = (enquiry.place_label,) if enquiry.place_label else ()
    return typed


def _reasons(recommendation: Recommendation) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Those that lead to this pathway, what was seen before what was left open or judged; and all the others."""
    deciding = [reason for reason in recommendation.reasons if reason.pathway is recommendation.pathway]
    shown = tuple(sorted(deciding, key=_how_far_from_seen)[:MOST_DECIDING])
    return shown, tuple(reason for reason in recommendation.reasons if reason not in shown)


def _how_far_from_seen(reason: Reason) -> int:
    """0 for what was seen or told, 1 for what was not answered or not sure, 2 for the referrer's own judgement."""
    if reason.because.question == JUDGEMENT:
        return 2
    return int(reason.because.how in (How.UNANSWERED, How.NOT_SURE))


def _named(needs: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(need, need) for need in needs)
