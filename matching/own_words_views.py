""" "Tell us in your own words": a text is read in memory and forgotten; what it suggests is the person's to confirm.

A text comes by POST, is in no address, cookie, log or table, and is shown back only on the page that answers it.
"""

from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from accounts import permission
from directory.ages import say_age
from directory.pages.search_views import crisis_in, needs_said
from directory.vocabulary import CrisisKind
from directory.wording import Words
from matching.answers import Answers
from matching.confirming import answers_confirming
from matching.enquiries import remember
from matching.entries import PathwayId
from matching.identifying import SAID, looks_like
from matching.own_words_forms import LONGEST_TOLD, ConfirmForm, OwnWordsForm
from matching.queries import save_answers, start_enquiry
from matching.questionnaire import next_page
from matching.reader import content, house
from matching.recommend import recommend_answers
from matching.suggesting import Reading, reading
from matching.understanding.english import words_of

bp = Blueprint("own_words", __name__, url_prefix="/should-i-refer/own-words")
MOST_NEEDS = 5
ENOUGH_WORDS = 5


@bp.record_once
def let_in_without_token(state: BlueprintSetupState) -> None:
    """Reading changes nothing, so a page that offers it needs no cookie, and a page open for hours still works."""
    for view in (read, so_far):
        state.app.extensions["csrf"].exempt(view)


@dataclass(frozen=True)
class Told:
    """A text with all that is shown of it."""

    text: str
    reading: Reading
    crisis: CrisisKind | None
    """People to ring for whoever writes out of despair or fear."""
    unread: bool
    """It is not in English, so that only what was said in so many words was found."""
    looks: tuple[Words, ...]
    """What it seems to hold that could tell who somebody is, such as "a postcode"."""

    @property
    def unread_so_far(self) -> bool:
        """While somebody types: a word or two tell nothing of the language."""
        return self.unread and len(words_of(self.text)) >= ENOUGH_WORDS

    @property
    def ring_first(self) -> bool:
        return self.reading.danger or self.crisis is not None

    @property
    def despair(self) -> bool:
        """Somebody may be at their own end, and nobody's life is in danger this minute: those who listen come first."""
        return self.crisis is not None and not self.crisis.front_door and not self.reading.urgent


@bp.get("")
@permission.public
def ask() -> ResponseReturnValue:
    return render_template("matching/own_words.html", form=OwnWordsForm(), told=None)


@bp.post("")
@permission.public
def read() -> ResponseReturnValue:
    """The suggestions; where the text cannot be used, what is wrong with it, and still whom to ring."""
    form = OwnWordsForm(request.form)
    if not form.validate():
        return render_template("matching/own_words.html", form=form, told=told_by(form)), 422
    chosen = ConfirmForm(formdata=None, place=form.place.data, age=form.age.data)
    return render_template("matching/own_words.html", form=form, told=told_by(form), chosen=chosen)


@bp.post("/so-far")
@permission.public
def so_far() -> ResponseReturnValue:
    """A part of a page, for while somebody types: whom to ring, and in a line what was read."""
    return render_template("matching/_own_words_so_far.html", told=told_by(OwnWordsForm(request.form)))


@bp.post("/carry-on")
@permission.public
def carry_on() -> ResponseReturnValue:
    """Begin an enquiry with what was ticked, and nothing else."""
    form = ConfirmForm()
    asked = content()
    answers = answers_confirming(asked, form.signs.data, form.years())
    enquiry = start_enquiry(g.session, area=house().area.id, content_version=asked.version, today=house().now().date())
    if answers:
        save_answers(g.session, enquiry, answers=answers, expected_version=enquiry.version)
    number = remember(enquiry)
    g.session.commit()
    return redirect(_first(number, answers), 303)


@bp.post("/services")
@permission.public
def services() -> ResponseReturnValue:
    """Look for services for the needs ticked, or for those that the ticked signs point to."""
    form = ConfirmForm()
    known = [need.id for need in needs_said()]
    ticked = [sign for sign in form.signs.data if sign in content().indicators]
    needs = [need for need in form.needs.data if need in known]
    needs = needs or [need for sign in ticked for need in content().indicators[sign].needs if need in known]
    ages = ", ".join(str(say_age(years)) for years in form.years())
    return redirect(
        url_for(
            "directory.services",
            needs=list(dict.fromkeys(needs))[:MOST_NEEDS],
            place=form.typed_place(),
            age=form.typed_age() or ages or None,
        ),
        303,
    )


def told_by(form: OwnWordsForm) -> Told | None:
    """What a text tells, of a long one its beginning. None where there is no text."""
    text = form.text.data[:LONGEST_TOLD]
    if not text:
        return None
    understander, asked = house().understander, house().content
    understood = understander.understand_soon(asked, [text])[0]
    unread = not understander.reads(text)
    if unread:
        understood = understander.understand_outright(asked, text)
    names = {need.id: need.name for need in needs_said()}
    looks = tuple(SAID[kind] for kind in looks_like(text))
    return Told(text, reading(content(), names, text, understood), crisis_in(text), unread, looks)


def _first(number: str, answers: Answers) -> str:
    """The page to begin at: 999 where what was ticked is an emergency."""
    if recommend_answers(content(), answers).pathway is PathwayId.EMERGENCY:
        return url_for("matching.now", number=number)
    state = next_page(content(), answers)
    if state is None:
        return url_for("matching.check", number=number)
    return url_for("matching.question", number=number, page_id=state.id)
