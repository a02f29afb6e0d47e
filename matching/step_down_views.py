"""The way in for whoever plans for the time after a plan or a social worker's help."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from matching.enquiries import remember
from matching.forms import StartForm
from matching.queries import save_answers, start_enquiry
from matching.questionnaire import next_page
from matching.reader import content, house
from matching.step_down import ending_answers

bp = Blueprint("step_down", __name__, url_prefix="/should-i-refer/ending")


@bp.get("")
@permission.public
def start() -> ResponseReturnValue:
    return render_template("matching/ending.html", form=StartForm())


@bp.post("")
@permission.public
def begin() -> ResponseReturnValue:
    """An enquiry that knows already that help is ending; every other question is asked as always."""
    today = house().now().date()
    enquiry = start_enquiry(g.session, area=house().area.id, content_version=content().version, today=today)
    answers = ending_answers(content())
    save_answers(g.session, enquiry, answers=answers, expected_version=enquiry.version)
    g.session.commit()
    state = next_page(content(), answers)
    page_id = state.id if state else next(iter(content().pages))
    return redirect(url_for("matching.question", number=remember(enquiry), page_id=page_id), 303)
