"""The proof holds for the real content, and finds each kind of fault when one is put in."""

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from small_content import small_content, write_small_content

from matching import checking, proof
from matching.cli import matching_cli
from matching.content import load_content
from matching.errors import UnknownId
from matching.explaining.entry import explain
from matching.findings import findings
from matching.proof import doubt, reaching, red_flags, sources
from matching.proof.states import States
from matching.routes import Routes


@pytest.fixture(scope="module")
def real():
    return load_content()


def faults_of(look, content):
    return [fault for fault in look(States(content)) if fault]


def with_indicator(content, indicator_id, **changes):
    """The content with one indicator changed behind the reader's back."""
    indicators = dict(content.indicators)
    indicators[indicator_id] = indicators[indicator_id].model_copy(update=changes)
    return replace(content, indicators=MappingProxyType(indicators))


@pytest.fixture
def content(tmp_path):
    return small_content(tmp_path)


def test_a_hidden_indicator_that_nothing_gives_is_found(content):
    orphan = with_indicator(content, "tired", hidden=True)
    assert "nothing that can be answered establishes 'tired'" in faults_of(reaching.findings_can_be_reached, orphan)


def test_a_combination_whose_parts_exclude_each_other_is_found(tmp_path):
    content = small_content(
        tmp_path,
        {
            "facts.toml": ("[[fact]]", '[[fact]]\nid = "other"\nwords = "Other"\n[[fact]]'),
            "pages.toml": ('words = "Someone else"', 'words = "Someone else"\nfindings = ["other"]'),
            "combinations.toml": (
                "[[combination]]",
                '[[combination]]\nid = "both"\nall_of = ["teacher", "other"]\ngives = "tired"\n[[combination]]',
            ),
        },
    )
    assert "the combination 'both' can never be fulfilled" in faults_of(reaching.findings_can_be_reached, content)


def test_a_question_asked_for_something_impossible_is_found(tmp_path):
    content = small_content(
        tmp_path,
        {
            "facts.toml": ("[[fact]]", '[[fact]]\nid = "never"\nwords = "Never"\n[[fact]]'),
            "pages.toml": ('asked_when = ["under-one"]', 'asked_when = ["never"]'),
        },
    )
    faults = faults_of(reaching.questions_can_be_reached, content)
    assert faults == ["the page 'risks' is never shown", "the question 'moves' is never asked"]


def test_a_not_sure_that_weighs_less_is_found(tmp_path):
    content = small_content(
        tmp_path,
        {
            "qualifiers.toml": (
                'words = "Seen to happen"\nfindings = ["bruise"]',
                'words = "Odd"\nfindings = ["bruise-odd"]',
            )
        },
    )
    assert faults_of(doubt.doubt_takes_the_most_careful_view, content) == []
    light = with_indicator(content, "bruise-odd", level=2, flags=())
    question = light.qualifiers["bruise-detail"]
    heavy = question.options[0].model_copy(update={"findings": ("says-hurt",)})
    changed = question.model_copy(update={"options": (heavy, question.options[1])})
    light = replace(light, qualifiers=MappingProxyType({"bruise-detail": changed}))
    assert faults_of(doubt.doubt_takes_the_most_careful_view, light) == [
        "in 'bruise-detail', not sure weighs less than another option",
        "in 'bruise-detail', no answer weighs less than another option",
    ]


def test_an_age_range_that_hides_a_red_flag_inside_it_is_found(content):
    backwards = with_indicator(content, "baby-bruise", ages=(3.0, 2.0))
    assert faults_of(red_flags.age_hides_no_red_flag, backwards)
    assert faults_of(red_flags.age_hides_no_red_flag, content) == []


def test_a_worry_without_a_source_is_found(content):
    assert "indicator 'bruise' names no source" in faults_of(sources.every_rule_names_its_source, content)


def test_a_check_that_looked_at_nothing_does_not_pass():
    assert not proof.Check("empty", 0, ()).passed
    assert proof.Check("full", 1, ()).passed


