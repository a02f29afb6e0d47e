"""The pages of "Should I refer?" up to "check your answers"; what comes after is in `outcome_views.py`."""

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.answers import too_soon
from accounts.trying import MustWait
from directory.pages.templating import said as spoken
from directory.places import Place
from matching import templating
from matching.answers import Answers, Where, answer, answers_from_json
from matching.enquiries import change_answers, enquiry_numbered, forget, latest, remember
from matching.entries import PathwayId
from matching.errors import EnquiryNotFound
from matching.following.looking_up import find_by_both
from matching.forms import ComeBackForm, PageForm, StartForm, page_form
from matching.models import Enquiry
from matching.outcome import areas_of, doors_now, typed_answers
from matching.queries import save_place, start_enquiry
from matching.questionnaire import PageState, next_page, page_after, page_state, pages, previous_page, said
from matching.reader import content, content_of, house
from matching.recommend import recommend_answers
from matching.steps import CHECK, steps

bp = Blueprint("matching", __name__, url_prefix="/should-i-refer")
templating.register(bp)
PAGE = "/<string(maxlength=6):number>/<page_id>"
NOW = "/<string(maxlength=6):number>/now"
CHECKED = f"/<string(maxlength=6):number>/{CHECK}"
CLOSE = "/<string(maxlength=6):number>/close"


@bp.get("")
@permission.public
def start() -> ResponseReturnValue:
    return _start_page(StartForm())


@bp.post("")
@permission.public
def begin() -> ResponseReturnValue:
    today = house().now().date()
    enquiry = start_enquiry(g.session, area=house().area.id, content_version=content().version, today=today)
    g.session.commit()
    return redirect(_next(remember(enquiry), {}), 303)


@bp.get(PAGE)
@permission.public
def question(number: str, page_id: str) -> ResponseReturnValue:
    enquiry = enquiry_numbered(number)
    state = _state(enquiry, page_id)
    if state is None:
        return redirect(_next(number, answers_of(enquiry)), 303)
    return _show(number, enquiry, state, page_form(state, typed=_in_words(enquiry)))


@bp.post(PAGE)
@permission.public
def answer_question(number: str, page_id: str) -> ResponseReturnValue:
    """Keep this page's answers and go on to the next page that has none."""
    enquiry = enquiry_numbered(number)
    state, before = _state(enquiry, page_id), answers_of(enquiry)
    if state is None:
        return redirect(_next(number, before), 303)
    form = page_form(state, typed=_in_words(enquiry))
    if not form.validate():
        return _show(number, enquiry, state, form)
    after = _save(enquiry, form)
    if _emergency(after) and not _emergency(before):
        return redirect(url_for("matching.now", number=number), 303)
    return redirect(_page_address(number, page_after(content(), before, after, page_id)), 303)


@bp.get(NOW)
@permission.public
def now(number: str) -> ResponseReturnValue:
    """Danger: 999 first, with the rest still to be reached."""
    answers = answers_of(enquiry_numbered(number))
    recommendation = recommend_answers(content(), answers)
    if recommendation.pathway is not PathwayId.EMERGENCY:
        return redirect(_next(number, answers), 303)
    return render_template(
        "matching/now.html",
        recommendation=recommendation,
        doors=doors_now(house(), areas_of(g.session, answers), house().now()),
        onward=_next(number, answers, after_page="danger"),
        number=number,
    )


@bp.get(CHECKED)
@permission.public
def check(number: str) -> ResponseReturnValue:
    enquiry = enquiry_numbered(number)
    answers, asked = answers_of(enquiry), content_of(enquiry)
    states = pages(asked, answers)
    return render_template(
        "matching/check.html",
        number=number,
        enquiry=enquiry,
        pages=states,
        said=said(asked, answers),
        typed=typed_answers(enquiry),
        unanswered=next_page(asked, answers),
        steps=steps(asked.pages.values(), states, CHECK),
        back=_back(number, answers, None),
        form=StartForm(),
    )


@bp.post(CLOSE)
@permission.public
def close(number: str) -> ResponseReturnValue:
    """Close the answers on this device; whoever has the reference can still open them."""
    forget(number)
    return redirect(url_for("directory.home"), 303)


