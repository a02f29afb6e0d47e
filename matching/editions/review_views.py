"""What would change if content were published: the draft, and each case that it changes."""

from typing import Any

from flask import Response, abort, after_this_request, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import confirm_password_first
from accounts.permission import Permission
from directory.pages.templating import said
from matching.editions.blueprint import bp, house, who
from matching.editions.book import book_of
from matching.editions.desk import my_desk, needs
from matching.editions.drafts import name_draft
from matching.editions.errors import DraftMoved, SecondLeadNeeded
from matching.editions.evidence import Evidence
from matching.editions.flows import drawn, flows
from matching.editions.forms import ProposeForm, PublishForm
from matching.editions.looking import Look
from matching.editions.lowered import PATHWAYS
from matching.editions.publishing import Offer, draft_offer, propose, publish
from matching.editions.replay import Case, Of, Way
from matching.editions.sheets import choices_of
from matching.editions.targets import Target, draft_target, edition_target, proposal_target
from matching.editions.telling import turned
from matching.entries import Kind
from matching.questionnaire import said as said_answers
from matching.recommend import recommend_answers
from matching.vignettes import Result


@bp.get("/draft/review")
@permission.needs(Permission.EDIT_CONTENT)
def review() -> ResponseReturnValue:
    desk = my_desk()
    if desk.draft is None or desk.problems or desk.stale or not desk.changed:
        return redirect(url_for("content.draft"), 303)
    return review_page(draft_target(), what=desk.draft.what)


@bp.post("/draft/publish")
@permission.needs(Permission.EDIT_CONTENT)
def publish_draft() -> ResponseReturnValue:
    """Publish the draft, by one lead."""
    return _send(PublishForm())


@bp.post("/draft/propose")
@permission.needs(Permission.EDIT_CONTENT)
def propose_draft() -> ResponseReturnValue:
    """Ask a second lead to agree to the draft."""
    return _send(ProposeForm())


@bp.get("/draft/review/<of>/<key>")
@permission.needs(Permission.EDIT_CONTENT)
def draft_case(of: str, key: str) -> ResponseReturnValue:
    return case_page(draft_target(), of, key)


@bp.get("/proposals/<proposal_id>/<of>/<key>")
@permission.needs(Permission.EDIT_CONTENT)
def proposal_case(proposal_id: str, of: str, key: str) -> ResponseReturnValue:
    return case_page(proposal_target(proposal_id), of, key)


@bp.get("/editions/<int:number>/back/<of>/<key>")
@permission.needs(Permission.EDIT_CONTENT)
def edition_case(number: int, of: str, key: str) -> ResponseReturnValue:
    return case_page(edition_target(number), of, key)


def review_page(target: Target, *, form: PublishForm | None = None, what: str = "", **shown: Any) -> str:
    """The review, or how far it has come."""
    look = target.look()
    if look.problems:
        return render_template("content/unreadable.html", problems=look.problems)
    evidence = look.evidence
    if evidence is None:
        return _working(target, look)
    return render_template(
        "content/review.html",
        target=target,
        evidence=evidence,
        verdict=evidence.verdict,
        replay=evidence.replay,
        ways=[(way, evidence.replay.of_way(way)) for way in (Way.FALL, Way.RISE, Way.SAME)],
        flows=flows(evidence.replay.moved),
        picture=drawn(flows(evidence.replay.moved), {pathway: said(name) for pathway, name in PATHWAYS.items()}),
        changed=_changed(target),
        named_in=book_of(target.files).named_in,
        rows=look.rows,
        lowered_rows=sum(row.lowered for row in look.rows or ()),
        missed=[ran for ran in evidence.vignettes if ran.result is not Result.PASSED],
        confirmed=confirm_password_first(target.address) is None,
        form=form or form_for(evidence, what),
        **shown,
    )


def _working(target: Target, look: Look) -> str:
    """How far it has come. The browser asks again by itself."""

    def again(response: Response) -> Response:
        response.headers["Refresh"] = "3"
        return response

    after_this_request(again)
    return render_template("content/looking.html", target=target, look=look)


