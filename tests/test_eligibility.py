"""Whether a service takes a child: met, not met, not known, never guessed."""

import pytest

from directory.eligibility import Asked, Conditions, Verdict, age_range, age_verdict, assess, fits

MEETS, DOES_NOT, NOT_KNOWN = Verdict.MEETS, Verdict.DOES_NOT, Verdict.NOT_KNOWN
ASHFIELD = frozenset({"E07000170", "E10000024", "E92000001"})
NOTTINGHAM = frozenset({"E06000018", "E92000001"})


@pytest.mark.parametrize(
    ("age", "minimum", "maximum", "verdict"),
    [
        (7, 5, 11, MEETS),
        (11.9, 5, 11, MEETS),
        (12, 5, 11, DOES_NOT),
        (4.99, 5, 11, DOES_NOT),
        (0.2, None, 0.5, MEETS),
        (0.6, None, 0.5, DOES_NOT),
        (30, 11, None, MEETS),
        (7, None, None, NOT_KNOWN),
        (0, 0, 4, MEETS),
    ],
)
def test_an_age_is_held_against_the_bounds_that_are_known(age, minimum, maximum, verdict):
    assert age_verdict(age, minimum, maximum) is verdict


@pytest.mark.parametrize(
    ("minimum", "maximum", "said"),
    [
        (5, 11, "age 5 to age 11"),
        (11, None, "age 11 and over"),
        (None, 4, "up to age 4"),
        (0, 0.5, "up to 6 months"),
        (None, None, "ages not known"),
    ],
)
def test_ages_are_said_in_words(minimum, maximum, said):
    assert str(age_range(minimum, maximum)) == said


def verdict_of(condition, conditions, asked):
    return next(check.verdict for check in assess(conditions, asked) if check.condition == condition)


@pytest.mark.parametrize(
    ("areas", "covered", "verdict"),
    [
        ((ASHFIELD,), {"E07000170"}, MEETS),
        ((ASHFIELD,), {"E10000024"}, MEETS),
        ((NOTTINGHAM,), {"E10000024"}, DOES_NOT),
        ((NOTTINGHAM,), {"E92000001"}, MEETS),
        ((ASHFIELD, NOTTINGHAM), {"E06000018"}, NOT_KNOWN),
        ((ASHFIELD, NOTTINGHAM), {"E07000171"}, DOES_NOT),
        ((ASHFIELD,), set(), NOT_KNOWN),
    ],
)
def test_coverage_is_by_area_code_and_a_part_postcode_stays_open(areas, covered, verdict):
    assert verdict_of("area", Conditions(area_codes=frozenset(covered)), Asked(areas=areas)) is verdict


@pytest.mark.parametrize(
    ("conditions", "asked", "condition", "verdict"),
    [
        (Conditions(), Asked(role="school"), "role", NOT_KNOWN),
        (Conditions(roles=frozenset({"anyone"})), Asked(role="school"), "role", MEETS),
        (Conditions(roles=frozenset({"self"})), Asked(role="school"), "role", DOES_NOT),
        (Conditions(roles=frozenset({"health"})), Asked(role="school"), "role", DOES_NOT),
        (Conditions(sex="female"), Asked(), "sex", NOT_KNOWN),
        (Conditions(sex="female"), Asked(sex="female"), "sex", MEETS),
        (Conditions(sex="female"), Asked(sex="male"), "sex", DOES_NOT),
        (Conditions(), Asked(sex="male"), "sex", NOT_KNOWN),
        (Conditions(send="for"), Asked(), "send", NOT_KNOWN),
        (Conditions(send="for"), Asked(send=False), "send", DOES_NOT),
        (Conditions(send="for"), Asked(send=True), "send", MEETS),
        (Conditions(send="cannot"), Asked(send=True), "send", DOES_NOT),
        (Conditions(languages=frozenset({"Polish"})), Asked(language="Polish"), "language", MEETS),
        (Conditions(interpreters=True), Asked(language="Polish"), "language", MEETS),
        (Conditions(languages=frozenset({"English"})), Asked(language="Polish"), "language", NOT_KNOWN),
        (
            Conditions(languages=frozenset({"English"}), interpreters=False),
            Asked(language="Polish"),
            "language",
            DOES_NOT,
        ),
        (Conditions(), Asked(levels=(2,)), "level", NOT_KNOWN),
        (Conditions(levels=frozenset({1})), Asked(levels=(2,)), "level", DOES_NOT),
    ],
)
def test_each_condition_is_met_or_not_or_not_known(conditions, asked, condition, verdict):
    assert verdict_of(condition, conditions, asked) is verdict


def test_what_was_not_asked_is_not_checked():
    assert assess(Conditions(minimum_age=5, roles=frozenset({"health"})), Asked()) == ()


def test_any_child_of_several_will_do():
    assert verdict_of("age", Conditions(minimum_age=11), Asked(ages=(3, 12))) is MEETS


def test_one_failure_fails_and_anything_unknown_stays_unknown():
    asked = Asked(ages=(7,), role="school", language="Polish")
    assert fits(assess(Conditions(minimum_age=5), asked)) is NOT_KNOWN
    assert fits(assess(Conditions(minimum_age=8), asked)) is DOES_NOT
    everything = Conditions(minimum_age=5, roles=frozenset({"anyone"}), interpreters=True)
    assert fits(assess(everything, asked)) is MEETS