@bp.route("/come-back", methods=["GET", "POST"])
@permission.public
def come_back() -> ResponseReturnValue:
    """Answers open by reference and code together; a reference alone is read out and printed too often for that."""
    form = ComeBackForm()
    if form.validate_on_submit():
        try:
            number = remember(find_by_both(form.reference.data, form.code.data))
            g.session.commit()
            return redirect(url_for("outcome.show", number=number), 303)
        except MustWait as wait:
            return too_soon(form.code, wait, lambda: render_template("matching/come_back.html", form=form))
        except EnquiryNotFound:
            form.reference.errors = [gettext("We know no such reference with this code. Check each letter and number.")]
    return render_template("matching/come_back.html", form=form), 422 if form.errors else 200


@bp.errorhandler(EnquiryNotFound)
def not_found(_error: EnquiryNotFound) -> ResponseReturnValue:
    return render_template("matching/not_found.html"), 404


def answers_of(enquiry: Enquiry) -> Answers:
    return answers_from_json(enquiry.answers)


def _start_page(form: StartForm) -> str:
    number = latest()
    return render_template("matching/start.html", form=form, pages=content().pages.values(), number=number)


def _state(enquiry: Enquiry, page_id: str) -> PageState | None:
    """The page as it is asked now; None where its turn has not come, or it is asked no more. No such page is a 404."""
    if page_id not in content().pages and page_id not in content_of(enquiry).pages:
        abort(404)
    return page_state(content(), answers_of(enquiry), page_id)


def _in_words(enquiry: Enquiry) -> dict[str, str]:
    """The answers that are written rather than chosen, as they can be written again."""
    return {question: ", ".join(map(spoken, words)) for question, words in typed_answers(enquiry).items()}


def _save(enquiry: Enquiry, form: PageForm) -> Answers:
    """Put this page's answers in and commit."""
    given = form.answers()

    def put_in(answers: Answers) -> Answers:
        for question_id, value in given.items():
            answers = answer(content(), answers, question_id, value)
        if any(isinstance(value, Where) for value in given.values()):
            _save_place(enquiry, form.found_place)
        return answers

    after = change_answers(enquiry, put_in)
    g.session.commit()
    return after


def _save_place(enquiry: Enquiry, place: Place | None) -> None:
    save_place(
        g.session,
        enquiry,
        district_code=place.district_code if place else None,
        outcode=place.outcode if place else None,
        label=kept_label(place) if place else None,
        point=place.point if place else None,
    )


def kept_label(place: Place) -> str:
    """What is kept of a place in words: a town, or the first half of a postcode with its district."""
    if place.outcode is None:
        return place.label
    return f"{place.outcode} ({place.district_name})" if place.district_name else place.outcode


def _emergency(answers: Answers) -> bool:
    return recommend_answers(content(), answers).pathway is PathwayId.EMERGENCY


def _show(number: str, enquiry: Enquiry, state: PageState, form: PageForm) -> ResponseReturnValue:
    answers = answers_of(enquiry)
    states = pages(content(), answers)
    page = render_template(
        "matching/question.html",
        number=number,
        enquiry=enquiry,
        state=state,
        form=form,
        steps=steps(content().pages.values(), states, state.id),
        back=_back(number, answers, state.id),
        more_worries=_topics_page() if any(asked.topic for asked in state.questions) else None,
    )
    return page, 422 if form.errors else 200


def _topics_page() -> str:
    """The page where worries are chosen: what one ticks of the signs can remind of another."""
    topics = content().topics_question
    return next(page.id for page in content().pages.values() if any(one.id == topics for one in page.questions))


def _next(number: str, answers: Answers, after_page: str | None = None) -> str:
    return _page_address(number, next_page(content(), answers, after=after_page))


def _page_address(number: str, state: PageState | None) -> str:
    if state is None:
        return url_for("matching.check", number=number)
    return url_for("matching.question", number=number, page_id=state.id)


def _back(number: str, answers: Answers, page_id: str | None) -> str:
    state = previous_page(content(), answers, before=page_id)
    if state is None:
        return url_for("matching.start")
    return url_for("matching.question", number=number, page_id=state.id)