def form_for(evidence: Evidence, what: str) -> PublishForm:
    kind = ProposeForm if evidence.verdict.needs_second_lead else PublishForm
    about = {"version": evidence.new.version, "over": evidence.over, "what": what}
    form: PublishForm = kind(formdata=None, data=about)
    return form


def case_page(target: Target, of: str, key: str) -> ResponseReturnValue:
    """One case that changes: what was answered, and both outcomes side by side. It names no enquiry."""
    evidence = target.look().evidence
    if evidence is None:
        return redirect(target.address, 303)
    moved = next((one for one in evidence.replay.moved if one.case.of == of and one.case.key == key), None)
    if moved is None:
        abort(404)
    case = moved.case
    return render_template(
        "content/case.html",
        target=target,
        moved=moved,
        case=case,
        answers=_answers(evidence, case),
        before=recommend_answers(evidence.old, case.answers_before or case.answers),
        after=recommend_answers(evidence.new, case.answers),
        of_enquiries=case.of is Of.ENQUIRY,
    )


def _answers(evidence: Evidence, case: Case) -> list[tuple[str, tuple[str, ...]]]:
    """Questions with their answers in words; where the family lives is left out."""
    told = []
    for one in said_answers(evidence.new, case.answers):
        if one.question.kind is Kind.PLACE:
            continue
        title = one.question.words or evidence.new.pages[one.page_id].title
        told.append((title, one.words or _ages(one.question.answer)))
    return told


def _ages(answer: Any) -> tuple[str, ...]:
    years = tuple(f"{age:g}" for age in getattr(answer, "years", ()))
    return (*years, *((gettext("not born yet"),) if getattr(answer, "unborn", False) else ()))


def _changed(target: Target) -> list[tuple[Any, Any, Any]]:
    new = book_of(target.files)
    choices = choices_of(new, {need.id: need.name for need in house().vocabulary.needs})
    return [(old, now, turned(old, now, choices)) for old, now in target.changed()]


def _send(form: PublishForm) -> ResponseReturnValue:
    """Take the form of the draft's review. The words are kept with the draft, whatever becomes of it."""
    me, now, contents = who(), house().now(), house().contents
    target = draft_target()
    if not form.validate():
        return review_page(target, form=form), 422
    asked = confirm_password_first(target.address)
    if form.what.data != _what_is_kept():
        name_draft(g.session, contents.area_name, form.what.data, who=me, now=now)
    g.session.commit()  # nobody waits to write while it is looked at
    if asked:
        return asked
    evidence = house().examiner.draft()
    check_seen(form, evidence)
    offer = draft_offer(g.session, contents, form.what.data)
    return publish_or_propose(form, target, offer, evidence)


def publish_or_propose(form: PublishForm, target: Target, offer: Offer, evidence: Evidence) -> ResponseReturnValue:
    """Publish what was looked at, or put it before a second lead where the form gives a reason for that."""
    me, now, contents = who(), house().now(), house().contents
    if isinstance(form, ProposeForm):
        reason = form.reason.data
        proposal = propose(g.session, contents, offer, evidence, who=me, reason=reason, now=now, needs=needs())
        address = url_for("content.proposal", proposal_id=proposal.id)
        g.session.commit()
        flash(gettext("It waits for a second lead now."))
        return redirect(address, 303)
    try:
        edition = publish(g.session, contents, offer, evidence, who=me, now=now, needs=needs())
    except SecondLeadNeeded:
        g.session.rollback()
        flash(gettext("Something changed meanwhile, and a second lead must agree. Look at it again."))
        return redirect(target.address, 303)
    return published(edition.number)


def published(number: int) -> ResponseReturnValue:
    """Commit what was published, and show the edition."""
    g.session.commit()
    house().contents.newest()
    flash(gettext("Edition %(number)s is in force.", number=number))
    return redirect(url_for("content.edition", number=number), 303)


def check_seen(form: PublishForm, evidence: Evidence) -> None:
    """Raises DraftMoved where it is not what the page showed."""
    if form.version.data != evidence.new.version or form.over.data != evidence.over:
        raise DraftMoved()


def _what_is_kept() -> str:
    desk = my_desk()
    return desk.draft.what if desk.draft else ""
