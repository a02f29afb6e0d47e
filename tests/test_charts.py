"""Pictures drawn on the server: what was data stays text, no style slips in, threads do not trip each other up."""

import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree.ElementTree import fromstring

import pytest

from directory.wording import words
from insight.charts import (
    Swing,
    bars,
    bins_of,
    distribution,
    draw,
    heat_map,
    lines,
    stacked_bars,
    svg,
    tornado,
    xmr_chart,
)
from insight.charts.drawing import NOT_DRAWN
from insight.suppression import WITHHELD
from insight.xmr import xmr

NASTY = '<script>alert("1")</script> & "quotes" role="x" \u0007'
MONTHS = [f"Month {n}" for n in range(1, 13)]
DAYS = [30, 34, 29, 31, 33, None, 30, 32, 31, 90, 33, 34]
CHARTS = {
    "heat map": heat_map([NASTY, "Debt"], ["Ashfield", "City"], [[7, WITHHELD], [None, 0]], title=words("Enquiries")),
    "bars": bars([NASTY, "Debt", "Grief"], [120, WITHHELD, None], unit="Enquiries"),
    "stacked bars": stacked_bars(["May", "June"], [("Value", [40, 50]), (NASTY, [20, WITHHELD])], unit="Enquiries"),
    "xmr": xmr_chart(MONTHS, xmr(DAYS), unit=NASTY),
    "distribution": distribution([(0, 5, 12), (5, 10, WITHHELD)], [(NASTY, 4)], unit="Days", counted="Enquiries"),
    "lines": lines(["1", "2"], [(NASTY, [4, 3]), ("Plans", [WITHHELD, 2])], unit="Children"),
    "strips": lines(["1", "2"], [(NASTY, [4, 3]), ("Plans", [3, 2])], unit="Children", each_alone=True),
    "tornado": tornado(220, [Swing(NASTY, "5 %", "20 %", 205, 251), Swing("Care", "a", "b", 230, 210)], unit="Care"),
}


def texts(picture):
    return ["".join(one.itertext()) for one in fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", CHARTS)
def test_what_was_data_is_text_and_nothing_has_a_style_or_runs(name):
    for spec in (CHARTS[name].wide, CHARTS[name].narrow):
        picture = svg(spec, str)
        assert "<script" not in picture
        assert "style=" not in picture
        assert not NOT_DRAWN.search(picture)
        assert any("<script>" in text for text in texts(picture)), "what was asked for is written as it is"


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_in_a_page_says_what_it_shows_and_grows_with_its_room(name):
    drawn = draw(CHARTS[name], "demand", 'Sleep "leads" <all>', str)
    roots = re.findall(r"<svg[^>]*>", drawn)
    assert len(roots) == 2
    for root in roots:
        assert 'role="img" aria-label="Sleep &#34;leads&#34; &lt;all&gt;"' in root
        assert re.search(r'viewBox="0 0 \d+ \d+"', root)
        assert "width" not in root
    tags = "".join(re.findall(r"<[^>]*>", drawn))
    assert tags.count("aria-") == tags.count("role=") == 2, "the picture is named as a whole, its parts are not"
    ids = re.findall(r'\bid="([^"]+)"', drawn)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)


def test_a_withheld_number_is_a_letter_and_an_unknown_one_a_dash():
    assert {"7", "c", "–", "0"} <= set(texts(svg(CHARTS["heat map"].wide, str)))
    assert {"120", "c", "–"} <= set(texts(svg(CHARTS["bars"].wide, str)))
    assert "c" in texts(svg(CHARTS["stacked bars"].wide, str))
    assert "c" in texts(svg(CHARTS["distribution"].wide, str))


def test_no_picture_gives_a_withheld_number_away_to_who_reads_its_source():
    shown = heat_map(["Sleep"], ["Ashfield"], [[WITHHELD]], title="Enquiries")
    assert texts(svg(shown.wide, str)).count("c") == 1
    assert not {"1", "2", "3", "4"} & set(texts(svg(shown.narrow, str))) - {"1"}  # the key of colours has its own 1


def test_a_signal_is_named_in_the_key_and_the_limits_carry_their_numbers():
    found = texts(svg(CHARTS["xmr"].wide, str))
    assert "outside the limits" in found
    assert any(text.startswith("mean ") for text in found)
    assert any(text.startswith("upper limit ") for text in found)


def test_names_that_are_the_same_are_drawn_apart():
    twice = bars(["Play", "Play"], [3, 9], unit="Enquiries")
    assert {"3", "9"} <= set(texts(svg(twice.wide, str)))
    assert sum(text.startswith("Play") for text in texts(svg(twice.wide, str))) == 2


def test_words_are_said_in_the_readers_language():
    assert "Zapytania" in texts(svg(CHARTS["heat map"].wide, lambda one: str(one).replace("Enquiries", "Zapytania")))


def test_many_draw_at_once():
    specs = [bars(["a", "b"], [n, 5], unit="Enquiries").wide for n in range(12)]
    with ThreadPoolExecutor(6) as pool:
        drawn = list(pool.map(lambda spec: svg(spec, str), specs))
    assert [str(n) in texts(picture) for n, picture in enumerate(drawn)] == [True] * 12
    assert len(set(drawn)) == 12


def test_nothing_is_fetched_from_elsewhere():
    spec = bars(["a"], [1], unit="x").wide | {"data": {"url": "http://127.0.0.1:9/never.json"}}
    with pytest.raises(ValueError, match="allowed"):
        svg(spec, str)


def test_a_chart_of_nothing_is_drawn_empty():
    assert texts(svg(bars([], [], unit="Enquiries").wide, str)) is not None
    assert texts(svg(stacked_bars([], [("Value", [])], unit="Enquiries").wide, str)) is not None


def test_a_value_on_an_edge_counts_in_the_bin_that_begins_there():
    assert bins_of([0, 4.9, 5, 10], [0, 5, 10]) == [(0, 5, 2), (5, 10, 1)]
