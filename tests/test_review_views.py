"""One click says that a record is right; a provider answers by a link, on a phone, without signing in."""

import re
from datetime import date

import pytest

from directory.additions import Availability, ProblemReport, Revision
from directory.curation.models import Proposal, ReviewRequest
from directory.models import Service

BROXTOWE = ["E07000172"]
LINK = re.compile(r"/review/([\w-]{40,})")


@pytest.fixture
def willow(directory) -> Service:
    return directory.add(
        "Willow Hub",
        areas=["Broxtowe"],
        email="willow@example.org",
        phone="0115 496 0100",
        ages=(5, 11),
        availability={"waiting_weeks": 4, "told_on": date(2026, 1, 1)},
    )


@pytest.fixture
def link(signed_in, willow, tmp_path) -> str:
    """The address in the letter that an administrator sends by pressing the button."""
    admin = signed_in("administrator")
    admin.see(f"/curation/services/{willow.id}")
    admin.send(f"/curation/services/{willow.id}/ask")
    assert "We wrote to willow@example.org" in admin.text
    newest = max((tmp_path / "data" / "mail").glob("*.eml"))
    return f"/review/{LINK.search(newest.read_bytes().decode())[1]}"


# --------------------------------------------------------------------------------------------- checked, nothing changed


def test_checked_nothing_changed_is_one_click_and_can_be_undone(signed_in, willow, kept):
    carla = signed_in("commissioner", areas=BROXTOWE)
    carla.see(f"/curation/services/{willow.id}")
    carla.send(f"/curation/services/{willow.id}/checked")
    assert "Marked as checked today." in carla.text
    assert kept(Service)[0].assured_date == date(2026, 3, 3)
    last = max(kept(Revision), key=lambda one: one.changed_at)
    assert (last.changed_by, last.reason) == (carla.account.name, "Checked, nothing changed")
    fields = dict(re.findall(r'name="(change|ids|next)" value="([^"]+)"', carla.response.text))
    carla.send("/curation/checked/undo", fields)
    assert "Undone: it is as it was before." in carla.text
    assert kept(Service)[0].assured_date is None


def test_undo_is_offered_once(signed_in, willow):
    carla = signed_in("administrator")
    carla.see(f"/curation/services/{willow.id}")
    carla.send(f"/curation/services/{willow.id}/checked")
    assert "/curation/checked/undo" in carla.response.text
    carla.see(f"/curation/services/{willow.id}")
    assert "/curation/checked/undo" not in carla.response.text


def test_many_ticked_records_are_checked_at_once(signed_in, directory, kept):
    ids = [directory.add(name, areas=["Broxtowe"]).id for name in ("Ash", "Birch")]
    directory.add("Cedar", areas=["Broxtowe"])
    carla = signed_in("commissioner", areas=BROXTOWE)
    carla.see(f"/curation/services/{ids[0]}")
    carla.send("/curation/checked", {"ids": ids, "next": "/curation/services"})
    assert "2 records are marked as checked today." in carla.text
    assert {each.name for each in kept(Service) if each.assured_date} == {"Ash", "Birch"}


def test_a_check_leads_back_to_this_site_only(signed_in, willow):
    carla = signed_in("administrator")
    for sent, where in (("/curation/services", "/curation/services"), ("//evil.example", f"services/{willow.id}")):
        carla.see(f"/curation/services/{willow.id}")
        carla.send(f"/curation/services/{willow.id}/checked", {"next": sent})
        assert carla.places[-1].endswith(where)


def test_records_elsewhere_are_neither_checked_nor_asked_about(signed_in, willow, kept):
    other = signed_in("commissioner", areas=["E07000170"])
    for path in (f"/curation/services/{willow.id}/checked", f"/curation/services/{willow.id}/ask"):
        other.see("/account")
        assert other.send(path).status_code == 403
    for path in ("/curation/checked", "/curation/checked/undo"):
        other.see("/account")
        assert other.send(path, {"ids": [willow.id]}).status_code == 403
        other.see("/account")
        assert other.send(path, {"ids": ["x"]}).status_code == 400
    assert kept(Service)[0].assured_date is None
    assert kept(ReviewRequest) == []


def test_a_service_without_an_address_cannot_be_asked(signed_in, directory):
    service = directory.add("Rowan")
    admin = signed_in("administrator")
    admin.see(f"/curation/services/{service.id}")
    admin.send(f"/curation/services/{service.id}/ask")
    assert "There is no email address for this service. Ring them instead." in admin.text


# --------------------------------------------------------------------------------------------------------- by the link


def test_still_correct_is_one_press(referrer, link, kept):
    referrer.see(link)
    assert "Is this still right?" in referrer.text
    assert "0115 496 0100" in referrer.text
    referrer.send(link, {"waiting_weeks": "4"})
    assert "On 3 March 2026 you told us that it is still right." in referrer.text
    assert kept(Service)[0].assured_date == date(2026, 3, 3)
    assert kept(Availability)[0].told_on == date(2026, 3, 3)
    assert kept(Proposal) == []


