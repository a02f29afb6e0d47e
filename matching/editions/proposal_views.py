"""What waits for a second lead: they see the same review, and agree or say no on their own account."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import confirm_password_first, current_account
from accounts.permission import Permission
from matching.editions.blueprint import bp, house, who
from matching.editions.desk import needs
from matching.editions.forms import DeclineForm
from matching.editions.models import ProposalState
from matching.editions.publishing import confirm, end_proposal, may_confirm
from matching.editions.review_views import published, review_page
from matching.editions.targets import proposal_target

ONE = "/proposals/<proposal_id>"


@bp.get(ONE)
@permission.needs(Permission.EDIT_CONTENT)
def proposal(proposal_id: str) -> ResponseReturnValue:
    return proposal_page(proposal_id)


@bp.post(f"{ONE}/agree")
@permission.needs(Permission.EDIT_CONTENT)
def agree(proposal_id: str) -> ResponseReturnValue:
    """Publish it, as the second lead."""
    me, now = who(), house().now()
    waiting = proposal_target(proposal_id).proposal
    asked = confirm_password_first(url_for("content.proposal", proposal_id=proposal_id))
    if asked:
        return asked
    version = waiting.version if waiting else ""
    g.session.commit()  # nobody waits to write while it is looked at
    evidence = house().examiner.version(version)
    edition = confirm(g.session, house().contents, proposal_id, evidence, who=me, now=now, needs=needs())
    return published(edition.number)


@bp.post(f"{ONE}/end")
@permission.needs(Permission.EDIT_CONTENT)
def send_end_proposal(proposal_id: str) -> ResponseReturnValue:
    """Say no with a reason; whoever asked takes it back without one."""
    form, target = DeclineForm(), proposal_target(proposal_id)
    own = target.proposal is not None and target.proposal.account_id == current_account().id
    if not own and not form.validate():
        return proposal_page(proposal_id, form), 422
    ended = end_proposal(g.session, house().contents.area_name, proposal_id, who=who(), now=house().now())
    if not own:
        ended.closed_why = form.reason.data
        g.session.add(ended)
    g.session.commit()
    flash(gettext("It is taken back. The draft is as it was.") if own else gettext("You said no. The draft is kept."))
    return redirect(url_for("content.proposal", proposal_id=proposal_id), 303)


def proposal_page(proposal_id: str, form: DeclineForm | None = None) -> str:
    target = proposal_target(proposal_id)
    one = target.proposal
    if one is None or one.state != ProposalState.WAITING:
        return render_template("content/proposal_over.html", one=one)
    return review_page(
        target,
        one=one,
        mine=one.account_id == current_account().id,
        may_agree=may_confirm(one, current_account().id),
        moved_on=one.based_on != target.over,
        declining=form or DeclineForm(formdata=None),
    )
