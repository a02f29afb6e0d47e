"""The page behind the link in a letter to a provider: still right, something has changed, we have closed.

Nobody signs in: whoever holds the link may answer for this one service, and only once. Opening it changes nothing,
since programs that look through mail for viruses open links too.
"""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.keys import seal
from directory.curation.approvals.proposals import NothingSuggested
from directory.curation.models import ReviewAnswer
from directory.curation.reviews.answer_forms import ChangeForm, ClosedForm, WaitingForm, weeks_said
from directory.curation.reviews.queries import (
    Linked,
    answer_change,
    answer_closed,
    answer_correct,
    find_link,
)
from directory.curation.reviews.rules import LinkState
from directory.pages.blueprint import bp, house
from directory.pages.showing import page_of
from directory.pages.templating import said
from directory.snapshots import service_snapshot

OPENED_AGAIN = 200
GONE = 410


@bp.get("/review/<token>")
@permission.public
def review(token: str) -> ResponseReturnValue:
    linked = find_link(g.session, token, house().now().date())
    if linked is None or linked.state is not LinkState.OPEN:
        return over(linked)
    form = WaitingForm(formdata=None)
    form.waiting_weeks.data = weeks_said(service_snapshot(linked.service).waiting_weeks)
    return ask_page(linked, token, form)


@bp.post("/review/<token>")
@permission.public
def still_correct(token: str) -> ResponseReturnValue:
    linked, form = find_link(g.session, token, house().now().date(), to_change=True), WaitingForm()
    if linked is None or linked.state is not LinkState.OPEN:
        return over(linked)
    if not form.validate():
        return ask_page(linked, token, form), 422
    answer_correct(g.session, token, now=house().now(), waiting_weeks=form.weeks, reply_to=seal(linked.request.sent_to))
    g.session.commit()
    return redirect(url_for("directory.review", token=token), 303)


@bp.get("/review/<token>/change")
@permission.public
def review_change(token: str) -> ResponseReturnValue:
    linked = find_link(g.session, token, house().now().date())
    if linked is None or linked.state is not LinkState.OPEN:
        return over(linked)
    return change_page(linked, token, ChangeForm(formdata=None, live=service_snapshot(linked.service)).prefill())


@bp.post("/review/<token>/change")
@permission.public
def send_review_change(token: str) -> ResponseReturnValue:
    linked = find_link(g.session, token, house().now().date(), to_change=True)
    if linked is None or linked.state is not LinkState.OPEN:
        return over(linked)
    live, now = service_snapshot(linked.service), house().now()
    form = ChangeForm(live=live)
    if not form.validate():
        return change_page(linked, token, form), 422
    try:
        answer_change(
            g.session,
            token,
            base=live,
            wanted=form.wanted(now.date()),
            note=form.words_for_us(),
            now=now,
            reply_to=seal(linked.request.sent_to),
        )
    except NothingSuggested as error:
        form.note.errors = [said(error.words)]
        return change_page(linked, token, form), 422
    g.session.commit()
    return redirect(url_for("directory.review", token=token), 303)


@bp.get("/review/<token>/closed")
@permission.public
def review_closed(token: str) -> ResponseReturnValue:
    linked = find_link(g.session, token, house().now().date())
    if linked is None or linked.state is not LinkState.OPEN:
        return over(linked)
    return closed_page(linked, token, ClosedForm(formdata=None))


@bp.post("/review/<token>/closed")
@permission.public
def send_review_closed(token: str) -> ResponseReturnValue:
    linked, form = find_link(g.session, token, house().now().date(), to_change=True), ClosedForm()
    if linked is None or linked.state is not LinkState.OPEN:
        return over(linked)
    if not form.validate():
        return closed_page(linked, token, form), 422
    answer_closed(g.session, token, note=form.note.data, now=house().now())
    g.session.commit()
    return redirect(url_for("directory.review", token=token), 303)


def ask_page(linked: Linked, token: str, form: WaitingForm) -> str:
    return render_template("review/ask.html", token=token, form=form, **page_of(linked.service, house().now()))


def change_page(linked: Linked, token: str, form: ChangeForm) -> str:
    return render_template("review/change.html", token=token, form=form, **page_of(linked.service, house().now()))


def closed_page(linked: Linked, token: str, form: ClosedForm) -> str:
    return render_template("review/closed.html", token=token, form=form, service=linked.service)


def over(linked: Linked | None) -> ResponseReturnValue:
    """What a link says that has nothing to ask any more, or that we never sent."""
    state = linked.state if linked else None
    page = render_template("review/over.html", linked=linked, state=state, states=LinkState, answers=ReviewAnswer)
    return page, OPENED_AGAIN if state in (LinkState.ANSWERED, LinkState.CHECKED) else GONE
