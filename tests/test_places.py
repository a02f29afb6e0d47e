"""Finding places in the whole postcode directory of the area, loaded once for this module."""

from collections.abc import Iterator
from math import cos, radians
from pathlib import Path

import numpy as np
import pytest
from geopy.geocoders.base import Geocoder
from sqlalchemy import func, text
from sqlmodel import Session, SQLModel, col, select

from directory.additions import PlaceName, Postcode
from directory.database import open_engine, open_session
from directory.errors import PlaceNotFound, PlaceOutsideArea
from directory.places import (
    AreaGeocoder,
    Place,
    area_code_named,
    area_codes,
    base_layer,
    district_name,
    find_place,
    load_area,
    load_postcodes,
    map_places,
    miles_between,
)
from directory.places.gazetteer import outcodes
from directory.point import Point

ASHFIELD, MANSFIELD, BOLSOVER = "E07000170", "E07000174", "E07000033"
NOTTINGHAMSHIRE, ENGLAND = "E10000024", "E92000001"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('places')}/places.db")
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
    with open_session(engine) as session:
        load_postcodes(session)
        session.commit()
        yield session
    engine.dispose()


def refusal(session: Session, typed: str) -> PlaceNotFound | PlaceOutsideArea:
    with pytest.raises((PlaceNotFound, PlaceOutsideArea)) as refused:
        find_place(session, typed)
    return refused.value


@pytest.mark.parametrize(
    "typed",
    [
        "NG17 1AA",
        "ng17 1aa",
        "NG171AA",
        " ng17  1aa. ",
        "NG17-1AA",
        "NGI7 IAA",
        "NGl7 1AA",
        "ＮＧ１７ １ＡＡ",
        "7 Demonstration Street, Sutton NG17 1AA",
    ],
)
def test_a_full_postcode_is_found_however_it_is_typed(loaded, typed):
    place = find_place(loaded, typed)
    assert (place.label, place.outcode, place.approximate) == ("NG17 1AA", "NG17", False)
    assert (place.district_name, place.district_code) == ("Ashfield", ASHFIELD)
    assert place.areas == (frozenset({ASHFIELD, NOTTINGHAMSHIRE, ENGLAND}),)
    assert miles_between(place.point, Point(53.1236, -1.2641)) < 0.1


def test_the_letter_o_typed_for_nought_is_put_right(loaded):
    assert find_place(loaded, "S8O 1AA").label == "S80 1AA"


@pytest.mark.parametrize(
    ("typed", "label"), [("NG17", "NG17"), ("ng 17", "NG17"), ("Mansfield NG18", "NG18"), ("NG1", "NG1")]
)
def test_the_first_part_of_a_postcode_is_found_as_an_approximate_place(loaded, typed, label):
    place = find_place(loaded, typed)
    assert (place.label, place.outcode, place.approximate) == (label, label, True)


@pytest.mark.parametrize(("typed", "label"), [("NG17 1", "NG17 1"), ("NG171", "NG17 1"), ("NG1 7", "NG1 7")])
def test_a_sector_is_found_as_an_approximate_place(loaded, typed, label):
    place = find_place(loaded, typed)
    assert (place.label, place.approximate) == (label, True)
    assert place.outcode == label.split()[0]


def test_part_of_a_postcode_carries_every_district_it_may_be_in_and_leaves_slivers_out(loaded):
    certain, wide = find_place(loaded, "NG17"), find_place(loaded, "NG19")
    assert certain.areas == (area_codes(ASHFIELD),)
    assert certain.district_code == ASHFIELD
    assert set(wide.areas) == {area_codes(MANSFIELD), area_codes(BOLSOVER)}
    assert wide.district_code is None


def test_an_outward_code_across_the_border_is_put_in_the_middle_of_our_part_of_it(loaded):
    place = find_place(loaded, "LE12")
    assert miles_between(place.point, find_place(loaded, "East Leake").point) < 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sutton in ashfield", "Sutton-in-Ashfield"),
        ("SUTTON-IN-ASHFIELD", "Sutton-in-Ashfield"),
        ("st anns", "St Ann's"),
        ("Saint Ann’s", "St Ann's"),
        ("meadows", "The Meadows"),
        ("Worksop Notts", "Worksop"),
        ("worksop, nottinghamshire", "Worksop"),
        ("Mansfield town centre", "Mansfield"),
        ("Bestwood Village", "Bestwood Village"),
        ("Calverton village", "Calverton"),
        ("near Bulwell", "Bulwell"),
        ("newark", "Newark-on-Trent"),
        ("Radcliffe", "Radcliffe-on-Trent"),
    ],
)
def test_a_town_is_found_by_its_name_however_it_is_spelt(loaded, typed, name):
    place = find_place(loaded, typed)
    assert (place.label, place.approximate) == (name, True)


