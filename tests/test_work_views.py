"""The pages of the work list and of filling in, over HTTP."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from referrer import TOKEN

from directory.additions import Commissioning, Revision
from directory.curation.filling.facts import FACTS
from directory.curation.models import ContactCheck
from directory.curation.work.worklist import KINDS
from directory.models import Service

TODAY = date(2026, 3, 3)
ASHFIELD, MANSFIELD = "E07000170", "E07000174"


def rows_of(member):
    """(id, stamp) of each row of the grid."""
    ids = re.findall(r'name="id" value="([^"]+)"', member.response.text)
    return [(each, re.search(rf'name="stamp-{each}" value="([^"]+)"', member.response.text)[1]) for each in ids]


def save(member, fact, **answers):
    """Send the grid as it stands, with these answers: field with the id of its row -> value."""
    rows = rows_of(member)
    fields = {"id": [each for each, _ in rows], **{f"stamp-{each}": mark for each, mark in rows}, **answers}
    token = TOKEN.search(member.response.text)
    member.response = member.client.post(f"/curation/fill/{fact}", data={"csrf_token": token[1], **fields})
    return member.response


def service(kept, wanted):
    return next(row for row in kept(Service) if row.id == wanted.id)


def test_each_figure_opens_as_many_records_as_it_says(signed_in, directory, session):
    for number in range(23):
        odd = directory.add(f"Willow {number:02}", phone="0115 12")
        session.add(Commissioning(service_id=odd.id, contract_end=TODAY + timedelta(number * 5 - 20)))
    session.commit()
    member = signed_in("commissioner", areas=[ASHFIELD])
    member.see("/curation")
    figures = re.findall(r'href="/curation/work/([a-z0-9-]+)"><span[^>]*>([0-9]+)<', member.response.text)
    assert {"no-ages", "odd-numbers", "contracts-ended", "contracts-30", "contracts-90"} <= {
        name for name, _ in figures
    }
    shown = {kind.id: 0 for kind in KINDS} | {name: int(count) for name, count in figures}
    for kind, count in shown.items():
        pages = [member.see(f"/curation/work/{kind}?page={page}").text for page in range(1, count // 20 + 2)]
        assert sum(page.count('class="rd-entry"') for page in pages) == count, kind


def test_the_work_list_says_what_is_late_in_words_and_signs(signed_in, directory, session):
    willow = directory.add("Willow Family Hub")
    session.add(Commissioning(service_id=willow.id, contract_end=TODAY - timedelta(3)))
    session.commit()
    member = signed_in("administrator")
    member.see("/curation")
    assert "contract has ended" in member.text
    assert "3 days late" in member.text
    assert member.response.text.count("rd-tone--late") >= 2
    assert "Fill in for many at once" in member.text


def test_a_list_says_the_next_step_and_the_quality_of_each_record(signed_in, directory):
    directory.add("Willow Family Hub")
    member = signed_in("administrator")
    member.see("/curation/work/low-quality")
    assert "1 record scores under 60" in member.text
    assert "Next best fix:" in member.text
    assert "Poor" in member.text
    member.see("/curation/work/no-ages")
    assert 'href="/curation/fill/ages"' in member.response.text
    assert member.see("/curation/work/nothing-known").status_code == 404


def test_every_grid_opens_with_a_row_for_each_record_that_lacks_the_fact(signed_in, directory, session):
    willow = directory.add("Willow Family Hub", description="For children aged 5 to 11 in Ashfield. Ring us.")
    session.add(Commissioning(service_id=willow.id, contract_end=TODAY))
    session.commit()
    member = signed_in("administrator")
    for fact in FACTS:
        member.see(f"/curation/fill/{fact.id}")
        assert [each for each, _ in rows_of(member)] == [willow.id], fact.id


def test_twenty_ages_are_saved_at_once_with_a_name_and_a_reason(signed_in, directory, kept):
    services = [directory.add(f"Willow {number:02}") for number in range(21)]
    member = signed_in("commissioner", areas=[ASHFIELD])
    member.see("/curation/fill/ages")
    assert len(rows_of(member)) == 20
    answers = {f"typed-{each}": "5 to 11" for each, _ in rows_of(member)}
    assert save(member, "ages", **answers, reason="Told by phone").status_code == 303
    assert sum(row.minimum_age == 5 for row in kept(Service)) == 20 < len(services)
    written = [row for row in kept(Revision) if row.reason == "Told by phone"]
    assert {row.changed_by for row in written} == {"Sam the commissioner"}
    member.see("/curation/fill/ages")
    assert "20 records saved." in member.text
    assert len(rows_of(member)) == 1


def test_a_bad_row_stays_with_its_reason_while_the_good_ones_are_saved(signed_in, directory, kept):
    willow, elm = directory.add("Willow"), directory.add("Elm")
    member = signed_in("administrator")
    member.see("/curation/fill/ages")
    answer = save(member, "ages", **{f"typed-{willow.id}": "11+", f"typed-{elm.id}": "tinies"})
    assert answer.status_code == 422
    assert "1 record was saved. 1 needs another look" in member.text
    assert [each for each, _ in rows_of(member)] == [elm.id]
    assert 'value="tinies"' in answer.text
    assert (service(kept, willow).minimum_age, service(kept, elm).minimum_age) == (11, None)


def test_a_suggestion_stands_beside_the_field_unticked_with_the_words_it_rests_on(signed_in, directory, kept):
    willow = directory.add("Willow", description="Games for children aged 5 to 11.")
    member = signed_in("administrator")
    member.see("/curation/fill/ages")
    assert "Take “5 to 11”" in member.text
    assert "It says: “aged 5 to 11”" in member.text
    assert "checked" not in re.search(rf'<input type="checkbox" id="taken-{willow.id}"[^>]*>', member.response.text)[0]
    save(member, "ages", **{f"taken-{willow.id}": "5 to 11"})
    assert service(kept, willow).maximum_age == 11


def test_two_commissioners_on_one_grid_lose_nothing(signed_in, directory, kept):
    willow = directory.add("Willow")
    first, second = signed_in("administrator"), signed_in("administrator")
    first.see("/curation/fill/ages")
    second.see("/curation/fill/ages")
    save(first, "ages", **{f"typed-{willow.id}": "5 to 11"})
    assert save(second, "ages", **{f"typed-{willow.id}": "0 to 4"}).status_code == 422
    assert "Somebody else filled this in meanwhile" in second.text
    assert "Now:" in second.text
    assert service(kept, willow).minimum_age == 5
    assert save(second, "ages", **{f"typed-{willow.id}": "0 to 4"}).status_code == 303
    assert service(kept, willow).minimum_age == 0


def test_nobody_fills_in_another_areas_records(signed_in, directory, kept):
    mansfield = directory.add("Elsewhere", areas=["Mansfield"])
    directory.add("Here", areas=["Ashfield"])
    member = signed_in("commissioner", areas=[ASHFIELD])
    member.see("/curation/fill/ages")
    assert mansfield.id not in [each for each, _ in rows_of(member)]
    answer = save(member, "ages", id=[mansfield.id], **{f"typed-{mansfield.id}": "5 to 11"})
    assert answer.status_code == 403
    assert service(kept, mansfield).minimum_age is None


def test_the_waiting_time_is_told_on_one_day_for_all_rows(signed_in, directory):
    willow = directory.add("Willow")
    member = signed_in("administrator")
    member.see("/curation/fill/waiting")
    answer = save(member, "waiting", told_on="soon", **{f"typed-{willow.id}": "6 weeks"})
    assert answer.status_code == 422
    member.see("/curation/fill/waiting")
    assert save(member, "waiting", told_on="1/3/2026", **{f"typed-{willow.id}": "6 weeks"}).status_code == 303
    assert "Waiting: about 6 weeks (told 2 days ago)" in member.see(f"/services/{willow.id}").text


@pytest.mark.parametrize("path", ["/curation", "/curation/work/no-ages", "/curation/fill/ages"])
@pytest.mark.parametrize(("role", "status"), [("provider editor", 403), ("information officer", 403), (None, 303)])
def test_only_those_who_edit_see_the_work(signed_in, app_now, path, role, status):
    client = signed_in(role).client if role else app_now.test_client()
    assert client.get(path).status_code == status


def test_a_list_of_services_warns_of_a_provider_who_does_not_answer(signed_in, app_now, directory):
    directory.add("Willow Sleep Group", description="Help with sleep", unconfirmed_since=TODAY, assured_date=TODAY)
    page = app_now.test_client().get("/services?words=sleep").text
    assert "We asked three times and nobody has confirmed this. Ring first" in page


def test_the_work_list_says_whether_web_pages_were_ever_opened(signed_in, session):
    sam = signed_in("administrator")
    assert "No web page has been opened yet" in sam.see("/curation").text
    session.add(
        ContactCheck(
            kind="link", value="https://a.example", outcome="works", checked_at=datetime(2026, 3, 2, 2, tzinfo=UTC)
        )
    )
    session.commit()
    assert "Web pages were last opened on 2 March 2026" in sam.see("/curation").text
