"""The content's reader: what it accepts, and how it says what is wrong."""

import pytest
from small_content import NEEDS, small_content, write_small_content

from matching.content import CONTENT, load_content
from matching.errors import ContentError


def problems_with(folder, file, old, new):
    write_small_content(folder, {file: (old, new)})
    with pytest.raises(ContentError) as refused:
        load_content(folder, area="smallshire", needs=NEEDS)
    return refused.value.problems


def test_the_real_content_is_valid_and_large_enough():
    content = load_content()
    red_flags = [indicator for indicator in content.indicators.values() if indicator.red_flag]
    assert len(content.indicators) >= 140
    assert len(red_flags) >= 25
    assert len(content.pages) <= 10
    assert content.area.name == "Nottingham and Nottinghamshire"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "indicators/feelings.toml",
            'needs = ["sleep"]',
            'needs = ["slepe"]',
            "indicators/feelings.toml, indicator 'tired': needs has 'slepe', which is not a need id."
            " Did you mean 'sleep'?",
        ),
        (
            "indicators/feelings.toml",
            'topic = "feelings"',
            'topic = "feeling"',
            "indicators/feelings.toml, indicator 'very-low': topic has 'feeling', which is not a topic id."
            " Did you mean 'feelings'?",
        ),
        (
            "indicators/hurt.toml",
            'kinds = ["mark"]',
            'kinds = ["marks"]',
            "indicators/hurt.toml, indicator 'bruise': kinds has 'marks', which is not a finding. Did you mean 'mark'?",
        ),
        (
            "indicators/hurt.toml",
            'flags = ["safeguarding"]\n',
            "",
            "indicators/hurt.toml, indicator 'says-hurt': it is level 4 without a flag."
            ' Add flags = ["safeguarding"] or ["emergency"]',
        ),
        (
            "indicators/feelings.toml",
            'reason = "It has gone on for long."',
            "",
            "indicators/feelings.toml, indicator 'very-low': at level 3 and 4 people are told why. Add reason = \"…\"",
        ),
        (
            "topics.toml",
            'name = "Feelings"',
            'nmae = "Feelings"',
            "topics.toml, topic 'feelings': name is missing. Add a line: name = …",
        ),
        (
            "topics.toml",
            'name = "Feelings"',
            'name = "Feelings"\nhnit = "x"',
            "topics.toml, topic 'feelings': hnit is not something that can be said here. Did you mean 'hint'?",
        ),
        (
            "indicators/feelings.toml",
            "level = 3",
            "level = 5",
            "indicators/feelings.toml, indicator 'very-low': level is 5: it should be less than or equal to 4.",
        ),
        (
            "facts.toml",
            'id = "teacher"',
            'id = "Teacher"',
            "facts.toml, fact 'Teacher': id is 'Teacher': write it in small letters and digits with single hyphens,"
            " such as 'food-poverty'.",
        ),
        (
            "pages.toml",
            'findings = ["teacher"]',
            'findings = ["techer"]',
            "pages.toml, page 'you': question 'role' option 'teacher' findings has 'techer', which is not a finding."
            " Did you mean 'teacher'?",
        ),
        (
            "qualifiers.toml",
            'if_unanswered = ["bruise-odd"]',
            "",
            "qualifiers.toml, question 'bruise-detail': if_unanswered is missing: give what its gravest option gives",
        ),
        (
            "combinations.toml",
            'gives = "baby-bruise"',
            'gives = "mark"',
            "combinations.toml, combination 'mark-on-baby': gives has 'mark', which is not an indicator id.",
        ),
        (
            "combinations.toml",
            'all_of = ["mark", "not-mobile"]',
            'at_least = 3\namong = ["mark", "not-mobile"]',
            "combinations.toml, combination 'mark-on-baby': at_least is 3, but among has only 2.",
        ),
        (
            "notices.toml",
            'when_all = ["says-hurt"]',
            "when_all = []",
            "notices.toml, notice 'to-come': when_all is []: list should have at least 1 item after validation, not 0.",
        ),
        (
            "pathways.toml",
            'id = "advice"',
            'id = "advise"',
            "pathways.toml: the pathway 'advice' is missing. Add [[pathway]] with id = \"advice\".",
        ),
        (
            "pages.toml",
            'kind = "place"',
            'kind = "ages"',
            "pages.toml: there must be one question of kind 'place', and there are 0.",
        ),
        (
            "areas/smallshire.toml",
            'covers = ["E06000018"]',
            'covers = ["E10000024"]',
            "areas/smallshire.toml: no front_door covers E06000018, so nobody there would be told whom to ring.",
        ),
        (
            "facts.toml",
            'id = "teacher"',
            'id = "bruise"',
            "indicators/hurt.toml, finding 'bruise': facts.toml has this id already. Give one another id.",
        ),
        (
            "topics.toml",
            "[[topic]]",
            "[[topics]]",
            "topics.toml: [[topics]] is not known here. Did you mean 'topic'?",
        ),
    ],
)
def test_a_fault_is_told_with_file_entry_and_mend(tmp_path, file, old, new, said):
    assert said in problems_with(tmp_path, file, old, new)


