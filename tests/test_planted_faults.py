"""Every kind of fault, put into the real content, is refused by name: by the reader, or by the rule of the proof."""

from functools import cache

import pytest

from matching.content import content_from, files_in
from matching.errors import ContentError
from matching.proof import RULES, States
from matching.proof.needs import every_need_is_met

AREA = "areas/nottinghamshire.toml"
RULE = {rule.look.__name__: rule for rule in RULES}


@cache
def files():
    return files_in()


def planted(file, entry, old, new):
    """The real files with one piece of text changed inside the entry with this id, or anywhere if it is None."""
    text = files()[file]
    start = 0 if entry is None else text.index(f'id = "{entry}"\n')
    assert old in text[start:], f"{file} does not say {old!r} in {entry}"
    return {**files(), file: text[:start] + text[start:].replace(old, new, 1)}


def added(file, text):
    return {**files(), file: f"{files()[file]}\n{text}\n"}


def refusals(texts):
    """What the reader says is wrong, or an empty list."""
    try:
        content_from(texts, "nottinghamshire")
    except ContentError as error:
        return list(error.problems)
    return []


def broken(texts, rule):
    """The faults that this rule finds in content that the reader takes."""
    return RULE[rule].run(States(content_from(texts, "nottinghamshire"))).faults


REFUSED_BY_THE_READER = {
    "a combination that names an unknown finding": (
        planted("combinations.toml", "mark-not-mobile", '"not-mobile"', '"not-mobil"'),
        ["combinations.toml", "mark-not-mobile", "not-mobil"],
    ),
    "two indicators with one id": (
        planted("indicators/baby.toml", "baby-mark", 'id = "baby-mark"', 'id = "baby-now"'),
        ["indicators/baby.toml", "baby-now"],
    ),
    "a qualifier that says nothing when it is left open": (
        planted("qualifiers.toml", "bruise-detail", 'if_unanswered = ["bruise-unclear"]\n', ""),
        ["qualifiers.toml", "bruise-detail", "if_unanswered"],
    ),
    "a red flag without its flag": (
        planted("indicators/physical-harm.toml", "child-says-hurt", 'flags = ["safeguarding"]\n', ""),
        ["indicators/physical-harm.toml", "child-says-hurt", "flag"],
    ),
    "a district without a front door": (
        planted(AREA, None, 'covers = ["E10000024", "E07000170", ', 'covers = ["E10000024", '),
        [AREA, "E07000170"],
    ),
    "an empty night number": (planted(AREA, None, 'night = "0115 496 0001"', 'night = ""'), [AREA, "night"]),
    "no source status": (
        planted("indicators/physical-harm.toml", "covers-up", ', status = "seen"', ""),
        ["covers-up", "status is missing"],
    ),
    "a pathway that is gone": (planted("pathways.toml", None, 'id = "advice"', 'id = "advise"'), ["'advice'"]),
    "kinds in a ring of two": (
        planted("indicators/physical-harm.toml", "bruise-not-mobile", "reason =", 'kinds = ["baby-mark"]\nreason ='),
        ["finding 'bruise-not-mobile'", "finding 'baby-mark'", "indicators/baby.toml"],
    ),
    "an indicator that is its own general kind": (
        planted("indicators/physical-harm.toml", "covers-up", "reason =", 'kinds = ["covers-up"]\nreason ='),
        ["finding 'covers-up'", "ring"],
    ),
    "two combinations that feed each other": (
        added(
            "combinations.toml",
            '[[combination]]\nid = "ring-there"\nall_of = ["forced-work"]\ngives = "home-taken-over"\n'
            '[[combination]]\nid = "ring-back"\nall_of = ["home-taken-over"]\ngives = "forced-work"',
        ),
        ["combination 'ring-there'", "combination 'ring-back'", "forced-work", "home-taken-over"],
    ),
    "a combination that gives one of its own parts": (
        added("combinations.toml", '[[combination]]\nid = "ring"\nall_of = ["trafficked"]\ngives = "trafficked"'),
        ["combination 'ring'", "finding 'trafficked'"],
    ),
    "a combination and a general kind in a ring": (
        planted("indicators/physical-harm.toml", "bruise-not-mobile", "reason =", 'kinds = ["injury-mark"]\nreason ='),
        ["combination 'mark-not-mobile'", "finding 'injury-mark'", "finding 'bruise-not-mobile'"],
    ),
    "a question that only its own answer would ask": (
        planted("pages.toml", "adults", 'words = "Is there', 'asked_when = ["risk-adult-unwell"]\nwords = "Is there'),
        ["question 'adults'", "finding 'risk-adult-unwell'"],
    ),
    "two questions that wait for each other": (
        {
            **files(),
            "pages.toml": files()["pages.toml"]
            .replace('id = "earlier"\n', 'id = "earlier"\nasked_when = ["risk-adult-unwell"]\n', 1)
            .replace('id = "adults"\n', 'id = "adults"\nasked_when = ["earlier-help"]\n', 1),
        },
        ["question 'earlier'", "question 'adults'", "earlier-help", "risk-adult-unwell"],
    ),
}


