"""Ages as they are written in Polish are read, whatever a page itself says of an age first of all."""

import pytest
from flask_babel import force_locale
from polish import polish_settings

from app import create_app
from directory.age_words import ages_in_english
from directory.ages import Age, AgeNotUnderstood, parse_ages, say_age
from directory.pages.templating import said


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("7 lat", [7]),
        ("1 rok", [1]),
        ("2 lata 6 miesięcy", [2.5]),
        ("2 lata i 6 miesięcy", [2.5]),
        ("18 miesiecy", [1.5]),
        ("półtora roku", [1.5]),
        ("2,5 roku", [2.5]),
        ("pół roku", [0.5]),
        ("siedem lat", [7]),
        ("7, 4 lata", [7, 4]),
        ("7 i 4", [7, 4]),
        ("niecałe 3 lata", [35 / 12]),
        ("noworodek", [0]),
    ],
)
def test_an_age_in_polish_is_read(text, years):
    assert [round(age.years, 3) for age in parse_ages(text)] == [round(one, 3) for one in years]


@pytest.mark.parametrize("text", ["nienarodzone", "dziecko nienarodzone", "w ciąży"])
def test_a_child_not_yet_born_is_read(text):
    assert parse_ages(text) == (Age(0.0, unborn=True),)


@pytest.mark.parametrize("text", ["7", "18 months", "2 and a half", "expecting", "8/12", "7, 4"])
def test_english_is_left_as_it_is(text):
    assert ages_in_english(text) == text


def test_what_is_no_age_is_refused_in_polish_too():
    with pytest.raises(AgeNotUnderstood):
        parse_ages("bardzo mały")


def test_every_age_that_a_page_says_in_polish_can_be_sent_back_to_it(tmp_path):
    app = create_app({"DATA_DIR": tmp_path / "data", **polish_settings(tmp_path / "translations")})
    ages = [weeks / 52 for weeks in range(0, 60)] + [months / 12 for months in range(12, 216)]
    with app.test_request_context(), force_locale("pl"):
        told = {years: said(say_age(years)) for years in ages}
        unborn = said(say_age(0, unborn=True))
    for years, text in told.items():
        (age,) = parse_ages(text)
        assert str(say_age(age.years)) == str(say_age(years)), text
    assert parse_ages(unborn) == (Age(0.0, unborn=True),)