def test_a_suburb_across_two_districts_carries_both_with_its_own_first(loaded):
    place = find_place(loaded, "Mapperley")
    assert [district_name(min(codes)) for codes in place.areas] == ["Nottingham", "Gedling"]
    assert place.district_name == "Nottingham"


@pytest.mark.parametrize("name", ["Ashfield", "Newark and Sherwood", "bassetlaw district"])
def test_a_district_is_found_by_its_name(loaded, name):
    place = find_place(loaded, name)
    assert place.approximate
    assert place.areas == (area_codes(place.district_code),)


def test_the_county_is_all_its_districts(loaded):
    place = find_place(loaded, "Notts")
    assert len(place.areas) == 7
    assert all(NOTTINGHAMSHIRE in codes for codes in place.areas)
    assert (place.label, place.district_code) == ("Nottinghamshire", None)


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("Mansfeild", "Mansfield"),
        ("notingham", "Nottingham"),
        ("Hucknell", "Hucknall"),
        ("kirkby in ashfeild", "Kirkby-in-Ashfield"),
        ("Sutton", "Sutton-in-Ashfield"),
        ("Bridgford", "West Bridgford"),
        ("NG17 9ZZ", "NG17"),
    ],
)
def test_a_slip_or_a_name_of_several_is_asked_about_and_every_suggestion_is_found(loaded, typed, suggestion):
    refused = refusal(loaded, typed)
    assert isinstance(refused, PlaceNotFound)
    assert suggestion in refused.suggestions
    assert suggestion in str(refused)
    assert all(isinstance(find_place(loaded, text), Place) for text in refused.suggestions)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write a postcode"),
        (" ?! ", "Write a postcode"),
        ("xyzzyx", "Check the spelling"),
        ("ZZ9 9ZZ", "not a postcode we know"),
        ("NG99", "not a postcode we know"),
        ("12345", "not a postcode we know"),
        ("' OR 1=1 --", "not a postcode we know"),
        ("%", "Write a postcode"),
        ("x" * 5000, "Check the spelling"),
        ("\x00Mansf\x1b", "Check the spelling"),
        ("日本", "Check the spelling"),
    ],
)
def test_nonsense_is_refused_in_a_short_sentence_that_says_what_to_write(loaded, typed, said):
    refused = refusal(loaded, typed)
    assert isinstance(refused, PlaceNotFound)
    assert said in str(refused)
    assert len(str(refused)) < 160


@pytest.mark.parametrize(
    ("typed", "where", "children_services"),
    [
        ("NG10 3AA", "Erewash, Derbyshire", "Derbyshire"),
        ("NG20 8AA", "Bolsover, Derbyshire", "Derbyshire"),
        ("LE1 1AA", "Leicester", "Leicester"),
        ("SW1A", "Westminster", "Westminster"),
        ("Ilkeston", "Erewash, Derbyshire", "Derbyshire"),
        ("Derby", "Derby", "Derby"),
        ("Leeds", "Leeds", "Leeds"),
        ("lincolnshire", "Lincolnshire", "Lincolnshire"),
        ("London", "London", "London"),
        ("BT1 1AA", "Belfast", "Belfast"),
    ],
)
def test_a_place_outside_the_area_is_named_with_what_to_do_instead(loaded, typed, where, children_services):
    refused = refusal(loaded, typed)
    assert isinstance(refused, PlaceOutsideArea)
    assert refused.where == where
    assert where in str(refused)
    assert "only covers Nottingham and Nottinghamshire" in str(refused)
    assert "danger now, ring 999" in str(refused)
    assert f"children’s services in {children_services}" in str(refused)
    assert "0808 800 5000" in str(refused)


def test_an_outward_code_almost_all_outside_asks_for_the_full_postcode(loaded):
    refused = refusal(loaded, "NG10")
    assert isinstance(refused, PlaceOutsideArea)
    assert "If you have the full postcode, try that." in str(refused)
    assert "full postcode" not in str(refusal(loaded, "LE1"))


def test_one_postcode_over_the_border_is_known_for_what_it_is(loaded):
    query = select(Postcode.postcode).where(Postcode.outcode == "NG19", Postcode.district_code == BOLSOVER)
    refused = refusal(loaded, loaded.exec(query.limit(1)).one())
    assert isinstance(refused, PlaceOutsideArea)
    assert BOLSOVER in refused.area_codes


def test_places_are_found_without_any_postcode_loaded(session):
    session.connection().execute(text("DELETE FROM postcode"))
    assert find_place(session, "Beeston").district_name == "Broxtowe"
    assert find_place(session, "Ashfield").district_code == ASHFIELD
    assert isinstance(refusal(session, "LE1 1AA"), PlaceOutsideArea)