@pytest.mark.parametrize("fault", REFUSED_BY_THE_READER)
def test_the_reader_refuses_it_by_name(fault):
    texts, named = REFUSED_BY_THE_READER[fault]
    told = " | ".join(refusals(texts))
    assert all(name in told for name in named), told


def test_the_reader_takes_the_content_as_it_is():
    assert refusals(files()) == []


NEVER_FOUND = 'asked_when = ["never-found"]\n'
BROKEN_RULES = {
    "an unreachable question": (
        {
            **planted("pages.toml", "view", 'kind = "one"\n', f'kind = "one"\n{NEVER_FOUND}'),
            "facts.toml": files()["facts.toml"] + '\n[[fact]]\nid = "never-found"\nwords = "Never"\n',
        },
        "questions_can_be_reached",
        "the question 'view' is never asked",
    ),
    "an unreachable page": (
        {
            **planted("pages.toml", "judgement", 'kind = "one"\n', f'kind = "one"\n{NEVER_FOUND}'),
            "facts.toml": files()["facts.toml"] + '\n[[fact]]\nid = "never-found"\nwords = "Never"\n',
        },
        "questions_can_be_reached",
        "the page 'judgement' is never shown",
    ),
    "a sign that nobody can tick and nothing gives": (
        planted("indicators/physical-harm.toml", "covers-up", "level = 4\n", "level = 4\nhidden = true\n"),
        "findings_can_be_reached",
        "'covers-up'",
    ),
    "a sign for ages that no child has": (
        planted("indicators/money-home.toml", "nowhere-tonight", "level = 4\n", "level = 4\nages = [30, 40]\n"),
        "every_indicator_can_be_chosen",
        "'nowhere-tonight' is on no checklist",
    ),
    "a red flag lowered": (
        planted(
            "indicators/physical-harm.toml",
            "child-says-hurt",
            'level = 4\nflags = ["safeguarding"]\n',
            "level = 3\n",
        ),
        "statutory_facts_lead_high",
        "'child-says-hurt' is lowered to early_help, level 3",
    ),
    "a red flag that keeps its flag and loses its level": (
        planted("indicators/physical-harm.toml", "child-says-hurt", "level = 4\n", "level = 2\n"),
        "statutory_facts_lead_high",
        "'child-says-hurt' is lowered to safeguarding, level 2",
    ),
    "an emergency lowered": (
        planted("indicators/baby.toml", "baby-now", 'flags = ["emergency"]', 'flags = ["safeguarding"]'),
        "statutory_facts_lead_high",
        "'baby-now' is lowered to safeguarding",
    ),
    "a red flag held only here lowered": (
        planted(
            "indicators/young-trouble.toml", "carries-weapon", 'level = 4\nflags = ["safeguarding"]\n', "level = 2\n"
        ),
        "what_is_held_here_leads_high",
        "'carries-weapon' is lowered to early_help, level 2",
    ),
    "a grave answer that gives something mild": (
        planted("qualifiers.toml", None, 'findings = ["injury-shaped"]', 'findings = ["bruise-ordinary"]'),
        "statutory_facts_lead_high",
        "'bruise-detail:shape'",
    ),
    "a combination that asks for more than it did": (
        planted("combinations.toml", "mark-not-mobile", '"not-mobile"]', '"not-mobile", "school-missed"]'),
        "statutory_facts_lead_high",
        "'injury-mark' and 'not-mobile'",
    ),
    "a combination that gives something milder": (
        planted("combinations.toml", "self-harm-under-13", 'gives = "self-harm-young"', 'gives = "low-mood"'),
        "statutory_facts_lead_high",
        "'self-harm-sign' and 'under-13'",
    ),
    "a harm that is no harm any more": (
        planted("topics.toml", "sexual-harm", "harm = true", "harm = false"),
        "doubt_keeps_its_meaning",
        "'sexual-harm'",
    ),
    "a question whose silence means nothing any more": (
        planted("pages.toml", "moves", 'if_unanswered = ["not-mobile"]\n', ""),
        "doubt_keeps_its_meaning",
        "'moves'",
    ),
    "a topic whose doubt ends in advice": (
        planted("topics.toml", "feelings", "worry_level = 2", "worry_level = 1"),
        "doubt_keeps_its_meaning",
        "the topic 'feelings' must have worry_level 2",
    ),
    "a red flag shown only to teenagers": (
        planted("indicators/physical-harm.toml", "child-says-hurt", "level = 4\n", "level = 4\nages = [13, 17]\n"),
        "red_flags_are_shown_at_their_ages",
        "'child-says-hurt' is hidden outside the ages 13 to 17",
    ),
    "a red flag whose ages run backwards": (
        planted("indicators/baby.toml", "baby-mark", "ages = [-1, 2]", "ages = [3, 2]"),
        "age_hides_no_red_flag",
        "'baby-mark'",
    ),
    "a red flag that is not on the list": (
        planted("indicators/everyday.toml", None, "level = 1\n", 'level = 4\nflags = ["safeguarding"]\nreason = "x"\n'),
        "every_red_flag_is_anchored",
        "is not in anchors.toml",
    ),
    "a qualifier whose not sure is milder": (
        planted("qualifiers.toml", None, 'findings = ["gang-unclear"]', 'findings = ["gang-edge"]'),
        "doubt_takes_the_most_careful_view",
        "in 'gang-detail', not sure",
    ),
    "a qualifier whose silence is milder": (
        planted("qualifiers.toml", None, 'if_unanswered = ["teeth-unclear"]', 'if_unanswered = ["teeth"]'),
        "doubt_takes_the_most_careful_view",
        "in 'teeth-detail', no answer",
    ),
    "not sure that counts as no": (
        planted("pages.toml", "adults", 'findings = ["adults-unclear"]', 'findings = ["help-school"]'),
        "grave_questions_are_never_waved_through",
        "'adults' asks about harm, and not sure ends in advice",
    ),
    "an age that is not known and not counted": (
        planted("pages.toml", "ages", '"under-six-months", ', ""),
        "unknown_ages_count_as_any_age",
        "'bruise-ordinary' leads lower when ages are not known",
    ),
    "an age band that younger children fall out of": (
        planted("facts.toml", "under-13", "under = 13\n", "under = 13\nat_least = 6\n"),
        "a_younger_child_never_lowers",
        "'self-harm-once' leads lower at the ages",
    ),
    "an option that leads nowhere": (
        planted("pages.toml", "earlier", 'findings = ["earlier-help"]\n', ""),
        "every_option_leads_somewhere",
        "'early-help' of the question 'earlier' leads nowhere",
    ),
    "a grave option declared harmless": (
        planted(
            "pages.toml",
            "adults",
            'findings = ["risk-adult-danger"]',
            'findings = ["risk-adult-danger"]\n  harmless = true',
        ),
        "every_option_leads_somewhere",
        "'danger' of the question 'adults' is declared harmless",
    ),
    "a combination that nothing can fulfil": (
        added(
            "combinations.toml",
            '[[combination]]\nid = "both-roles"\nall_of = ["role-police", "role-self"]\ngives = "step-down"',
        ),
        "findings_can_be_reached",
        "'both-roles' can never be fulfilled",
    ),
    "a notice that is never shown": (
        planted("notices.toml", "fgm-duty", '"role-regulated", ', '"role-self", "role-police", '),
        "notices_can_be_shown",
        "'fgm-duty'",
    ),
    "a district with two front doors": (
        planted(AREA, None, 'covers = ["E06000018"]', 'covers = ["E06000018", "E07000170"]'),
        "everywhere_has_a_front_door",
        "E07000170 has 2 front doors",
    ),
    "a night number with a digit too few": (
        planted(AREA, None, 'night = "0115 496 0011"', 'night = "0115 49"'),
        "every_door_can_be_rung",
        "front door 'city' has no night number",
    ),
    "an emergency number that is not 999": (
        planted(AREA, None, 'emergency = "999"', 'emergency = "998"'),
        "every_door_can_be_rung",
        "the emergency number is '998'",
    ),
    "a source that is still to come": (
        planted(
            "indicators/baby.toml",
            "baby-mark",
            'document = "',
            'document = "TBC", area = "Bury", status = "seen" }, { document = "',
        ),
        "every_rule_names_its_source",
        "indicator 'baby-mark' gives 'TBC' for its source",
    ),
    "a night number that nobody can ring": (
        planted(AREA, None, 'night = "0115 496 0011"', 'night = "to follow"'),
        "every_door_can_be_rung",
        "front door 'city' has no night number",
    ),
    "a pathway that names nobody to ring": (
        planted("pathways.toml", "advice", "ring the front door and talk it over", "have a cup of tea"),
        "every_pathway_names_a_person",
        "pathway 'advice': do_now does not say 'front door'",
    ),
    "a red flag hidden, and given only by what hardly ever meets": (
        {
            **planted("indicators/physical-harm.toml", "child-says-hurt", "level = 4\n", "level = 4\nhidden = true\n"),
            "combinations.toml": files()["combinations.toml"]
            + '\n[[combination]]\nid = "rare"\nall_of = ["role-police", "stepping-down"]\ngives = "child-says-hurt"\n',
        },
        "red_flags_are_shown_at_their_ages",
        "'child-says-hurt' is hidden, so that nobody can tick it",
    ),
    "a baby who does not move yet counted as something else": (
        planted("pages.toml", "moves", 'findings = ["not-mobile"]', 'findings = ["help-school"]'),
        "statutory_facts_lead_high",
        "'moves:no' must give 'not-mobile'",
    ),
    "an answer about wanting to die that is gone": (
        planted("pages.toml", "child-risks", 'id = "wants-to-die"', 'id = "wants-a-dog"'),
        "statutory_facts_lead_high",
        "'child-risks:wants-to-die' must give 'life-not-worth'",
    ),
    "a mark that is no kind of injury any more": (
        planted("indicators/physical-harm.toml", "mark-to-ask-about", "kinds = ", 'watch_for = ["x"]\nkinds = []\n# '),
        "statutory_facts_lead_high",
        "'mark-to-ask-about' must give 'injury-mark'",
    ),
    "a sign that no longer asks how serious it is": (
        planted("indicators/home-conflict.toml", "domestic-abuse", 'qualifier = "abuse-detail"\n', ""),
        "statutory_facts_lead_high",
        "'domestic-abuse' must ask 'abuse-detail'",
    ),
    "an age band made smaller": (
        planted("facts.toml", "under-six-months", "under = 0.5", "under = 0.25"),
        "statutory_facts_lead_high",
        "'under-six-months' must hold for every child under 0.5",
    ),
    "a question about a baby that only the police are asked": (
        planted("pages.toml", "moves", 'asked_when = ["under-one", "disability-sign"]', 'asked_when = ["role-police"]'),
        "doubt_keeps_its_meaning",
        "'moves' must be asked with 'under-one' and with 'disability-sign'",
    ),
    "not sure about the adults declared harmless": (
        planted("pages.toml", "adults", 'findings = ["adults-unclear"]', "harmless = true"),
        "doubt_keeps_its_meaning",
        "'adults' declares 'not-sure' harmless",
    ),
    "agreement asked for where a child may be in danger": (
        planted("pathways.toml", "safeguarding", "You do not need the parents' agreement", "You need the agreement"),
        "every_pathway_names_a_person",
        "pathway 'safeguarding': consent does not say that no agreement is needed",
    ),
    "a pathway that says no need to refer": (
        planted("pathways.toml", "early_help", "It is not about blame", "There is no need to refer. No blame"),
        "nobody_is_told_not_to_refer",
        "pathway 'early_help' says 'no need to refer'",
    ),
    "the same in another language": (
        planted(
            "notices.toml",
            "lado",
            "in_force = true\n",
            'in_force = true\ntranslations.pl.words = "Nie trzeba zgłaszać."\n',
        ),
        "nobody_is_told_not_to_refer",
        "notice 'lado' says 'nie trzeba zgłaszać'",
    ),
    "words in a language that nobody checked": (
        planted("notices.toml", "lado", "in_force = true\n", 'in_force = true\ntranslations.xx.words = "Lorem"\n'),
        "every_language_can_be_checked",
        "notice 'lado' has words in 'xx'",
    ),
    "words that are hard to read": (
        planted(
            "notices.toml",
            "step-down",
            'words = "',
            'words = "Practitioners should undertake multidisciplinary consideration of proportionate interventions. ',
        ),
        "words_are_easy_to_read",
        "notice 'step-down' has a sentence that reads at age",
    ),
    "a worry without a source": (
        planted(
            "indicators/physical-harm.toml",
            "covers-up",
            'sources = [{ document = "Children Act 1989, section 47", area = "England and Wales", status = "seen" }]\n',
            "",
        ),
        "every_rule_names_its_source",
        "indicator 'covers-up' names no source",
    ),
    "a source that the area has not adopted": (
        planted(AREA, None, '"Torbay", ', ""),
        "every_source_is_adopted",
        "of Torbay",
    ),
}


