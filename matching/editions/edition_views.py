"""What was published: the list, one edition with its evidence, two compared, and going back to one."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import confirm_password_first
from accounts.permission import Permission
from matching.editions.blueprint import bp, house
from matching.editions.book import book_of
from matching.editions.desk import changed_between
from matching.editions.forms import ProposeForm, PublishForm
from matching.editions.models import ContentEdition
from matching.editions.publishing import back_offer
from matching.editions.queries import editions as all_editions
from matching.editions.queries import get_edition
from matching.editions.review_views import check_seen, publish_or_propose, review_page
from matching.editions.sheets import choices_of
from matching.editions.targets import edition_target
from matching.editions.telling import turned


@bp.get("/editions")
@permission.needs(Permission.EDIT_CONTENT)
def editions() -> ResponseReturnValue:
    every = all_editions(g.session, house().contents.area_name)
    newest = every[0].number if every else 0
    numbers = range(newest + 1)
    return render_template("content/editions.html", editions=every, newest=newest, numbers=numbers)


@bp.get("/editions/<int:number>")
@permission.needs(Permission.EDIT_CONTENT)
def edition(number: int) -> ResponseReturnValue:
    contents = house().contents
    if number == 0:
        return redirect(url_for("content.editions"), 303)
    one = get_edition(g.session, contents.area_name, number)
    newest = contents.number
    return render_template(
        "content/edition.html",
        edition=one,
        evidence=one.evidence,
        changed=between(before_of(one), one.version),
        titles={vignette.id: vignette.title for vignette in contents.vignettes},
        in_force=newest == number,
    )


@bp.get("/editions/compare")
@permission.needs(Permission.EDIT_CONTENT)
def compare() -> ResponseReturnValue:
    every = all_editions(g.session, house().contents.area_name)
    numbers = [0, *(one.number for one in reversed(every))]
    before, after = request.args.get("before", type=int), request.args.get("after", type=int)
    if before not in numbers or after not in numbers:
        abort(404)
    return render_template(
        "content/compare.html",
        numbers=numbers,
        before=before,
        after=after,
        changed=between(_version(before), _version(after)),
    )


@bp.get("/editions/<int:number>/back")
@permission.needs(Permission.EDIT_CONTENT)
def back_to(number: int) -> ResponseReturnValue:
    return review_page(edition_target(number), number=number, what=back_words(number))


@bp.post("/editions/<int:number>/back")
@permission.needs(Permission.EDIT_CONTENT)
def go_back(number: int) -> ResponseReturnValue:
    """Publish an earlier edition once more: at once where nothing falls, else ask a second lead."""
    form: PublishForm = ProposeForm() if "reason" in request.form else PublishForm()
    target = edition_target(number)
    if not form.validate():
        return review_page(target, number=number, form=form), 422
    asked = confirm_password_first(target.address)
    if asked:
        return asked
    g.session.commit()  # nobody waits to write while it is looked at
    evidence = house().examiner.edition(number)
    check_seen(form, evidence)
    offer = back_offer(g.session, house().contents, number, form.what.data, seen=form.over.data or 0)
    return publish_or_propose(form, target, offer, evidence)


def back_words(number: int) -> str:
    if number == 0:
        return gettext("Back to the content that Right Door came with")
    return gettext("Back to edition %(number)s", number=number)


def before_of(edition: ContentEdition) -> str:
    """The version that was in force before an edition."""
    if edition.based_on == 0:
        return edition.shipped
    return get_edition(g.session, edition.area, edition.based_on).version


def between(before: str, after: str) -> list[tuple[Any, Any, Any]]:
    """Each entry that differs between two versions, with its fields before and after."""
    old, new = (book_of(house().contents.files(g.session, version)) for version in (before, after))
    choices = choices_of(new, {need.id: need.name for need in house().vocabulary.needs})
    return [(was, now, turned(was, now, choices)) for was, now in changed_between(old, new)]


def _version(number: int) -> str:
    contents = house().contents
    version: str = get_edition(g.session, contents.area_name, number).version if number else contents.shipped.version
    return version
