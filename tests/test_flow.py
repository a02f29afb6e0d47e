"""The map of the questions: whole, well made, legible, and lit where somebody went."""

import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from small_content import small_content

from matching.answers import Ages
from matching.content import Content, load_content
from matching.entries import PathwayId
from matching.flow import Chart, NodeKind, State, chart_of, chart_of_topic, svg, tall, whole
from matching.flow.drawing import Drawing
from matching.flow.lettering import width_of, wrapped
from matching.flow.paper import pdf

CONTENT = load_content()
SVG = "{http://www.w3.org/2000/svg}"
TEENAGER = {
    "danger": ("no",),
    "role": ("teacher",),
    "ages": Ages((14.0,)),
    "place": (),
    "topics": ("exploitation",),
    "signs:exploitation": ("gang", "unexplained-things"),
    "gang-detail": ("talk",),
    "child-risks": (),
    "earlier": ("none",),
    "adults": ("none",),
}


@pytest.fixture
def small(tmp_path) -> Content:
    return small_content(tmp_path)


def ids_in(content: Content) -> list[str]:
    """The id of everything that the content holds for people to see, as a picture has it."""
    ids = [f"page-{name}" for name in content.pages]
    ids += [f"topic-{name}" for name in content.topics]
    ids += [f"sign-{name}" for name, one in content.indicators.items() if not one.hidden]
    ids += [f"combination-{name}" for name in content.combinations]
    ids += [f"end-{name}" for name in content.pathways]
    for question in content.questions.values():
        ids += [f"option-{question.id}--{option.id}" for option in question.options]
    return ids


def drawn(drawing: Drawing) -> ET.Element:
    return ET.fromstring(svg(drawing, "A title", "What it shows"))


def states(chart: Chart) -> dict[str, State]:
    return {node.id: node.state for node in chart.every()}


def test_the_sheet_holds_every_entry_once():
    picture = drawn(whole(chart_of(CONTENT), "Should I refer?"))
    seen = Counter(group.get("id") for group in picture.iter(f"{SVG}g"))
    assert [name for name in ids_in(CONTENT) if seen[name] != 1] == []
    assert max(seen.values()) == 1


def test_every_sign_of_a_topic_stands_on_its_own_map_in_full():
    for topic in CONTENT.topics:
        drawing = tall(chart_of_topic(CONTENT, topic))
        by_id = {one.node.id: " ".join(one.lines) for one in drawing.placed}
        assert len(by_id) == len(drawing.placed), topic
        for sign in CONTENT.checklists[topic]:
            assert by_id[f"sign-{sign.id}"] == " ".join(sign.words.split())
            for option in CONTENT.qualifiers[sign.qualifier].options if sign.qualifier else ():
                assert f"option-{sign.qualifier}--{option.id}" in by_id


@pytest.mark.parametrize("topic", [None, *CONTENT.topics])
def test_no_box_lies_over_another_and_none_hangs_over_the_edge(topic):
    drawings = [tall(chart_of_topic(CONTENT, topic))] if topic else []
    if topic is None:
        drawings = [whole(chart_of(CONTENT), "All"), tall(chart_of(CONTENT, TEENAGER))]
    for drawing in drawings:
        assert drawing.overlapping() == []
        assert all(one.x >= 0 and one.right <= drawing.width for one in drawing.placed)
        assert all(one.y >= 0 and one.bottom <= drawing.height for one in drawing.placed)


def test_the_sheet_has_the_shape_of_a3():
    drawing = whole(chart_of(CONTENT), "All")
    assert drawing.width / drawing.height == pytest.approx(420 / 297, abs=0.02)


def test_a_line_is_broken_before_it_is_too_wide():
    words = "A bruise, burn, scald or mark on a baby who is not yet moving by themselves"
    lines = wrapped(words, 13, 200)
    assert " ".join(lines) == words
    assert len(lines) > 1
    assert all(width_of(line, 13) <= 200 for line in lines)
    assert wrapped("Unbreakably", 13, 10) == ("Unbreakably",)


