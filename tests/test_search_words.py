"""What the words of a question find, in which order, and what is read out of them."""

import pytest

from directory.eligibility import Verdict
from directory.pages.results import said_of
from directory.search.question import Point
from directory.search.spelling import may_be_slip

BEESTON = Point(52.927, -1.215)
BROXTOWE = (frozenset({"E07000172", "E10000024", "E92000001"}),)


# ---------------- words before guesses, and guesses before nothing


def test_a_service_that_uses_the_word_comes_before_needs_that_only_resemble_it(directory, search):
    directory.add("Elm House", needs=["bereavement"], description="A quiet room")
    directory.add("Ring Side", description="Homework, then boxing")
    page = search.page("boxing")
    assert search.names(page.hits) == ["Ring Side"]
    assert page.suggested_needs == ()


def test_a_guess_finds_services_where_none_in_reach_uses_the_word_and_is_not_suggested(directory, search):
    directory.add("Here", needs=["online-safety"], description="Evening talks", areas=["Broxtowe"])
    directory.add("Far off", description="Where did the loot go?", areas=["Bassetlaw"])
    page = search.page("loot", point=BEESTON, areas=BROXTOWE)
    assert search.names(page.hits) == ["Here"]
    assert page.suggested_needs == ()


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ("mum just had a baby and can't stop crying", "perinatal-mental-health"),
        ("free nappies", "financial-hardship"),
        ("dads group", "social-isolation"),
        ("kooth", "low-mood"),
        ("somewhere warm, a warm space", "food-poverty"),
        ("dyslexia", "send-support"),
        ("his dad is in prison", "separation-and-contact"),
        ("bed bugs", "housing"),
    ],
)
def test_a_suggested_need_always_finds_a_service_for_it_that_covers_the_place(directory, search, said, need):
    directory.add("Helpline", needs=[need], description="Somebody listens", areas=["England"])
    page = search.page(said, point=BEESTON, areas=BROXTOWE)
    assert need in page.suggested_needs
    assert search.names(page.hits) == ["Helpline"]


def test_a_word_of_two_senses_points_to_one_need_only(directory, search):
    directory.add("Elm House")
    assert search.page("young carers").suggested_needs == ("young-carers",)


# ---------------- what the words are worth


def test_the_very_word_counts_more_than_another_form_of_it(directory, search):
    directory.add("Elm House", description="A memory box for each child")
    directory.add("Ring Side", description="Homework, then boxing")
    assert search.names_for("boxing")[0] == "Ring Side"


def test_a_word_for_the_form_of_help_counts_less_than_one_for_its_matter(directory, search):
    directory.add("Chess group", description="Every Monday, a group for all. Bring a friend to our group")
    directory.add("Pottery", description="Clay on Tuesdays")
    assert search.names_for("pottery group")[0] == "Pottery"


def test_among_many_services_for_a_broad_need_those_that_use_the_words_come_first(directory, search):
    for number in range(8):
        directory.add(f"Hub {number}", needs=["social-isolation"], description="Coffee morning")
    directory.add("Shed", needs=["social-isolation", "bereavement"], description="Dads make things out of wood")
    assert search.names_for("dads group")[0] == "Shed"


def test_beside_a_sure_need_a_service_that_only_drops_a_word_is_left_out_and_one_for_the_need_never(directory, search):
    directory.add("Chatter", needs=["speech-and-language"], description="Not speaking yet? Come and play")
    directory.add("Aside", needs=["bereavement", "speech-and-language"], description="A quiet room")
    directory.add("Clinic", organization="Speaking Trust")
    assert sorted(search.names_for("not speaking")) == ["Aside", "Chatter"]


def test_a_service_called_by_another_name_for_what_was_typed_is_found(directory, search):
    directory.add("Children's Front Door", description="Ring us about any worry")
    assert search.names_for("social worker") == ["Children's Front Door"]


def test_things_of_one_kind_are_not_taken_for_each_other(directory, search):
    directory.add("Smile", description="A dentist for children")
    directory.add("Pills", description="A chemist open late")
    assert search.names_for("dentist") == ["Smile"]


@pytest.mark.parametrize("said", ["help", "I need help", "support please"])
def test_somebody_who_only_asks_for_help_is_shown_where_to_begin(directory, search, said):
    directory.add("Maths help", description="Help and support with homework, and more help")
    directory.add("Elm Family Hub")
    directory.add("Early Help Workers")
    assert search.names_for(said) == ["Early Help Workers", "Elm Family Hub"]


