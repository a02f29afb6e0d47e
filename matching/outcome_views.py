"""What comes after "check your answers": the outcome, taking it away, disagreeing with it, and saying what happened."""

from flask import Blueprint, Response, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from accounts import permission
from directory.pages.templating import said
from matching.enquiries import change_answers, enquiry_numbered, go_by_newest
from matching.entries import Pathway, PathwayId
from matching.errors import EnquiryNotFound
from matching.feedback_forms import FeedbackForm
from matching.findings import ages_in
from matching.following.codes import code_of
from matching.forms import StartForm
from matching.handover import Sheet, handover_pdf, handover_text, sheet_of
from matching.judgement import with_higher_judgement
from matching.outcome import Outcome, asked_of, make_outcome
from matching.queries import add_feedback, finish_enquiry, get_feedback, record_unmet
from matching.questionnaire import PageState, next_page
from matching.reader import content, content_of, guidance_changed, house, language
from matching.recommend import recommend_answers

bp = Blueprint("outcome", __name__, url_prefix="/should-i-refer/<string(maxlength=6):number>")


@bp.post("/check")
@permission.public
def finish(number: str) -> ResponseReturnValue:
    """The answers are checked: keep the outcome by the content in force, and what no service meets, then show it."""
    go_by_newest(enquiry_numbered(number))
    outcome = _outcome(number)
    if _waiting(outcome):
        g.session.commit()
    else:
        _keep(outcome)
    return redirect(url_for("outcome.show", number=number), 303)


@bp.get("/outcome")
@permission.public
def show(number: str) -> ResponseReturnValue:
    outcome = _outcome(number)
    waiting = _waiting(outcome)
    if waiting:
        return redirect(url_for("matching.question", number=number, page_id=waiting.id), 303)
    return _page(number, outcome, _feedback_form(outcome))


@bp.get("/why")
@permission.public
def why(number: str) -> ResponseReturnValue:
    """How the answers led there, whole: to read, to print, to question."""
    outcome = _outcome(number)
    waiting = _waiting(outcome)
    if waiting:
        return redirect(url_for("matching.question", number=number, page_id=waiting.id), 303)
    return render_template(
        "matching/why.html",
        outcome=outcome,
        number=number,
        explanation=outcome.explanation,
        guidance_changed=guidance_changed(outcome.enquiry),
    )


@bp.post("/more-serious")
@permission.public
def more_serious(number: str) -> ResponseReturnValue:
    """The referrer's own judgement counts, always upward."""
    outcome = _outcome(number)
    pathway = outcome.recommendation.pathway
    change_answers(outcome.enquiry, lambda answers: with_higher_judgement(content(), answers, pathway))
    _keep(_outcome(number))
    return redirect(url_for("outcome.show", number=number), 303)


@bp.get("/less-serious")
@permission.public
def less_serious(number: str) -> ResponseReturnValue:
    """Downward is a conversation first where a child may not be safe; the pathway itself never drops."""
    return render_template("matching/less_serious.html", outcome=_outcome(number), number=number)


@bp.post("/feedback")
@permission.public
def feedback(number: str) -> ResponseReturnValue:
    outcome = _outcome(number)
    form = _feedback_form(outcome)
    if not form.validate():
        return _page(number, outcome, form), 422
    add_feedback(g.session, outcome.enquiry, today=outcome.moment.date(), **form.given())
    g.session.commit()
    return redirect(url_for("outcome.thanks", number=number), 303)


@bp.get("/thank-you")
@permission.public
def thanks(number: str) -> ResponseReturnValue:
    return render_template("matching/thanks.html", outcome=_outcome(number), number=number, form=StartForm())


@bp.get("/handover.pdf")
@permission.public
def handover(number: str) -> ResponseReturnValue:
    """A sheet with blanks to fill by hand; it holds nothing that identifies a child."""
    headers = {"Content-Disposition": 'attachment; filename="right-door-handover.pdf"'}
    return Response(handover_pdf(_sheet(_outcome(number))), mimetype="application/pdf", headers=headers)


@bp.get("/handover.txt")
@permission.public
def handover_as_text(number: str) -> ResponseReturnValue:
    return Response(handover_text(_sheet(_outcome(number))), mimetype="text/plain")


@bp.errorhandler(EnquiryNotFound)
def not_found(_error: EnquiryNotFound) -> ResponseReturnValue:
    return render_template("matching/not_found.html"), 404


def _outcome(number: str) -> Outcome:
    """By what it was finished under, or the content in force until then."""
    enquiry = enquiry_numbered(number)
    return make_outcome(g.session, house(), content_of(enquiry), enquiry, language())


def _waiting(outcome: Outcome) -> PageState | None:
    """The page still to be answered before there is an outcome. In an emergency there is none to wait for."""
    if outcome.recommendation.pathway is PathwayId.EMERGENCY:
        return None
    return next_page(content_of(outcome.enquiry), outcome.answers)


def _page(number: str, outcome: Outcome, form: FeedbackForm) -> str:
    return render_template(
        "matching/outcome.html",
        outcome=outcome,
        number=number,
        form=form,
        text=handover_text(_sheet(outcome)),
        unanswered=next_page(content_of(outcome.enquiry), outcome.answers),
        guidance_changed=guidance_changed(outcome.enquiry),
        graver=_graver_now(outcome),
    )


def _graver_now(outcome: Outcome) -> Pathway | None:
    """Where the guidance in force would lead, if to something more serious than what was said then."""
    now = recommend_answers(content(), outcome.answers)
    return now.route if now.pathway.rank > outcome.recommendation.pathway.rank else None


def _feedback_form(outcome: Outcome) -> FeedbackForm:
    return FeedbackForm(get_feedback(g.session, outcome.enquiry))


def _sheet(outcome: Outcome) -> Sheet:
    ending = outcome.step_down
    area = house().area
    return sheet_of(
        outcome,
        said,
        code=code_of(outcome.enquiry.id),
        language=language(),
        day=format_date(outcome.moment.date(), "d MMMM y"),
        look_again=format_date(ending.look_again, "d MMMM y") if ending else "",
        emergency=area.emergency,
        demonstration=area.demonstration,
    )


def _keep(outcome: Outcome) -> None:
    """Keep the outcome; an unmet need is noted the first time only."""
    first, today = outcome.enquiry.completed_at is None, outcome.moment.date()
    go_by_newest(outcome.enquiry)
    ages = ages_in(content(), outcome.answers)
    finish_enquiry(
        g.session,
        outcome.enquiry,
        recommendation=outcome.recommendation,
        plan=outcome.plan,
        now=outcome.moment,
        ages=ages,
        role=asked_of(content(), outcome.answers, ()).role,
    )
    if first:
        record_unmet(g.session, outcome.enquiry, outcome.plan, ages=ages, today=today)
    g.session.commit()