def test_the_way_of_the_answers_is_lit_and_the_rest_is_not():
    found = states(chart_of(CONTENT, TEENAGER))
    lit = {name for name, state in found.items() if state is State.LIT}
    for name in ("page-danger", "page-signs", "option-danger--no", "option-role--teacher", "topic-exploitation"):
        assert name in lit
    assert {"sign-gang", "sign-unexplained-things", "option-gang-detail--talk", "option-child-risks--left-out"} <= lit
    assert any(name.startswith("combination-") for name in lit)
    assert [name for name in lit if name.startswith("end-")] == [f"end-{PathwayId.SAFEGUARDING}"]
    assert found["option-danger--yes"] is State.DIM
    assert found["topic-baby"] is found["sign-baby-now"] is State.NOT_ASKED
    assert found["question-moves"] is State.NOT_ASKED
    assert found["page-judgement"] is State.WAITING


def test_the_lit_pages_are_those_that_were_answered(small):
    found = states(chart_of(small, {"danger": ("yes",), "role": ()}))
    assert [name for name in small.pages if found[f"page-{name}"] is State.LIT] == ["danger", "you"]
    assert found["page-children"] is State.WAITING
    assert found["page-more"] is State.NOT_ASKED
    assert found["end-emergency"] is State.LIT


def test_without_answers_nothing_is_lit():
    assert set(states(chart_of(CONTENT)).values()) == {State.PLAIN}


def test_where_each_part_leads_is_what_it_leads_to_by_itself(small):
    leads = {node.id: node.leads for node in chart_of(small).every()}
    assert leads["option-danger--yes"] is PathwayId.EMERGENCY
    assert leads["option-danger--no"] is None
    assert leads["sign-bruise"] is PathwayId.EARLY_HELP
    assert leads["option-bruise-detail--left-out"] is PathwayId.SAFEGUARDING
    assert leads["option-hurt--not-sure"] is PathwayId.SAFEGUARDING
    assert leads["combination-mark-on-baby"] is PathwayId.SAFEGUARDING


def test_a_question_hangs_on_its_sign(small):
    chart = chart_of_topic(small, "hurt")
    signs = {node.entry: node.hangs for node in chart.every() if node.kind is NodeKind.SIGN}
    assert signs["bruise"] == "bruise-detail"
    assert signs["says-hurt"] is None
    order = [one.node.id for one in tall(chart).placed]
    assert order.index("question-bruise-detail") == order.index("sign-bruise") + 1


def test_a_mark_says_its_words_and_the_picture_its_title_and_what_it_shows(small):
    picture = drawn(whole(chart_of(small), "All"))
    assert picture.find(f"{SVG}title").text == "A title"
    assert picture.find(f"{SVG}desc").text == "What it shows"
    seat = next(group for group in picture.iter(f"{SVG}g") if group.get("id") == "sign-says-hurt")
    assert seat.find(f"{SVG}title").text == "Says someone hurt them"


def test_words_with_marks_of_their_own_stay_words(tmp_path):
    marked = small_content(tmp_path, {"topics.toml": ('name = "Being hurt"', 'name = "Hurt & <b>afraid</b>"')})
    text = svg(tall(chart_of_topic(marked, "hurt")), "A & B", "<i>")
    assert "<b>" not in text
    assert any("&" in (one.text or "") for one in ET.fromstring(text).iter(f"{SVG}text"))


def test_nothing_in_a_picture_needs_a_style_or_a_script():
    for text in (svg(whole(chart_of(CONTENT), "All"), "t", "d"), svg(tall(chart_of(CONTENT, TEENAGER)), "t", "d")):
        assert "style" not in text
        assert "<script" not in text
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_a_picture_is_printed_on_one_page_that_says_what_it_shows(small):
    picture = svg(whole(chart_of(small), "All"), "t", "d")
    made = pdf(str(picture), title="All questions", description="In order", language="en", paper="a3", wide=True)
    assert made.startswith(b"%PDF")
    assert b"/Count 1" in made
    assert b"1190.5" in made or b"1190.6" in made, "the width of A3, lying"
