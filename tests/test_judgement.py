"""The referrer's own judgement raises and never lowers."""

import pytest

from matching.content import load_content
from matching.entries import PathwayId
from matching.judgement import with_higher_judgement
from matching.recommend import recommend_answers


@pytest.fixture(scope="module")
def content():
    return load_content()


@pytest.mark.parametrize(
    ("pathway", "raised"),
    [
        (PathwayId.ADVICE, PathwayId.EARLY_HELP),
        (PathwayId.EARLY_HELP, PathwayId.SAFEGUARDING),
    ],
)
def test_more_serious_leads_to_the_next_pathway(content, pathway, raised):
    before = {"danger": ("no",), "ages": (), "topics": ("everyday",), "signs:everyday": ("everyday-clubs",)}
    after = with_higher_judgement(content, before, pathway)
    assert recommend_answers(content, after).pathway.rank >= raised.rank


@pytest.mark.parametrize("pathway", [PathwayId.EMERGENCY])
def test_where_nothing_is_graver_the_answers_stay(content, pathway):
    assert with_higher_judgement(content, {"judgement": ("help",)}, pathway) == {"judgement": ("help",)}