def test_every_place_name_stands_among_postcodes_of_its_own_district(loaded):
    rows = loaded.exec(select(Postcode.latitude, Postcode.longitude, Postcode.district_code)).all()
    north, east = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    districts = np.array([row[2] for row in rows])
    for place in loaded.exec(select(PlaceName)):
        miles = np.hypot(north - place.latitude, (east - place.longitude) * cos(radians(53))) * 69
        near = districts[miles < 0.75]
        if place.district_code in load_area().district_codes:
            assert (near == place.district_code).sum() >= max(3, 0.2 * len(near)), place.name


def test_every_place_name_of_the_area_is_found_by_that_name(loaded):
    area = load_area().district_codes
    for place in loaded.exec(select(PlaceName).where(col(PlaceName.district_code).in_(area))).all():
        assert find_place(loaded, place.name).label == place.name


def test_loading_again_replaces_and_adds_nothing(loaded):
    before = loaded.exec(select(func.count()).select_from(Postcode)).one()
    ticks: list[tuple[int, int]] = []
    assert load_postcodes(loaded, tick=lambda done, of: ticks.append((done, of))) == before
    assert loaded.exec(select(func.count()).select_from(Postcode)).one() == before
    assert ticks[-1][0] == ticks[-1][1] == len(ticks)
    loaded.rollback()


def test_loaded_postcodes_hold_all_eight_districts_and_lie_in_them(loaded):
    query = select(Postcode.district_code, func.count()).group_by(col(Postcode.district_code))
    counts = dict(loaded.exec(query).all())
    assert all(counts[code] > 3000 for code in load_area().district_codes)
    assert counts[BOLSOVER] > 1000
    ours = select(func.min(Postcode.latitude), func.max(Postcode.latitude)).where(Postcode.district_code == ASHFIELD)
    south, north = loaded.exec(ours).one()
    assert 52.9 < south < north < 53.3


def test_the_national_grid_is_turned_into_degrees_to_within_ten_metres(loaded):
    """The Council House, Nottingham, NG1 2DT stands at 52.9532 north, 1.1498 west (its postcode's own point)."""
    found = find_place(loaded, "NG1 2DT").point
    assert miles_between(found, Point(52.9532, -1.1498)) < 0.1


def test_miles_are_measured_over_the_ground():
    nottingham, mansfield = Point(52.954, -1.150), Point(53.144, -1.197)
    assert miles_between(nottingham, mansfield) == pytest.approx(13.29, abs=0.05)
    assert miles_between(nottingham, nottingham) == 0


def test_the_geocoder_answers_as_geopy_expects(loaded):
    geocoder = AreaGeocoder(loaded)
    assert isinstance(geocoder, Geocoder)
    location = geocoder.geocode("NG17 1AA")
    assert location.address == "NG17 1AA"
    assert (location.latitude, location.longitude) == pytest.approx((53.1236, -1.2641), abs=0.001)
    assert location.raw["district_name"] == "Ashfield"
    assert [found.address for found in geocoder.geocode("Worksop", exactly_one=False)] == ["Worksop"]
    assert geocoder.geocode("Derby") is None
    assert geocoder.geocode("nowhere at all") is None


def test_area_codes_are_known_by_name():
    assert area_code_named("Newark and Sherwood") == "E07000175"
    assert area_code_named("nottinghamshire") == NOTTINGHAMSHIRE
    assert area_code_named("Nottingham") == "E06000018"
    assert area_code_named("England") == ENGLAND
    with pytest.raises(PlaceNotFound) as refused:
        area_code_named("Ashfeild")
    assert "Ashfield" in refused.value.suggestions


def test_the_codes_of_a_district_are_its_own_its_countys_and_its_countrys():
    assert area_codes(ASHFIELD) == {ASHFIELD, NOTTINGHAMSHIRE, ENGLAND}
    assert area_codes("E06000018") == {"E06000018", ENGLAND}
    assert area_codes("not a code") == {"not a code"}


def test_an_area_that_is_not_kept_is_refused():
    with pytest.raises(PlaceNotFound):
        load_area("atlantis")


def test_every_outward_code_belongs_to_one_council():
    assert len(outcodes()) > 2800
    assert outcodes()["NG17"].name == "Ashfield"
    assert outcodes()["EH1"].codes == {"S12000036", "S92000003"}


def test_a_map_is_drawn_from_the_areas_own_postcodes_and_places(loaded):
    ours = select(func.count()).where(col(Postcode.district_code).in_(load_area().district_codes))
    assert len(base_layer(loaded).points) == loaded.exec(ours).one()
    places = map_places(loaded)
    assert {"Mansfield", "Derby"} <= {place.name for place in places}
    assert [place.ours for place in places] == sorted((place.ours for place in places), reverse=True)


def test_the_place_files_are_shipped_beside_the_code():
    assert Path(load_area().places_file).is_file()