# ---------------- a language in the words


@pytest.fixture
def speakers(directory):
    directory.add("Silent", needs=["low-mood"], description="Counselling")
    directory.add("English only", needs=["low-mood"], description="Counselling", languages=["English"])
    directory.add("Interpreted", needs=["low-mood"], description="Counselling", interpretation_services=True)
    directory.add("Polish spoken", needs=["low-mood"], description="Counselling", languages=["Polish"])


@pytest.mark.parametrize(
    "said", ["counselling in polish", "polish speaking counsellor", "Polish interpreter, counselling"]
)
def test_a_language_named_in_the_words_puts_those_who_speak_it_first_and_rules_nobody_out(search, speakers, said):
    page = search.page(said)
    found = search.names(page.hits)
    assert found[:2] == ["Polish spoken", "Interpreted"]
    assert sorted(found[2:]) == ["English only", "Silent"]
    assert page.understood.language == "Polish"
    verdicts = [check.verdict for hit in page.hits for check in hit.checks if check.condition == "language"]
    assert verdicts == [Verdict.MEETS, Verdict.MEETS, Verdict.NOT_KNOWN, Verdict.NOT_KNOWN]


def test_a_language_alone_finds_who_speaks_it(search, speakers):
    assert search.names_for("polish interpreter") == ["Polish spoken"]


def test_a_language_that_was_chosen_is_a_condition_and_not_a_wish(directory, search):
    directory.add("English only", description="drums", languages=["English"], interpretation_services=False)
    assert search.names_for("drums", language="Polish") == []


def test_english_is_no_wish(directory, search):
    directory.add("Elm House", description="English classes")
    assert search.page("english classes").understood.language is None


# ---------------- a place elsewhere in the words


def test_a_place_outside_the_area_is_told_and_not_looked_for_as_a_word(directory, search):
    directory.add("Larder", needs=["food-poverty"])
    directory.add("Derby Day", description="Hats")
    page = search.page("food bank derby")
    assert search.names(page.hits) == ["Larder"]
    assert "Derby" in str(page.understood.outside)
    assert "999" in str(page.understood.outside)


def test_a_place_of_ours_counts_before_one_elsewhere(directory, search):
    directory.add("Near", needs=["housing"], at="Beeston", areas=["Broxtowe"])
    page = search.page("moved from leicester to beeston, need housing")
    assert (page.understood.place, page.understood.outside) == ("Beeston", None)


@pytest.mark.parametrize("said", ["help with reading", "S21 notice", "rugby club", "bath seat"])
def test_a_word_with_another_meaning_is_no_place_elsewhere(directory, search, said):
    directory.add("Elm House")
    assert search.page(said).understood.outside is None


def test_what_was_read_out_of_the_words_is_told_to_the_person(directory, search):
    directory.add("Larder", needs=["food-poverty"])
    said = [str(line) for line in said_of(search.page("food bank derby for polish people"))]
    assert said[0] == "Services that speak Polish or work with interpreters come first, because you wrote it."
    assert said[1].startswith("Derby is outside our area.")


# ---------------- did you mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("speach", "speech"),
        ("helth", "health"),
        ("suport", "support"),
        ("autizm", "autism"),
        ("fod", "food"),
        ("nursury", "nursery"),
        ("bredavement", "bereavement"),
        ("colledge", "college"),
        ("mansfeild", "mansfield"),
    ],
)
def test_a_word_that_sounds_alike_or_has_one_letter_wrong_in_many_may_be_a_slip(typed, meant):
    assert may_be_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "other"),
    [("bugs", "bus"), ("dance", "danger"), ("complaint", "complain"), ("collectors", "collects"), ("toy", "to")],
)
def test_a_word_that_only_looks_like_another_is_no_slip(typed, other):
    assert not may_be_slip(typed, other)


def test_nothing_is_proposed_that_would_find_no_more(directory, search):
    directory.add("Confidence", description="A course")
    directory.add("Advocates", description="An advocate for child protection meetings")
    assert search.page("advocate at a child protection conference").did_you_mean is None


def test_a_slip_beside_a_word_spelt_right_is_put_right_where_that_points_to_a_need(directory, search):
    directory.add("Chatter", needs=["speech-and-language"], description="Songs")
    directory.add("Calm", needs=["low-mood"], description="Therapy")
    page = search.page("speach therapy")
    assert (page.did_you_mean, page.corrected) == ("speech therapy", True)
    assert search.names(page.hits)[0] == "Chatter"