def test_all_faults_are_told_at_once(tmp_path):
    write_small_content(
        tmp_path,
        {
            "topics.toml": ('needs = ["low-mood"]', 'needs = ["low-moon"]'),
            "combinations.toml": ('"not-mobile"', '"not-moving"'),
            "areas/smallshire.toml": ('police = "101"\n', ""),
        },
    )
    with pytest.raises(ContentError) as refused:
        load_content(tmp_path, area="smallshire", needs=NEEDS)
    files = {problem.split(",")[0].split(":")[0] for problem in refused.value.problems}
    assert files == {"topics.toml", "combinations.toml", "areas/smallshire.toml"}


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path):
    (told,) = [one for one in problems_with(tmp_path, "facts.toml", "[[fact]]", "[[fact]") if "facts.toml:" in one]
    assert "it cannot be read as TOML" in told
    assert "line 2" in told


def test_a_missing_file_is_told(tmp_path):
    (write_small_content(tmp_path) / "notices.toml").unlink()
    with pytest.raises(ContentError, match=r"notices\.toml: there is no such file"):
        load_content(tmp_path, area="smallshire", needs=NEEDS)


def test_an_unknown_area_is_told_with_the_areas_there_are():
    with pytest.raises(ContentError, match=r"there is no such area\. Areas here: nottinghamshire"):
        load_content(area="atlantis")


def test_the_version_changes_with_any_word(tmp_path):
    before = small_content(tmp_path / "a").version
    assert small_content(tmp_path / "b").version == before
    changed = small_content(tmp_path / "c", {"facts.toml": ("A teacher", "Any teacher")})
    assert changed.version != before
    assert len(before) == 12


def test_content_cannot_be_changed(tmp_path):
    content = small_content(tmp_path)
    with pytest.raises(TypeError):
        content.topics["hurt"] = content.topics["feelings"]
    with pytest.raises(ValueError, match="frozen"):
        content.topics["hurt"].worry_level = 1
    with pytest.raises(AttributeError):
        content.version = "other"


def test_translations_replace_words_and_leave_the_rest(tmp_path):
    content = small_content(
        tmp_path,
        {
            "topics.toml": (
                'id = "hurt"\nname = "Being hurt"',
                'id = "hurt"\nname = "Being hurt"\ntranslations.cy.name = "Cael niwed"',
            ),
            "pages.toml": ('words = "Yes"', 'words = "Yes"\ntranslations.cy.words = "Oes"'),
        },
    )
    welsh = content.translated("cy")
    assert welsh.topics["hurt"].name == "Cael niwed"
    assert welsh.pages["danger"].questions[0].options[0].words == "Oes"
    assert welsh.topics["feelings"].name == "Feelings"
    assert welsh.version == content.version
    assert content.topics["hurt"].name == "Being hurt"


def test_a_translation_of_something_that_is_no_text_is_refused(tmp_path):
    said = problems_with(tmp_path, "topics.toml", "harm = true", 'harm = true\ntranslations.cy.nmae = "x"')
    assert "topics.toml, topic 'hurt': translations.cy has 'nmae', which is not a text of this entry." in said


def test_every_local_number_in_the_real_area_is_from_the_range_kept_for_drama():
    area = load_content().area
    local = [number for door in area.front_doors for number in (door.day, door.night, door.lado.phone)]
    assert all(number.startswith("0115 496 0") for number in local)


def test_the_content_folder_holds_only_files_that_are_read():
    known = {"topics", "facts", "pages", "qualifiers", "combinations", "notices", "pathways", "anchors", "vignettes"}
    assert {path.stem for path in CONTENT.glob("*.toml")} == known
    topics = load_content().topics
    assert {path.stem for path in (CONTENT / "indicators").glob("*.toml")} == set(topics)
