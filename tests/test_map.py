"""Maps as SVG: what stands on them, that nothing covers anything, and that the page's rules hold."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.map import BaseLayer, MapPlace, Marker, draw_map
from directory.map.base import CELL, shading
from directory.map.layout import MARKER_RADIUS, Canvas, place_label, place_markers, text_box
from directory.map.view import rings_within, view_around, view_of
from directory.places import miles_between
from directory.point import Point

SVG = "{http://www.w3.org/2000/svg}"
MANSFIELD = Point(53.144, -1.197)
NOTTINGHAM = Point(52.954, -1.150)
PLACES = (
    MapPlace("Mansfield", "large town", MANSFIELD),
    MapPlace("Warsop", "small town", Point(53.204, -1.152)),
    MapPlace("Forest Town", "village", Point(53.148, -1.160)),
    MapPlace("Chesterfield", "large town", Point(53.2356, -1.4217), ours=False),
)
NOWHERE = BaseLayer([])


def drawn(markers=(), *, layer=NOWHERE, places=PLACES, centre=MANSFIELD, **options):
    svg = draw_map(layer, places, markers, centre=centre, **options)
    return svg, ElementTree.fromstring(svg)


def texts(tree) -> list[str]:
    return [element.text for element in tree.iter(f"{SVG}text")]


def marker(
    number: int, north: float = 0, east: float = 0, name: str = "Willow Hub", url: str = "/services/1"
) -> Marker:
    return Marker(number, name, url, Point(MANSFIELD.latitude + north, MANSFIELD.longitude + east))


def test_a_marker_carries_its_number_and_links_to_its_service():
    _, tree = drawn([marker(3, 0.01, 0.01, url="/services/willow")])
    (link,) = tree.iter(f"{SVG}a")
    assert link.get("href") == "/services/willow"
    assert link.get("aria-label") == "3. Willow Hub"
    assert "3" in texts(tree)


def test_a_map_with_links_is_a_named_group_and_one_without_is_a_picture():
    _, with_links = drawn([marker(1)], centre_label="NG18 1AA")
    _, without = drawn()
    assert (with_links.get("role"), without.get("role")) == ("group", "img")
    ids = {element.get("id"): element.text for element in with_links.iter() if element.get("id")}
    assert [ids[name] for name in with_links.get("aria-labelledby").split()] == [
        "Map of services near NG18 1AA",
        "1 service is on the map, numbered as in the list. Circles show how far it is: the outer one is ½ mile away.",
    ]


def test_two_maps_on_a_page_keep_their_ids_apart():
    first, second = (drawn(ident=name)[1] for name in ("map-a", "map-b"))
    assert not {e.get("id") for e in first.iter()} & {e.get("id") for e in second.iter() if e.get("id")}


def test_names_from_outside_cannot_break_out_of_the_picture():
    nasty = '"><script>alert(1)</script>'
    svg, tree = drawn([marker(1, name=nasty, url=nasty)], centre_label=nasty, ident=nasty)
    assert "<script" not in svg
    assert next(tree.iter(f"{SVG}a")).get("href") == nasty


def test_no_inline_style_no_script_and_nothing_fetched():
    svg, tree = drawn([marker(1)], layer=BaseLayer([(53.14, -1.2)] * 20))
    assert all(element.get("style") is None for element in tree.iter())
    assert not {element.tag.removeprefix(SVG) for element in tree.iter()} & {"style", "script", "image", "use"}
    assert svg.count("http") == svg.count("http://www.w3.org/2000/svg")


def test_the_map_scales_by_its_view_box():
    _, tree = drawn(size=(320, 240))
    assert tree.get("viewBox") == "0 0 320 240"
    assert tree.get("width") is None


def test_services_at_one_address_stand_apart_and_keep_a_line_to_it():
    _, tree = drawn([marker(number) for number in range(1, 8)], radius_miles=3)
    circles = [link.find(f"{SVG}circle") for link in tree.iter(f"{SVG}a")]
    spots = [(float(circle.get("cx")), float(circle.get("cy"))) for circle in circles]
    for (x, y), (other_x, other_y) in combinations(spots, 2):
        assert ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 >= 2 * MARKER_RADIUS
    assert len([path for path in tree.iter(f"{SVG}path") if path.get("class") == "map-leader"]) == 7


def test_a_service_out_of_view_is_left_out_and_not_counted():
    svg, tree = drawn([marker(1), marker(2, north=0.5)], radius_miles=2)
    assert len(list(tree.iter(f"{SVG}a"))) == 1
    assert "1 service is on the map" in svg


def test_without_a_radius_the_map_reaches_the_furthest_marker():
    _, tree = drawn([marker(1), marker(2, north=0.1, east=-0.2)])
    assert len(list(tree.iter(f"{SVG}a"))) == 2


def test_the_place_searched_from_is_named_once_though_it_is_a_town():
    _, tree = drawn(centre_label="Mansfield", radius_miles=5)
    assert texts(tree).count("Mansfield") == 1


def test_rings_say_how_far_they_are_in_the_readers_words():
    _, tree = drawn(radius_miles=5, say=lambda said: str(said).replace("miles", "mile lontano"))
    assert {"5 mile lontano", "2 mile lontano"} <= set(texts(tree))


def test_villages_are_named_close_by_and_left_off_a_wide_map():
    assert "Forest Town" in texts(drawn(radius_miles=3)[1])
    assert "Forest Town" not in texts(drawn(radius_miles=30)[1])


def test_a_map_without_a_centre_shows_the_whole_area_without_rings():
    svg, tree = drawn(centre=None, layer=BaseLayer([(52.8, -1.3), (53.5, -0.7)]))
    assert {"Mansfield", "Chesterfield"} <= set(texts(tree))
    assert "map-ring" not in svg
    assert "map-you" not in svg


def test_nothing_loaded_still_gives_a_map():
    _, tree = drawn(centre=None, places=())
    assert tree.find(f"{SVG}title").text == "Map of services"
    assert tree.find(f"{SVG}desc").text == "No service is on the map."


def test_the_map_of_one_area_stays_small():
    crowd = BaseLayer([(53.0 + i % 200 / 400, -1.4 + i // 200 / 300) for i in range(40_000)])
    svg, _ = drawn([marker(n, n / 100, n / 90) for n in range(1, 21)], layer=crowd, radius_miles=20)
    assert len(svg) < 60_000


def test_shading_marks_the_cell_where_homes_are():
    layer, view = BaseLayer([(MANSFIELD.latitude, MANSFIELD.longitude)]), view_around(MANSFIELD, 20, (400, 400))
    faintest, *darker = shading(layer, view)
    assert faintest == f"m{200 // CELL} {200 // CELL}h1"
    assert darker == ["", ""]


def test_shading_is_drawn_once_for_the_same_view():
    layer, view = BaseLayer([(53.1, -1.2)]), view_around(MANSFIELD, 5, (400, 400))
    assert shading(layer, view) is shading(layer, view_around(MANSFIELD, 5, (400, 400)))


@pytest.mark.parametrize(
    ("miles", "rings"), [(5, [1, 2, 5]), (10, [2, 5, 10]), (1, [0.25, 0.5, 1]), (0.3, [0.25]), (0.1, [])]
)
def test_rings_are_round_distances_each_at_most_half_the_next(miles, rings):
    assert rings_within(miles) == rings


@given(st.floats(52.8, 53.5), st.floats(-1.35, -0.65), st.floats(0.5, 25))
def test_a_mile_on_the_map_is_a_mile_on_the_ground(latitude, longitude, radius):
    centre, point = Point(53.1, -1.05), Point(latitude, longitude)
    view = view_around(centre, radius, (400, 400))
    x, y = view.place(point)
    drawn_miles = ((x - 200) ** 2 + (y - 200) ** 2) ** 0.5 / view.scale
    assert drawn_miles == pytest.approx(miles_between(centre, point), rel=0.02, abs=0.05)


@given(st.lists(st.tuples(st.floats(52.8, 53.5), st.floats(-1.4, -0.6)), min_size=1, max_size=20))
def test_a_view_of_points_shows_them_all(points):
    view = view_of([Point(*point) for point in points], (400, 300))
    assert all(view.shows(Point(*point)) for point in points)


@given(st.lists(st.tuples(st.floats(20, 380), st.floats(20, 380)), max_size=12))
def test_labels_never_cover_a_marker_or_each_other(points):
    canvas = Canvas(400, 400)
    markers = place_markers(canvas, points)
    before = len(canvas.taken)
    for x, y in points:
        spot = place_label(canvas, x, y, "Mansfield", 13, far=True)
        assert spot is None or canvas.holds(text_box(*spot, "Mansfield", 13))
    labels = canvas.taken[before:]
    assert not any(a.overlaps(b) for a, b in combinations(labels, 2))
    assert not any(label.overlaps(box) for label in labels for box in canvas.taken[:before])
    assert len(markers) == len(points)


def test_a_centre_that_nobody_searched_from_has_rings_and_no_mark():
    svg, _ = drawn(marked=False, radius_miles=5)
    assert "map-ring" in svg
    assert "map-you" not in svg
