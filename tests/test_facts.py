"""The fact-check table: as true as the product, complete, short enough to read."""

import csv
import io
from functools import cache
from itertools import pairwise

import pytest
from small_content import small_content

from matching.answers import SIGNS, Ages
from matching.content import Content, load_content
from matching.entries import PathwayId
from matching.facts import FactRow, RowKind, changed_rows, fact_rows, lines, sheet
from matching.facts.stretches import stretches
from matching.findings import findings
from matching.recommend import recommend_answers

CONTENT = load_content()


@cache
def rows_of(topic: str) -> tuple[FactRow, ...]:
    return fact_rows(CONTENT, topic)


@pytest.fixture
def small(tmp_path) -> Content:
    return small_content(tmp_path)


def by_key(rows) -> dict[str, FactRow]:
    return {row.key: row for row in rows}


@pytest.mark.parametrize("topic", CONTENT.topics)
def test_every_row_is_what_anybody_with_these_answers_is_told_and_no_finding_is_forgotten(topic):
    rows = rows_of(topic)
    for row in rows:
        told = recommend_answers(CONTENT, row.answers)
        assert (row.pathway, row.level, row.recommendation.reasons) == (told.pathway, told.level, told.reasons), row.key
    assert all(row.found == findings(CONTENT, row.answers).keys() for row in rows[::7])
    seen = set().union(*(row.found for row in rows))
    own = {name for name, indicator in CONTENT.indicators.items() if indicator.topic == topic}
    assert own - seen == set()
    assert len({row.key for row in rows}) == len(rows)


@pytest.mark.parametrize("topic", ["physical-harm", "daily-care", "baby"])
def test_each_sign_stands_alone_and_with_every_answer_about_it(topic):
    rows = by_key(rows_of(topic))
    for sign in CONTENT.checklists[topic]:
        assert rows[sign.id].kind is RowKind.SIGN
        assert rows[sign.id].answers[SIGNS + topic] == (sign.id,)
        for option in CONTENT.qualifiers[sign.qualifier].options if sign.qualifier else ():
            assert rows[f"{sign.id}--{option.id}"].said[-1] == option.words


def test_an_age_that_changes_it_has_a_row_and_one_that_does_not_has_none(small):
    rows = by_key(fact_rows(small, "hurt"))
    assert rows["bruise--ordinary"].pathway is PathwayId.EARLY_HELP
    assert rows["says-hurt"].pathway is PathwayId.SAFEGUARDING
    assert not [key for key in rows if key.startswith("says-hurt--aged")]
    smacked = by_key(rows_of("physical-harm"))["physical-punishment--light--aged-0"]
    assert (str(smacked.said[-1]), smacked.pathway) == ("Under 2", PathwayId.SAFEGUARDING)


def test_what_a_combination_adds_is_shown_beside_each_of_its_parts(small):
    rows = by_key(fact_rows(small, "hurt"))
    together = rows["bruise--ordinary--with-not-mobile"]
    assert [str(part) for part in together.said] == ["A bruise", "Seen to happen", "Not yet moving"]
    assert together.pathway is PathwayId.SAFEGUARDING
    assert together.deciding[0].members == ("A bruise", "Not yet moving")


def test_not_sure_left_out_and_none_of_these_each_have_a_row(small):
    rows = by_key(fact_rows(small, "hurt"))
    assert rows["topic--not-sure"].pathway is rows["topic--left-out"].pathway is PathwayId.SAFEGUARDING
    assert rows["topic--none"].pathway is PathwayId.EARLY_HELP
    assert rows["bruise"].pathway is PathwayId.SAFEGUARDING, "a question about a bruise that nobody answered"


def test_answers_of_other_pages_stand_with_the_topic_they_are_about(small):
    rows = by_key(fact_rows(small, "hurt"))
    assert rows["danger--yes"].kind is RowKind.ELSEWHERE
    assert rows["danger--yes"].pathway is PathwayId.EMERGENCY
    assert rows["judgement--harm"].pathway is PathwayId.SAFEGUARDING


def test_a_row_that_comes_out_like_its_sign_alone_is_left_out():
    for topic in ("physical-harm", "exploitation"):
        rows = by_key(rows_of(topic))
        for row in rows.values():
            base = rows.get(row.key.rpartition("--")[0])
            if row.kind in (RowKind.AGE, RowKind.BESIDE):
                assert base is not None, row.key
                assert row.weight != base.weight, row.key


def test_a_sign_of_other_ages_is_looked_at_in_a_child_of_the_nearest(small):
    rows = by_key(fact_rows(small, "hurt"))
    ages = rows["baby-bruise"].answers["ages"]
    assert isinstance(ages, Ages)
    assert 0 < ages.years[0] < 3


def test_stretches_of_age_cover_every_age_once():
    every = stretches(CONTENT)
    born = [one for one in every if one.low is not None]
    assert every[0].ages == Ages(unborn=True)
    assert (born[0].low, born[-1].high) == (0, 26)
    assert all(one.high == other.low for one, other in pairwise(born))


def test_rows_alike_are_read_as_one_line():
    rows = rows_of("exploitation")
    read = lines(rows)
    assert sum(len(line.rows) for line in read) == len(rows)
    assert len(read) < len(rows) / 1.5
    line = next(line for line in read if line.first.key.startswith("unexplained-things--with-helping"))
    assert len(line.any_of) > 5
    assert {row.outcome for row in line.rows} == {line.first.outcome}


def test_the_sheet_has_a_line_for_each_row_and_names_the_sources(small):
    rows = fact_rows(small, "hurt")
    out = io.StringIO()
    csv.writer(out).writerows(sheet(small, "hurt", rows))
    read = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(read) == len(rows)
    said = next(line for line in read if line["What was said"] == "Says someone hurt them")
    assert said["Where it leads"] == "safeguarding name"
    assert said["Sources"] == "threshold document, Croydon, 2022"
    assert said["Why"] == "Says someone hurt them. A child's words are taken seriously."


def test_two_versions_are_compared_row_by_row(small, tmp_path):
    grave = 'level = 4\nflags = ["safeguarding"]\nneeds = ["physical-abuse"]'
    milder = 'level = 3\nneeds = ["physical-abuse"]'
    fallen = small_content(tmp_path / "fallen", {"indicators/hurt.toml": (grave, milder)})
    changed = {row.key: row for row in changed_rows(small, fallen)}
    assert changed_rows(small, small) == ()
    assert changed["says-hurt"].lowered
    assert changed["says-hurt"].before.pathway is PathwayId.SAFEGUARDING
    assert changed["says-hurt"].after.pathway is PathwayId.EARLY_HELP
    assert {row.topic for row in changed.values()} == {"hurt"}
    assert changed_rows(small, fallen, topics=["feelings"]) == ()
    assert not any(row.lowered for row in changed_rows(fallen, small))
