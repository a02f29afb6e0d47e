"""The desk's one screen: what a caller says is read as it is typed, answered, and forgotten.

A text comes by POST, is in no address, cookie, log or table, and is shown back only on the page that answers it. What
is ticked, and the shortlist, stay in the signed cookie until the call is logged or cleared.
"""

from dataclasses import replace

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from directory.ages import say_age
from directory.pages.templating import said
from directory.queries import services_by_id
from matching.answers import Ages
from matching.desk import shortlist
from matching.desk.blueprint import bp
from matching.desk.console_call import Call, Desk
from matching.desk.console_facts import callers
from matching.desk.console_forms import ConsoleForm
from matching.desk.console_guide import begin_guide, guide_of, guided, place_in_guide
from matching.desk.shortlist import MOST_SERVICES, Working
from matching.enquiries import forget, remember
from matching.reader import content, house

LOG = "desk.log"
OTHERS = ("desk.queue", "desk.night", "desk.on_a_day", "desk.find", "desk.reasons")


@bp.get("")
@permission.needs(Permission.ANSWER)
def console() -> ResponseReturnValue:
    """The call at hand, without the words that were typed: they are kept nowhere."""
    working = shortlist.load()
    return _page(_desk().call(_form_of(working), working))


@bp.post("")
@permission.needs(Permission.ANSWER)
def console_sent() -> ResponseReturnValue:
    """Everything that was typed, answered; and the one thing that was asked for done to the shortlist."""
    working = _with_done(shortlist.load(), request.form.get("do", ""))
    call = _desk().call(_form(), working)
    shortlist.save(call.working)
    wrong = _wrong(call)
    if request.form.get("do") == "log" and not wrong and LOG in current_app.view_functions:
        return redirect(url_for(LOG), 303)
    return _page(call), 422 if wrong else 200


@bp.post("/so-far")
@permission.needs(Permission.ANSWER)
def so_far() -> ResponseReturnValue:
    """The parts of the screen that follow what is typed; nothing is kept, not even what is ticked."""
    return _parts(_desk().call(_form(), shortlist.load()))


@bp.post("/guide")
@permission.needs(Permission.ANSWER)
def guide() -> ResponseReturnValue:
    """ "Should I refer?" with what is known filled in; one that was begun for this call goes on where it stands."""
    desk = _desk()
    call = desk.call(_form(), shortlist.load())
    shortlist.save(call.working)
    if _wrong(call):
        return _page(call), 422
    enquiry, number = guide_of(call.working), call.working.enquiry_number
    if enquiry is None or number is None or request.form.get("again"):
        enquiry = begin_guide(desk, call, today=house().now().date())
        number = remember(enquiry)
        shortlist.save(replace(call.working, enquiry_number=number))
        g.session.commit()
    return redirect(place_in_guide(desk, number, enquiry), 303)


@bp.post("/clear")
@permission.needs(Permission.ANSWER)
def clear() -> ResponseReturnValue:
    """Ready for the next call: everything of this one is forgotten."""
    number = shortlist.load().enquiry_number
    if number:
        forget(number)
    shortlist.clear()
    return redirect(url_for("desk.console"), 303)


def _desk() -> Desk:
    return Desk(g.session, house(), content())


def _form() -> ConsoleForm:
    return ConsoleForm(request.form, who=callers(content()), languages=house().vocabulary.languages.values())


def _form_of(working: Working) -> ConsoleForm:
    return ConsoleForm(
        who=callers(content()),
        languages=house().vocabulary.languages.values(),
        data={
            "text": "",
            "place": working.label or "",
            "age": ", ".join(ages_in_words(working.ages)),
            "who": working.who or "",
            "language": working.language or "",
            "needs": list(working.needs),
            "signs": list(working.signs),
        },
    )


def ages_in_words(ages: Ages) -> list[str]:
    unborn = [say_age(0.0, unborn=True)] if ages.unborn else []
    return [said(age) for age in (*unborn, *map(say_age, ages.years))]


def _with_done(working: Working, do: str) -> Working:
    """The shortlist changed as a button says: "add ID", "off ID", "up ID", "down ID", "all ID ID"."""
    what, _, rest = do.partition(" ")
    if what in ("add", "all"):
        sent = [one for one in rest.split()[:MOST_SERVICES] if one.isprintable()]
        there = services_by_id(g.session, sent)
        for service_id in sent:
            working = working.with_service(service_id) if service_id in there else working
    elif what == "off":
        working = working.without_service(rest)
    elif what in ("up", "down"):
        working = working.with_service_moved(rest, -1 if what == "up" else 1)
    return working


def _wrong(call: Call) -> list[tuple[str, str]]:
    """What could not be read, with the id of its field."""
    fields = (call.form.place, call.form.age)
    return [(field.id, str(field.errors[0])) for field in fields if field.errors]


def _page(call: Call) -> str:
    if request.form.get("part"):
        return _parts(call)
    return render_template("desk/console.html", **_shown(call), wrong=_wrong(call))


def _parts(call: Call) -> str:
    return render_template("desk/_console_parts.html", **_shown(call))


def _shown(call: Call) -> dict[str, object]:
    there = current_app.view_functions
    return {
        "call": call,
        "form": call.form,
        "guided": guided(_desk(), call.working),
        "can_log": LOG in there,
        "nav": all(endpoint in there for endpoint in OTHERS),
        "ages_in_words": ages_in_words,
    }