def test_a_pathway_nobody_reaches_is_found(tmp_path):
    content = small_content(tmp_path)
    for name in ("hit-now", "danger-now"):
        content = with_indicator(content, name, flags=("safeguarding",))
    assert faults_of(reaching.pathways_can_be_reached, content) == ["nobody ever ends at 'emergency'"]


def test_every_route_to_a_red_flag_truly_establishes_it(real):
    routes = Routes(real)
    for indicator in real.indicators.values():
        if indicator.red_flag:
            route = next(routes.to(indicator.id))
            assert indicator.id in findings(real, route), route


def test_explain_tells_what_an_indicator_is_and_what_leads_to_it(content):
    lines = "\n".join(explain(content, "baby-bruise"))
    assert "level 4, leads by itself to safeguarding" in lines
    assert "comes from: combination 'mark-on-baby'" in lines
    assert "shown for ages 0 to 2" in lines
    assert "source (seen): threshold document, Croydon, 2022" in "\n".join(explain(content, "says-hurt"))
    assert "asked when any of: bruise" in "\n".join(explain(content, "bruise-detail"))
    assert "not sure about its signs: safeguarding conversation" in "\n".join(explain(content, "hurt"))
    assert "all of: mark, not-mobile" in "\n".join(explain(content, "mark-on-baby"))
    assert "not in force" in "\n".join(explain(content, "to-come"))


def test_explain_suggests_the_nearest_name(content):
    with pytest.raises(UnknownId) as refused:
        explain(content, "baby-brusie")
    assert refused.value.suggestions[0] == "baby-bruise"


@pytest.fixture
def run():
    from flask import Flask

    app = Flask("content only")
    app.cli.add_command(matching_cli)
    return app.test_cli_runner().invoke


def test_the_real_content_keeps_all_that_must_hold_and_the_command_says_so_for_a_program(run):
    result = run(args=["matching", "check", "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert [one["name"] for one in told["checks"]] == [rule.name for rule in proof.RULES]
    assert all(one["passed"] and one["cases"] > 0 and one["faults"] == [] for one in told["checks"])
    assert sum(one["safety"] for one in told["checks"]) >= 25


def test_the_command_says_line_by_line_what_holds_and_names_what_does_not(content):
    checks = [
        proof.Check("all is well", 12345, (), safety=True),
        proof.Check("something is not", 30, tuple(f"entry {number}" for number in range(25))),
    ]
    lines = checking._lines(content, checks)
    assert lines[0] == "holds   safety     12,345 cases  all is well"
    assert lines[1].split() == ["BROKEN", "30", "cases", "something", "is", "not"]
    assert lines[2].strip() == "- entry 0"
    assert lines[-2].strip() == "and 5 more"
    assert lines[-1].endswith("12,375 cases, 1 checks broken.")


def test_the_command_ends_with_one_where_a_rule_is_broken_and_with_what_cannot_be_read(run, tmp_path):
    write_small_content(tmp_path, {"indicators/everyday.toml": ('needs = ["play-groups"]', "needs = []")})
    broken = run(args=["matching", "check", "--folder", str(tmp_path), "--area", "smallshire"])
    assert broken.exit_code == 1
    assert "the red flag 'being-hurt-now' is gone" in broken.output
    (tmp_path / "facts.toml").write_text("[[fact]", encoding="utf-8")
    unread = run(args=["matching", "check", "--folder", str(tmp_path), "--area", "smallshire"])
    assert unread.exit_code == 1
    assert "facts.toml: it cannot be read as TOML" in unread.output


def test_progress_is_told_before_each_rule(content):
    told = []
    checks = proof.check(content, progress=lambda *step: told.append(step), services=lambda need: 1)
    assert [name for _, _, name in told] == [one.name for one in checks]
    assert told[0][:2] == (1, len(checks))
    assert checks[-1].name == "every need has a service, or is listed as a gap"
    assert checks[-1].passed


def test_the_commands_explain_and_suggest(run):
    assert "indicator 'bruise-not-mobile'" in run(args=["matching", "explain", "bruise-not-mobile"]).output
    unknown = run(args=["matching", "explain", "bruise-not-mobil"])
    assert unknown.exit_code == 1
    assert "Did you mean 'bruise-not-mobile'" in unknown.output