@pytest.mark.parametrize("fault", BROKEN_RULES)
def test_the_proof_refuses_it_by_name(fault):
    texts, rule, named = BROKEN_RULES[fault]
    assert named in " | ".join(broken(texts, rule))


@pytest.mark.parametrize(
    "told",
    [
        "You do not have to refer",
        "There is no need for a referral",
        "Referring is not needed",
        "You do not need to tell social care",
        "There is no need to phone anyone",
        "Nobody needs to be told",
        "Keep it to yourself",
        "This is not a safeguarding matter",
        "It is too small to report",
        "It can wait until next week",
    ],
)
def test_no_way_of_saying_not_to_refer_gets_by(told):
    texts = planted("pathways.toml", "early_help", "It is not about blame", f"{told}. No blame")
    assert "pathway 'early_help' says" in " | ".join(broken(texts, "nobody_is_told_not_to_refer"))


def test_a_need_with_no_service_is_named_until_it_is_listed_as_a_gap():
    def services(need):
        return 0 if need == "fgm" else 1

    def faults(texts):
        rule = every_need_is_met(services)
        return [fault for fault in rule(States(content_from(texts, "nottinghamshire"))) if fault]

    (told,) = faults(files())
    assert told.startswith("the need 'fgm' has no service here")
    assert faults(planted(AREA, None, 'police = "101"', 'police = "101"\ngaps = ["fgm"]')) == []
    (needless,) = faults(planted(AREA, None, 'police = "101"', 'police = "101"\ngaps = ["fgm", "sleep"]'))
    assert "lists 'sleep' as a gap" in needless


def test_there_are_many_kinds_of_planted_faults():
    assert len(REFUSED_BY_THE_READER) + len(BROKEN_RULES) >= 45
