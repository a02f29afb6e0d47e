"""The queue of the front door: each figure opens the records that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from directory.curation.work.item import deadline_words
from directory.places import gazetteer
from directory.wording import Words, counted, words
from matching.desk.blueprint import bp
from matching.desk.labels import PATHWAYS
from matching.desk.log_views import districts
from matching.desk.queue_queries import Only, Row, Waits, counts, newest_states, rows_of
from matching.entries import PathwayId
from matching.following.models import StateChange
from matching.following.queries import names_of
from matching.following.words import ANSWERS, CAME, STATES
from matching.reader import house

PAGE_SIZE = 25
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Figure:
    """One list of the queue: its code in the address, its colour and sign, and what stands behind its number."""

    which: Waits
    tone: str
    label: Words

    def said(self, count: int) -> Words:
        return self.label._replace(values={"n": count})


FIGURES = (
    Figure(Waits.LATE, "late", counted("enquiry is late", "enquiries are late", 0)),
    Figure(Waits.TODAY, "soon", counted("enquiry to ask about today", "enquiries to ask about today", 0)),
    Figure(Waits.ANSWERS, "answer", counted("service has answered", "services have answered", 0)),
    Figure(Waits.NOTES, "answer", counted("note to look at", "notes to look at", 0)),
    Figure(Waits.SAID_NO, "answer", counted("referrer says that no help came", "referrers say that no help came", 0)),
    Figure(Waits.WEEK, "own", counted("enquiry in the next 7 days", "enquiries in the next 7 days", 0)),
    Figure(Waits.AWAITED, "own", counted("service still to answer", "services still to answer", 0)),
    Figure(Waits.LATER, "own", counted("enquiry later than that", "enquiries later than that", 0)),
)
TITLES: dict[Waits, Words] = {
    Waits.LATE: words("Late"),
    Waits.TODAY: words("Today"),
    Waits.WEEK: words("In the next 7 days"),
    Waits.LATER: words("Later"),
    Waits.ANSWERS: words("Services have answered"),
    Waits.NOTES: words("Notes to look at"),
    Waits.SAID_NO: words("No help came, referrers say"),
    Waits.AWAITED: words("Services still to answer"),
    Waits.OPEN: words("All that is open, nearest day first"),
}


@dataclass(frozen=True)
class Entry:
    """One record of a list as it is shown."""

    reference: str
    pathway: str | None
    pathway_words: Words | None
    where: str | None
    needs: tuple[str, ...]
    state: Words | None
    due: date | None
    late: Words | None
    tone: str
    why: Words | None
    """What came in, in a list of things that came in."""


@bp.get("/queue")
@permission.needs(Permission.ANSWER)
def queue() -> ResponseReturnValue:
    today, only, which = house().now().date(), _only(), _which()
    found = counts(g.session, today, only)
    pages = max(1, -(-found[which] // PAGE_SIZE))
    number = min(_page(), pages)
    rows = rows_of(g.session, which, today, only, start=(number - 1) * PAGE_SIZE, most=PAGE_SIZE)
    return render_template(
        "desk/queue.html",
        figures=[(figure, found[figure.which]) for figure in FIGURES],
        open=found[Waits.OPEN],
        which=which,
        title=TITLES[which],
        entries=entries_of(rows, today),
        only=only,
        districts=districts(),
        pathways=PATHWAYS,
        number=number,
        pages=pages,
    )


def entries_of(rows: Sequence[Row], today: date) -> list[Entry]:
    states = newest_states(g.session, [row.enquiry.id for row in rows])
    names = names_of(g.session, {row.referral.service_id for row in rows if row.referral})
    needs = {need.id: need.name for need in house().vocabulary.needs}
    return [_entry(row, states.get(row.enquiry.id), names, needs, today) for row in rows]


def _entry(row: Row, state: StateChange | None, names: dict[str, str], needs: dict[str, str], today: date) -> Entry:
    enquiry = row.enquiry
    day = row.handling.chase_on if row.handling else None
    late = "late" if day and day < today else "soon" if day == today else "own"
    return Entry(
        reference=enquiry.reference,
        pathway=enquiry.pathway_given,
        pathway_words=PATHWAYS[enquiry.pathway_given] if enquiry.pathway_given else None,
        where=gazetteer.district_name(enquiry.district_code) if enquiry.district_code else None,
        needs=tuple(needs.get(need, need) for need in enquiry.needs[:3]),
        state=STATES[state.state] if state else None,
        due=day,
        late=deadline_words(day, today),
        tone=late if day else "answer" if row.change else "own",
        why=_why(row, names),
    )


def _why(row: Row, names: dict[str, str]) -> Words | None:
    if row.referral:
        service = names.get(row.referral.service_id, "")
        return words("%(service)s: %(said)s", service=service, said=ANSWERS[row.referral.answer])
    if row.word and row.word.came:
        return words("Did the help come? %(said)s", said=CAME[row.word.came])
    return words("A note waits to be looked at.") if row.change else None


def _only() -> Only:
    """What the address narrows the lists to; what nobody knows is passed over."""
    district, pathway = request.args.get("district", ""), request.args.get("pathway", "")
    return Only(
        district_code=district if district in dict(districts()) else None,
        pathway=pathway if pathway in list(PathwayId) else None,
    )


def _which() -> Waits:
    sent = request.args.get("show", "")
    return Waits(sent) if sent in list(Waits) else Waits.OPEN


def _page() -> int:
    sent = request.args.get("page", "")
    return min(MOST_PAGES, max(1, int(sent))) if sent.isascii() and sent.isdigit() and len(sent) < 6 else 1