def test_still_correct_but_waiting_time_is_now_twelve_weeks(referrer, link, kept):
    referrer.see(link)
    referrer.send(link, {"waiting_weeks": "twelve weeks"})
    assert "Still correct, but waiting time is now 12 weeks" in referrer.text
    assert kept(Service)[0].assured_date == date(2026, 3, 3)
    assert kept(Availability)[0].waiting_weeks == 4
    proposal = kept(Proposal)[0]
    assert (proposal.content["waiting_weeks"], proposal.reply_to is not None) == (12, True)
    assert "willow@example.org" not in proposal.reply_to


def test_opening_a_link_changes_nothing_however_often(referrer, link, kept):
    for _ in range(3):
        for page in (link, f"{link}/change", f"{link}/closed"):
            assert referrer.see(page).status_code == 200
            assert referrer.client.head(page).status_code == 200
    assert kept(Service)[0].assured_date is None
    assert kept(ReviewRequest)[0].answered_on is None


def test_what_has_changed_waits_beside_the_live_page(referrer, link, kept):
    referrer.see(f"{link}/change")
    sent = {
        "waiting_weeks": "4",
        "taking_referrals": "no",
        "phone": "0115 496 0111",
        "email": "willow@example.org",
        "ages": "5 to 12",
        "times": "Monday to Friday 9am to 5pm",
        "note": "We have a new manager",
    }
    referrer.send(f"{link}/change", sent)
    assert "On 3 March 2026 you told us what has changed." in referrer.text
    content = kept(Proposal)[0].content
    assert content["taking_referrals"] is False
    assert content["phones"] == [{"number": "0115 496 0111"}]
    assert content["maximum_age"] == 12
    assert len(content["schedules"]) == 1
    assert kept(Service)[0].maximum_age == 11
    assert kept(Service)[0].assured_date is None


def test_times_that_no_program_can_read_go_on_in_their_own_words(referrer, link, kept):
    referrer.see(f"{link}/change")
    referrer.send(f"{link}/change", {"times": "Most mornings, ask Sam"})
    assert "Opening times, in their words: Most mornings, ask Sam" in kept(Proposal)[0].note
    assert kept(Proposal)[0].content.get("schedules") == kept(Proposal)[0].base.get("schedules")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"waiting_weeks": "soon"}, "Give the waiting time as a number of weeks"),
        ({"phone": "ring Sam"}, "Write the phone number as it is dialled"),
        ({"email": "sam at example"}, "Give a whole email address"),
        ({"ages": "teenagers"}, "teenagers"),
        ({}, "Nothing is different yet"),
        ({"taking_referrals": "perhaps"}, "Not a valid choice"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_again_and_kept_on_the_page(referrer, link, kept, sent, said):
    referrer.see(f"{link}/change")
    assert referrer.send(f"{link}/change", sent).status_code == 422
    assert said in referrer.text
    assert kept(ReviewRequest)[0].answered_on is None


def test_we_have_closed_is_asked_once_more_and_then_looked_at_first(referrer, link, kept, signed_in):
    referrer.see(f"{link}/closed")
    assert "Until then the page stays as it is." in referrer.text
    referrer.send(f"{link}/closed", {"note": "Since May"})
    assert "On 3 March 2026 you told us that it has closed." in referrer.text
    assert kept(Service)[0].status == "active"
    assert kept(ProblemReport) == []
    admin = signed_in("administrator")
    admin.see("/curation")
    assert "1 provider says it has closed" in admin.text


def test_a_second_answer_changes_nothing_and_says_what_the_first_was(referrer, link, kept):
    referrer.see(link)
    token = referrer.response
    referrer.send(link, {"waiting_weeks": "4"})
    for page in (link, f"{link}/change", f"{link}/closed"):
        referrer.response = token
        response = referrer.send(page, {"note": "x", "waiting_weeks": "9"})
        assert response.status_code == 200
        assert "you told us that it is still right" in referrer.text
    assert kept(Proposal) == []


def test_an_old_link_says_kindly_that_there_is_a_newer_one(referrer, link, signed_in, willow):
    admin = signed_in("administrator")
    admin.see(f"/curation/services/{willow.id}")
    admin.send(f"/curation/services/{willow.id}/ask")
    assert referrer.see(link).status_code == 410
    assert "There is a newer link" in referrer.text
    assert "on 3 March 2026" in referrer.text


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "ä", "../../curation"])
def test_a_link_that_was_never_sent_opens_nothing(referrer, willow, token):
    for page in (f"/review/{token}", f"/review/{token}/change", f"/review/{token}/closed"):
        assert referrer.see(page).status_code in (404, 410)
        assert "Willow" not in referrer.text


def test_the_page_says_when_nobody_has_confirmed_it(referrer, willow, directory):
    directory.change(willow, unconfirmed_since=date(2026, 3, 1))
    referrer.see(f"/services/{willow.id}")
    assert "We asked three times and nobody has confirmed this. Ring first" in referrer.text
