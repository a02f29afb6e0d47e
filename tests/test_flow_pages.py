"""The flow model's page, its files, and what becomes of a bad address."""

import csv
from io import StringIO

import pytest

from insight.flow_model import PUBLISHED


@pytest.fixture
def analyst(signed_in):
    return signed_in("analyst")


def answer(member, path, **question):
    return member.client.get(path, query_string=question)


def test_the_page_shows_the_published_years_as_pictures_and_as_a_table(analyst):
    page = answer(analyst, "/insight/flow").text
    assert "entries to care from 280 to 220" in page
    assert "Of its 25 numbers, 25 are the same here to the unit" in page
    assert page.count('role="img"') == 6
    assert "style=" not in page
    assert all(f"{count:,}" in page for counts in PUBLISHED.values() for count in counts)


def test_changed_assumptions_give_other_years_and_say_so(analyst):
    page = answer(analyst, "/insight/flow", repeats_to="5 %", plans="").text
    assert "changed by you" in page
    assert "The assumptions are not those of the published table" in page
    assert 'value="5 %"' in page
    assert "repeats_to=5" in page, "the files are of the same assumptions"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("repeats_to", "ten", "“Repeats fall to” must be a number, such as 10."),
        ("repeats_to", "nan", "“Repeats fall to” must be a number, such as 10."),
        ("repeats_to", "1e400", "“Repeats fall to” must be a number, such as 10."),
        ("plans", "1" * 40, "“Plans” must be a number, such as 350."),
        ("plans", "500", "“Plans” must be from 1 to 415."),
        ("direct_to", "-1", "“Direct care falls to” must be from 0 to 100."),
    ],
)
def test_a_bad_value_is_named_on_the_page_and_in_the_files(analyst, field, typed, said):
    for path in ("/insight/flow", "/insight/flow.json", "/insight/flow/flow.csv"):
        found = answer(analyst, path, **{field: typed})
        told = found.json["errors"][field] if found.is_json else found.text
        assert (found.status_code, said in told) == (422, True), path
    page = answer(analyst, "/insight/flow", **{field: typed}).text
    assert f'href="#{field}"' in page
    assert "<title>Error:" in page


def test_json_has_the_years_as_the_command_prints_them_and_each_figure(analyst):
    found = answer(analyst, "/insight/flow.json").json
    assert [year["care"] for year in found["years"]] == list(PUBLISHED["care"])
    assert [one["id"] for one in found["figures"]] == [
        "flow", "flow-what-moves-care", "flow-what-moves-referrals", "flow-assumptions",
    ]  # fmt: skip


def test_each_table_is_a_file(analyst):
    found = answer(analyst, "/insight/flow/flow.csv")
    assert found.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(StringIO(found.data.decode("utf-8-sig"))))
    assert [int(row["referrals"]) for row in rows] == list(PUBLISHED["referrals"])
    for name in ("flow-what-moves-care", "flow-what-moves-referrals", "flow-assumptions"):
        assert answer(analyst, f"/insight/flow/{name}.csv").status_code == 200
    assert answer(analyst, "/insight/flow/other.csv").status_code == 404


def test_only_those_who_may_see_insight_open_it(signed_in):
    assert answer(signed_in("provider editor"), "/insight/flow").status_code == 403
    assert answer(signed_in("commissioner", areas=["E07000172"]), "/insight/flow").status_code == 200


def test_what_is_typed_is_shown_as_text(analyst):
    page = answer(analyst, "/insight/flow", plans='"><script>x</script>').text
    assert "<script>x" not in page
