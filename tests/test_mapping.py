"""Mappings: how a source's fields become ours; which one a file is for; one suggested from column names."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from directory.curation.imports.runs import choose_mapping
from directory.exchange.detecting import FormatNotTold, detect, unmapped
from directory.exchange.files import SentFile, read_file
from directory.exchange.mapping import FieldMapping, MappingRefused, Take, built_in, read_mapping, save_in, saved_in
from directory.exchange.paths import values_at
from directory.exchange.readers import READERS, Found, Known, NotRead
from directory.exchange.reading import read_records
from directory.exchange.suggesting import mapping_of, suggest
from directory.exchange.targets import TARGETS

KNOWN = Known({"sleep": "Sleep", "autism": "Autism"}, date(2026, 3, 3))
LEAST = 'name = "least"\ntitle = "Least"\nsource = "least"\n[service]\nname = "title"\n'


def sent(records: list[dict], name: str = "list.json") -> SentFile:
    return read_file(io.BytesIO(json.dumps(records).encode()), name)


def table(*lines: str) -> SentFile:
    return read_file(io.BytesIO("\r\n".join(lines).encode()), "list.csv")


def read_one(file: SentFile, mapping: FieldMapping):
    (record,) = read_records(file, mapping, KNOWN)
    return record


def reading(name: str, *values, **take):
    return READERS[name](Found(list(values), Take.model_validate({"from": "x", **take}), KNOWN))


def test_every_field_of_a_mapping_has_a_reader_that_there_is():
    assert {reader for fields in TARGETS.values() for reader in fields.values()} <= READERS.keys()
    for mapping in built_in().values():
        takes = [*mapping.service.values(), *mapping.organization.values()]
        takes += [take for groups in mapping.groups.values() for group in groups for take in group.take.values()]
        assert {take.reader for take in takes if take.reader} <= READERS.keys()


@pytest.mark.parametrize("mapping", built_in().values(), ids=lambda mapping: mapping.name)
def test_a_mapping_survives_its_own_toml(mapping):
    assert read_mapping(mapping.as_toml()) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "It is not TOML"),
        (LEAST.replace("[service]\nname", "[service]\nnom"), "must say where the name comes from"),
        (LEAST + 'colour = "x"\n', "has no field colour"),
        (LEAST + "[service.url]\nas = 'url'\n", "needs `from` or `constant`"),
        (LEAST + "[[groups.sandwiches]]\n[groups.sandwiches.take]\nname = 'x'\n", "there is no list called sandwiches"),
        (LEAST.replace('"least"', '"Not so!"', 1), "String should match"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_with_what_is_wrong(text, said):
    with pytest.raises(MappingRefused, match=said):
        read_mapping(text)


def test_the_first_place_that_says_something_is_taken_or_all_are_joined():
    text = LEAST + 'description = ["long", "short"]\nfees = { from = ["a", "b"], join = ", " }\n'
    record = read_one(sent([{"title": "Ash", "long": " ", "short": "S", "a": "1", "b": "2"}]), read_mapping(text))
    assert (record.service["description"], record.service["fees"]) == ("S", "1, 2")


def test_a_table_of_values_turns_theirs_into_ours_and_the_rest_is_told():
    text = LEAST + '[service.needs]\nfrom = "tags[]"\n[service.needs.values]\n"bed times" = "sleep"\nother = ""\n'
    record = read_one(sent([{"title": "Ash", "tags": ["Bed times", "Other", "Tea, cake"]}]), read_mapping(text))
    assert record.service["needs"] == ("sleep",)
    assert [note.found for note in record.notes] == ["Tea, cake"]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b", [1]),
        ("list[].c", [2, 3]),
        ("list[1].c", [3]),
        ("pair[0]", [7]),
        ("no.such", []),
        ("with.dot", [9]),
        ("list[", []),
    ],
)
def test_paths(path, found):
    record = {"a": {"b": 1}, "list": [{"c": 2}, {"c": 3}], "pair": [7, 8], "with.dot": 9}
    assert values_at(record, path) == found


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        ("yes_no", "Yes", True),
        ("yes_no", "n/a", None),
        ("url", "www.willow.example", "https://www.willow.example"),
        ("email", "mailto:a@example.org", "a@example.org"),
        ("postcode", "ng17 1aa", "NG17 1AA"),
        ("date", "3rd March 2026", date(2026, 3, 3)),
        ("date", "03/04/2026", date(2026, 4, 3)),
        ("date", "2026-03-03T10:00:00Z", date(2026, 3, 3)),
        ("youngest", "6 months", 0.5),
        ("number", "£1,250.50", 1250.5),
        ("days", "Mondays and https://schema.org/Friday", "MO,FR"),
        ("status", "Open", "active"),
        ("country", "United Kingdom", "GB"),
        ("roles", "Schools; GP", ("school", "health")),
        ("phone", "not known", None),
    ],
)
def test_readers(reader, text, value):
    assert reading(reader, text) == value


@pytest.mark.parametrize(
    ("reader", "text", "said"),
    [
        ("url", "willow.example", "whole web address"),
        ("url", "javascript:alert(1)", "whole web address"),
        ("email", "see website", "not an email address"),
        ("postcode", "NG17", "full postcode"),
        ("date", "31/02/2026", "not a date"),
        ("past_date", "2027-01-01", "still to come"),
        ("phone", "1154960100", "lost its first 0"),
        ("phone", "ask at reception", "not a phone number"),
        ("oldest", "old", "not an age"),
        ("number", "many", "not a number"),
        ("latitude", "123", "not degrees"),
        ("ages", "Year 7", "school classes"),
        ("area_code", "Nottingham", "not the code of an area"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_mend(reader, text, said):
    with pytest.raises(NotRead, match=said):
        reading(reader, text)


def test_html_becomes_paragraphs_and_pictures_and_scripts_go():
    lists = "<p>One&nbsp;two<br>three</p><ul><li>four</li><li>five</li></ul>"
    html = lists + '<script>x()</script><img src="data:,x"><p><br></p>'
    assert reading("text", html) == "One two\nthree\n\n• four\n• five"
    assert reading("text", "1 < 2 & so on") == "1 < 2 & so on"


def test_several_numbers_in_one_text_and_one_that_is_none():
    found = Found(["0115 496 0100 or 0115 496 0101; ring the bell"], Take.model_validate({"from": "x"}), KNOWN)
    assert [phone.number for phone in READERS["phones"](found)] == ["0115 496 0100", "0115 496 0101"]
    assert [text for text, _ in found.remarks] == ["ring the bell"]


def test_ages_told_twice_that_do_not_agree_are_left_blank():
    text = LEAST + 'ages = "ages"\nminimum_age = "min"\n'
    record = read_one(sent([{"title": "Ash", "ages": "11+", "min": 6}]), read_mapping(text))
    assert (record.service["minimum_age"], record.service["maximum_age"]) == (None, None)
    assert "do not agree" in str(record.notes[0].why)


def test_a_file_is_known_by_what_stands_in_it():
    found = detect(
        sent([{"id": 1, "name": "A", "criteria": {"age group": "11+"}, "is_free": "Yes"}]), built_in().values()
    )
    assert found is not None
    assert found.name == "connect"
    assert detect(table("Colour,Size", "red,5"), built_in().values()) is None


def test_a_file_that_two_mappings_fit_alike_is_not_guessed():
    twins = [
        FieldMapping.model_validate({**read_mapping(LEAST).model_dump(by_alias=True), "name": name, "fits": ["title"]})
        for name in ("one", "two")
    ]
    with pytest.raises(FormatNotTold, match="one, two"):
        detect(sent([{"title": "A"}]), twins)


def test_columns_that_nothing_reads_are_named_and_blank_ones_are_not():
    file = sent([{"title": "A", "colour": "red", "blank": None}])
    assert unmapped(file, read_mapping(LEAST)) == ("colour",)


def test_a_councils_own_headings_are_understood_from_their_names():
    file = table(
        "Service Name,Provider,Telephone No,Web,Post Code,Age from,Age to,Days and times,Address Line 1,Town,Weather",
        "Play,Oak Trust,0115 496 0100,www.oak.example,NG5 7AA,5,11,Mon 9-10:30am,1 Road,Arnold,rain",
    )
    chosen = choose_mapping(file, built_in().values())
    assert chosen.suggested == {
        "Service Name": "service.name",
        "Provider": "organization.name",
        "Telephone No": "service.phones",
        "Web": "service.url",
        "Post Code": "places.postal_code",
        "Age from": "service.minimum_age",
        "Age to": "service.maximum_age",
        "Days and times": "service.schedules",
        "Address Line 1": "places.address_1",
        "Town": "places.city",
    }
    record = read_one(file, chosen.mapping)
    assert (record.name, record.organization["name"]) == ("Play", "Oak Trust")
    assert (record.service["minimum_age"], record.service["maximum_age"]) == (5, 11)
    assert record.places[0].facts["addresses"][0].postal_code == "NG5 7AA"
    assert unmapped(file, chosen.mapping) == ("Weather",)


@pytest.mark.parametrize("heading", ["Provider Name", "Venue", "Setting Name"])
def test_where_nothing_is_called_the_service_whoever_or_whatever_is_named_is_it(heading):
    file = table(f"{heading},Post Code,Contact Name", "Little Acorns,NG9 2AB,The office")
    record = read_one(file, mapping_of(suggest(file), name="x", title="x", source="x"))
    assert record.name == "Little Acorns"
    assert record.organization.get("name") == ("Little Acorns" if heading == "Provider Name" else None)


def test_days_and_times_in_columns_of_their_own_are_read_together():
    file = table("Title,Postcode,Days,Times", "Play,NG9 2AB,Monday,10:00-11:30")
    record = read_one(file, mapping_of(suggest(file), name="x", title="x", source="x"))
    assert [(times.byday, str(times.opens_at)) for times in record.service["schedules"]] == [("MO", "10:00:00")]


def test_a_map_makers_file_keeps_everything_in_properties():
    file = sent([{"type": "Feature", "properties": {"OBJECTID": 1, "NAME": "Hub", "POSTCODE": "NG9 2AB"}}])
    assert suggest(file) == {"properties.NAME": "service.name", "properties.POSTCODE": "places.postal_code"}


def test_a_strange_json_is_understood_from_its_names_and_lists():
    file = sent(
        [
            {
                "uid": "7",
                "title": "Play",
                "organisation": {"name": "Oak", "url": "https://oak.example"},
                "venues": [{"venueName": "Hall", "addresses": [{"postcode": "NG5 7AA", "addressLine1": "1 Road"}]}],
                "contact": {"telephone": "0115 496 0100"},
            }
        ]
    )
    choices = suggest(file)
    record = read_one(file, mapping_of(choices, name="x", title="x", source="x"))
    assert (record.source_id, record.name, record.organization) == (
        "7",
        "Play",
        {"name": "Oak", "website": "https://oak.example"},
    )
    assert record.service["phones"][0].number == "0115 496 0100"
    address = record.places[0].facts["addresses"][0]
    assert (address.address_1, address.postal_code) == ("1 Road", "NG5 7AA")


def test_a_file_without_anything_like_a_name_is_refused_with_what_to_do():
    with pytest.raises(FormatNotTold, match="no column is called name or title"):
        choose_mapping(table("Colour,Size", "red,5"), built_in().values())


@pytest.mark.parametrize(
    "record",
    [
        {"id": "1", "name": "Needs", "description": "A taxonomy", "version": "2"},
        {"id": "1", "name": "Oak", "email": "a@example.org", "organization_identifiers": [{"identifier": "12"}]},
    ],
)
def test_a_list_of_something_else_is_refused(record):
    with pytest.raises(FormatNotTold, match="does not look like a list of services"):
        choose_mapping(sent([record]), built_in().values())


def test_a_contacts_name_is_never_taken_for_the_services():
    choices = suggest(
        sent([{"title": "Play", "contacts": [{"id": "1", "name": "The desk", "phone": "0115 496 0100"}]}])
    )
    assert choices == {
        "title": "service.name",
        "contacts[].name": "service.contacts",
        "contacts[].phone": "service.phones",
    }


def test_a_saved_mapping_is_found_again_and_ours_are_not_written_over(tmp_path: Path):
    save_in(tmp_path, read_mapping(LEAST))
    (tmp_path / "broken.toml").write_text("name = ")
    assert list(saved_in(tmp_path)) == ["least"]
    with pytest.raises(MappingRefused, match="one of Right Door's own"):
        save_in(tmp_path, read_mapping(LEAST.replace('"least"', '"outpost"', 1)))
