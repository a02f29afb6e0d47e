from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from multiprocessing import get_context

import pytest

from directory.database import open_engine, open_session
from directory.eligibility import Verdict
from directory.models import Status
from directory.search import open_search
from directory.search.question import Point, ServiceSearch, Sort
from directory.search.store import FORMAT
from directory.vocabulary import load_vocabulary

BEESTON = Point(52.927, -1.215)
ASHFIELD = (frozenset({"E07000170", "E10000024", "E92000001"}),)
BROXTOWE = (frozenset({"E07000172", "E10000024", "E92000001"}),)
MONDAY_TEN = datetime(2026, 11, 23, 10, 0)
MONDAYS = [
    {"freq": "WEEKLY", "byday": "MO", "opens_at": MONDAY_TEN.time(), "closes_at": datetime(2026, 1, 1, 12).time()}
]


def near_names(search, page, condition):
    return [name for miss in page.near_misses if miss.condition == condition for name in search.names(miss.hits)]


def checks_of(page, condition):
    return [check.verdict for hit in page.hits for check in hit.checks if check.condition == condition]


# ---------------- words and needs


def test_a_service_is_found_by_any_form_of_a_word_in_its_description(directory, search):
    directory.add("Larch House", description="We listen to grieving families")
    directory.add("Elm House", description="Football and cricket")
    assert search.names_for("grief, families who grieve") == ["Larch House"]


def test_a_service_for_the_need_is_found_although_its_words_differ(directory, search):
    directory.add("Chatter Club", needs=["speech-and-language"], description="Songs and games")
    directory.add("Elm House", needs=["bereavement"], description="A quiet room")
    assert search.names_for("my son is not talking yet") == ["Chatter Club"]


def test_jargon_is_understood(directory, search):
    directory.add("Elm Young Minds", needs=["anxiety"], description="Someone to see you each week")
    assert search.names_for("CAMHS") == ["Elm Young Minds"]


def test_a_word_in_the_name_counts_more_than_one_in_the_description(directory, search):
    directory.add("Elm House", description="There is a drumming room")
    directory.add("Drumming for all", description="Every week")
    assert search.names_for("drumming") == ["Drumming for all", "Elm House"]


def test_a_service_mainly_about_the_need_comes_before_one_that_only_touches_it(directory, search):
    directory.add(
        "Elm Hub", needs=["sleep", "parenting-support"], description="Parenting groups, boundaries, routines."
    )
    directory.add("Owl Clinic", needs=["sleep", "parenting-support"], description="Sleep and bedtime problems.")
    assert search.names_for("baby wont sleep") == ["Owl Clinic", "Elm Hub"]


def test_more_of_the_needs_asked_for_ranks_higher_and_none_of_them_is_not_found(directory, search):
    directory.add("One", needs=["sleep"])
    directory.add("Both", needs=["sleep", "toilet-training"])
    directory.add("Neither", needs=["bereavement"])
    assert search.names_for(needs=("sleep", "toilet-training")) == ["Both", "One"]


def test_no_words_and_no_filters_browse_everything(directory, search):
    directory.add("Elm House")
    directory.add("Larch House")
    assert sorted(search.names_for()) == ["Elm House", "Larch House"]


def test_a_reason_says_why_a_service_was_found(directory, search):
    directory.add("Owl Clinic", needs=["sleep"], description="Bedtime problems", languages=["Polish"])
    page = search.page("polish bedtime")
    assert [str(reason) for reason in page.hits[0].reasons] == ["For sleep", "Mentions “bedtime”"]
    assert "Speaks Polish" in [str(check.words) for check in page.hits[0].checks]


def test_a_language_typed_finds_those_who_speak_it(directory, search):
    directory.add("Elm House", languages=["English", "Polish"])
    directory.add("Larch House", languages=["English"])
    assert search.names_for("polish") == ["Elm House"]


# ---------------- places and ages in words


def test_a_place_named_in_the_words_is_understood(directory, search):
    directory.add("Near", needs=["speech-and-language"], at="Beeston", areas=["Broxtowe"])
    directory.add("Far", needs=["speech-and-language"], at="Worksop", areas=["Bassetlaw"])
    page = search.page("speech therapy beeston")
    assert search.names(page.hits) == ["Near"]
    assert page.understood.place == "Beeston"
    assert page.hits[0].miles == pytest.approx(0, abs=0.1)


def test_the_short_name_of_a_place_is_understood(directory, search):
    directory.add("Kirkby Larder", needs=["food-poverty"], at="Kirkby-in-Ashfield", areas=["Ashfield"])
    assert search.page("food bank kirkby").understood.place == "Kirkby-in-Ashfield"


def test_a_place_that_was_given_is_not_overridden_by_the_words(directory, search):
    directory.add("Near", description="Bus to Worksop", at="Beeston", areas=["Broxtowe"])
    page = search.page("worksop", point=BEESTON, areas=BROXTOWE)
    assert page.understood.place is None
    assert search.names(page.hits) == ["Near"]


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("not speaking at three", 3),
        ("wets the bed, aged 7", 7),
        ("help for my 15 year old", 15),
        ("a two-year-old who bites", 2),
        ("18 months old not walking", 1.5),
        ("she is 12 and sad", 12),
    ],
)
def test_an_age_in_the_words_is_understood(directory, search, typed, years):
    directory.add("Elm House")
    assert search.page(typed).understood.ages == (years,)


@pytest.mark.parametrize(
    "typed", ["open at 3pm", "year 6 transition", "two children", "there is one problem", "at one time"]
)
def test_other_numbers_are_not_taken_for_an_age(directory, search, typed):
    directory.add("Elm House")
    assert search.page(typed).understood.ages == ()


# ---------------- did you mean


def test_a_misspelt_word_that_finds_nothing_shows_what_was_meant_and_says_so(directory, search):
    directory.add("Wobble Board Club", description="Gymnastics")
    page = search.page("gymnastiks")
    assert (page.did_you_mean, page.corrected) == ("gymnastics", True)
    assert search.names(page.hits) == ["Wobble Board Club"]


def test_a_misspelt_place_is_put_right_too(directory, search):
    directory.add("Elm House", needs=["sleep"], at="Beeston", areas=["Broxtowe"])
    page = search.page("gymnastics beestan")
    assert page.did_you_mean == "gymnastics beeston" or page.understood.place == "Beeston"


def test_words_spelt_right_are_left_alone(directory, search):
    directory.add("Elm House", description="Gymnastics")
    assert search.page("gymnastics").did_you_mean is None


def test_gibberish_finds_nothing_and_suggests_nothing(directory, search):
    directory.add("Elm House", description="Gymnastics")
    page = search.page("qwxzjk vbnmpp")
    assert (page.total, page.did_you_mean, page.near_misses) == (0, None, ())


# ---------------- filters


@pytest.mark.parametrize(
    ("fits", "fails", "asked", "condition"),
    [
        ({"ages": (0, 5)}, {"ages": (11, 17)}, {"ages": (3.0,)}, "age"),
        ({"areas": ["Ashfield"]}, {"areas": ["Bassetlaw"]}, {"areas": ASHFIELD}, "area"),
        ({"roles": ["school"]}, {"roles": ["police"]}, {"role": "school"}, "role"),
        ({"sex": "female"}, {"sex": "male"}, {"sex": "female"}, "sex"),
        ({"send": "welcomes"}, {"send": "cannot"}, {"send": True}, "send"),
        (
            {"languages": ["Polish"]},
            {"languages": ["English"], "interpretation_services": False},
            {"language": "Polish"},
            "language",
        ),
        ({"levels": [2]}, {"levels": [4]}, {"levels": (2,)}, "level"),
        ({"cost": 0}, {"cost": 5}, {"free": True}, "cost"),
        ({"provision": "community"}, {"provision": "statutory"}, {"provision": ("community",)}, "provision"),
        ({"opening": MONDAYS}, {"opening": [MONDAYS[0] | {"byday": "TU"}]}, {"open_at": MONDAY_TEN}, "open"),
        ({"at": "Beeston"}, {"at": "Worksop"}, {"point": BEESTON, "within_miles": 5.0}, "distance"),
    ],
)
def test_each_filter_keeps_what_meets_it_keeps_what_may_and_names_what_just_misses(
    directory, search, fits, fails, asked, condition
):
    directory.add("Meets", description="drums", **fits)
    directory.add("Says nothing", description="drums")
    directory.add("Misses", description="drums", **fails)
    page = search.page("drums", **asked)
    found = search.names(page.hits)
    assert sorted(found) == ["Meets", "Says nothing"]
    if condition != "send":  # a service that does not speak of special needs is open to all
        assert found[0] == "Meets"
    assert near_names(search, page, condition) == ["Misses"]
    assert page.hits[0].fits


def test_blank_ages_may_fit_and_stand_below_known_ones(directory, search):
    directory.add("Ages blank", description="drums")
    directory.add("Ages known", description="drums", ages=(0, 5))
    page = search.page("drums", ages=(3.0,))
    assert search.names(page.hits) == ["Ages known", "Ages blank"]
    assert [hit.fits for hit in page.hits] == [True, False]
    assert checks_of(page, "age") == [Verdict.MEETS, Verdict.NOT_KNOWN]


def test_a_half_postcode_that_crosses_districts_may_fit(directory, search):
    directory.add("Elm House", areas=["Ashfield"])
    page = search.page(areas=(*ASHFIELD, *BROXTOWE))
    assert checks_of(page, "area") == [Verdict.NOT_KNOWN]


def test_where_the_area_is_blank_ten_miles_decide(directory, search):
    directory.add("Near", at="Beeston")
    directory.add("Far", at="Worksop")
    directory.add("On the telephone")
    page = search.page(point=BEESTON, areas=BROXTOWE)
    assert sorted(search.names(page.hits)) == ["Near", "On the telephone"]
    assert near_names(search, page, "distance") == ["Far"]


def test_a_service_that_covers_the_area_is_found_however_far_its_office(directory, search):
    directory.add("County team", at="Worksop", areas=["Nottinghamshire"])
    assert search.names_for(point=BEESTON, areas=BROXTOWE) == ["County team"]


def test_the_nearest_of_several_places_counts(directory, search):
    directory.add("Three places", at=["Worksop", "Mansfield", "Beeston"])
    assert search.page(point=BEESTON).hits[0].miles == pytest.approx(0, abs=0.1)


def test_a_sensitive_place_is_never_measured(directory, search):
    directory.add("Refuge", at="Beeston", sensitive=True, areas=["Broxtowe"])
    page = search.page(point=BEESTON, areas=BROXTOWE)
    assert page.hits[0].miles is None
    assert search.names_for("beeston", point=BEESTON) == []


def test_a_national_service_comes_after_a_local_one(directory, search):
    directory.add("Everywhere", description="drums", areas=["England"])
    directory.add("Here", description="drums", areas=["Broxtowe"])
    assert search.names_for("drums", point=BEESTON, areas=BROXTOWE) == ["Here", "Everywhere"]


def test_nearer_comes_first_and_sorting_by_distance_puts_the_placeless_last(directory, search):
    for name, place in (("Worksop", "Worksop"), ("Beeston", "Beeston"), ("Phone", None), ("Arnold", "Arnold")):
        directory.add(name, at=place, areas=["Nottinghamshire"])
    asked = {"point": BEESTON, "areas": BROXTOWE}
    assert search.names_for(**asked, sort=Sort.DISTANCE) == ["Beeston", "Arnold", "Worksop", "Phone"]
    assert search.names_for(**asked)[0] == "Beeston"


def test_sorting_by_last_checked_puts_the_unchecked_last(directory, search):
    directory.add("Never")
    directory.add("Long ago", assured_date=date.today() - timedelta(days=400))
    directory.add("Lately", assured_date=date.today() - timedelta(days=4))
    assert search.names_for(sort=Sort.CHECKED) == ["Lately", "Long ago", "Never"]


def test_a_service_closed_for_now_is_only_a_near_miss_with_the_day_it_opens_again(directory, search):
    directory.add("Shut", description="drums", status=Status.TEMPORARILY_CLOSED, reopens_on=date(2027, 1, 5))
    page = search.page("drums")
    assert page.total == 0
    assert near_names(search, page, "closed") == ["Shut"]
    said = [str(check.words) for check in page.near_misses[0].hits[0].checks if check.verdict is Verdict.DOES_NOT]
    assert said == ["Closed for now, opens again on 5 January 2027"]


@pytest.mark.parametrize("status", [Status.INACTIVE, Status.DEFUNCT])
def test_a_service_that_has_ended_is_nowhere(directory, search, status):
    directory.add("Ended", description="drums", status=status)
    page = search.page("drums")
    assert (page.total, page.near_misses) == (0, ())


def test_pages_follow_each_other_without_repeating(directory, search):
    for number in range(7):
        directory.add(f"Service {number}")
    pages = [search.page(page=number, size=3) for number in (1, 2, 3)]
    names = [name for page in pages for name in search.names(page.hits)]
    assert len(set(names)) == 7
    assert [page.pages for page in pages] == [3, 3, 3]


# ---------------- near misses and dead ends


def test_what_fails_two_conditions_is_no_near_miss_while_something_fits(directory, search):
    directory.add("Fits", description="drums", ages=(0, 5), roles=["anyone"])
    directory.add("Fails twice", description="drums", ages=(11, 17), roles=["police"])
    page = search.page("drums", ages=(3.0,), role="school")
    assert page.near_misses == ()


def test_when_nothing_fits_the_nearest_are_shown(directory, search):
    directory.add("Fails twice", description="drums", ages=(11, 17), roles=["police"])
    page = search.page("drums", ages=(3.0,), role="school")
    assert page.total == 0
    assert near_names(search, page, "several") == ["Fails twice"]


def test_when_the_words_find_nothing_what_fits_the_rest_is_shown(directory, search):
    directory.add("Elm House", ages=(0, 5))
    page = search.page("qwxzjk", ages=(3.0,))
    assert near_names(search, page, "words") == ["Elm House"]


# ---------------- facets


def test_facets_count_what_each_choice_would_leave(directory, search):
    directory.add("Free club", description="drums", provision="community", cost=0, languages=["Polish"], levels=[1, 2])
    directory.add(
        "Paid club",
        description="drums",
        provision="community",
        cost=3,
        interpretation_services=False,
        languages=["Urdu"],
    )
    directory.add("Team", description="drums", provision="statutory", needs=["sleep"])
    for name, choose in (
        ("provision", lambda value: {"provision": (value,)}),
        ("needs", lambda value: {"needs": (value,)}),
        ("levels", lambda value: {"levels": (int(value),)}),
        ("language", lambda value: {"language": value}),
        ("free", lambda value: {"free": True}),
    ):
        facets = search.page("drums").facets[name]
        assert facets
        for facet in facets:
            assert search.page("drums", **choose(facet.value)).total == facet.count, (name, facet)


def test_a_filter_does_not_narrow_its_own_counts(directory, search):
    directory.add("Club", provision="community")
    directory.add("Team", provision="statutory")
    chosen = search.page(provision=("community",))
    assert {facet.value for facet in chosen.facets["provision"]} == {"community", "statutory"}


# ---------------- the index and its life


def test_a_retired_service_is_never_shown_even_from_a_stale_index(directory, search):
    willow = directory.add("Willow Family Hub")
    search.reindex()
    directory.retire(willow, without_reindexing=True)
    assert willow.id in {hit.service_id for hit in search.page("family").hits}
    assert search.names_for("family") == []


def test_a_change_is_found_at_once(directory, search):
    willow = directory.add("Willow Family Hub", description="drums")
    assert search.names_for("trumpets") == []
    directory.change(willow, description="trumpets")
    assert search.names_for("trumpets") == ["Willow Family Hub"]
    assert search.names_for("drums") == []


def test_a_search_clears_the_marks_it_made_good(directory, search, session):
    directory.add("Willow Family Hub")
    search.page()
    assert session.connection().exec_driver_sql("SELECT count(*) FROM search_dirty").scalar() == 0


def test_draining_counts_what_it_did_and_keeps_a_mark_set_again_meanwhile(directory, search, session, database):
    willow = directory.add("Willow Family Hub")
    search.reindex()
    directory.change(willow, description="drums")
    with open_session(database) as other:
        assert search.engine.drain(other) == 1
        other.rollback()
    assert session.connection().exec_driver_sql("SELECT count(*) FROM search_dirty").scalar() == 1
    session.commit()
    with open_session(database) as other:
        assert search.engine.drain(other) == 1
        other.commit()
    assert session.connection().exec_driver_sql("SELECT count(*) FROM search_dirty").scalar() == 0


def test_a_search_inside_somebody_elses_write_still_answers(directory, search, database):
    willow = directory.add("Willow Family Hub", description="drums")
    search.page()
    directory.change(willow, description="trumpets")
    with open_session(database) as writing:
        writing.connection().exec_driver_sql("UPDATE service SET email = 'a@example.org'")
        assert search.names_for("trumpets") == ["Willow Family Hub"]
        assert search.names_for("trumpets") == ["Willow Family Hub"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves the damaged file open
@pytest.mark.parametrize("damage", ["scramble", "empty", "remove"])
def test_a_damaged_index_is_answered_for_by_the_database_and_rebuilt(directory, search, damage):
    directory.add("Willow Family Hub", needs=["sleep"], description="drums", ages=(0, 5))
    search.page()
    for path in search.engine.folder.current().iterdir():
        if damage == "remove":
            path.unlink()
        else:
            path.write_bytes(b"" if damage == "empty" else b"not an index" * 50)
    search.engine = open_search(search.engine.folder.root.parent, search.database, load_vocabulary())
    page = search.page("drumming", ages=(3.0,))
    assert page.degraded
    assert search.names(page.hits) == ["Willow Family Hub"]
    search.engine.writer.wait()
    page = search.page("drumming", ages=(3.0,))
    assert not page.degraded
    assert search.names(page.hits) == ["Willow Family Hub"]


def test_an_index_of_another_format_is_not_read(directory, search):
    directory.add("Willow Family Hub")
    search.page()
    pointer = search.engine.folder.root / "current"
    pointer.write_text(f"0-{pointer.read_text()}")
    assert not search.engine.ready()
    assert search.names_for("willow") == ["Willow Family Hub"]
    assert search.engine.ready()


def test_a_pointer_out_of_the_folder_is_not_followed(directory, search):
    search.reindex()
    (search.engine.folder.root / "current").write_text(f"{FORMAT}-../../elsewhere")
    assert not search.engine.ready()


def test_rebuilding_again_and_again_keeps_two_generations(directory, search):
    directory.add("Willow Family Hub")
    for _ in range(4):
        search.reindex()
    folders = [path for path in search.engine.folder.root.iterdir() if path.is_dir()]
    assert len(folders) == 2
    assert search.names_for("willow") == ["Willow Family Hub"]


def test_an_import_too_big_to_wait_for_is_indexed_aside(directory, search, monkeypatch):
    monkeypatch.setattr("directory.search.writer.AT_ONCE", 2)
    search.page()
    for number in range(4):
        directory.add(f"Service {number}", description="drums")
    search.page("drums")
    search.engine.writer.wait()
    assert len(search.names_for("drums")) == 4


def _search_and_change(path, data, vocabulary_words):
    """Run in a process of its own: mark every service and search, ten times."""
    engine = open_engine(f"sqlite:///{path}")
    searching = open_search(data, engine, load_vocabulary())
    for turn in range(10):
        with open_session(engine) as session:
            session.connection().exec_driver_sql("UPDATE search_dirty SET token = hex(randomblob(8))")
            session.connection().exec_driver_sql(
                "INSERT OR REPLACE INTO search_dirty (service_id, token, marked_at) "
                "SELECT id, hex(randomblob(8)), '2026-01-01' FROM service"
            )
            session.commit()
        page = searching.search(ServiceSearch(words=vocabulary_words))
        if page.total != 5 or page.degraded:
            raise AssertionError(f"turn {turn}: {page.total} found, degraded: {page.degraded}")
    engine.dispose()


def test_several_processes_may_write_and_search_at_once(directory, search):
    for number in range(5):
        directory.add(f"Service {number}", description="drums")
    search.reindex()
    arguments = (search.database.url.database, search.engine.folder.root.parent, "drums")
    processes = [get_context("spawn").Process(target=_search_and_change, args=arguments) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert len(search.names_for("drums")) == 5


def test_several_threads_may_search_while_the_directory_changes(directory, search):
    services = [directory.add(f"Service {number}", description="drums") for number in range(5)]
    search.page()
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(search.page, "drums") for _ in range(20)]
        for service in services:
            directory.change(service, description="drums and more")
        totals = {answer.result().total for answer in answers}
    assert totals == {5}
    assert len(search.names_for("drums")) == 5


# ---------------- hostile words


@pytest.mark.parametrize(
    "words",
    [
        'name:willow AND (NOT "x" OR *)',
        "willow* OR ?illow~2 [a TO z]",
        "\x00\x00willow\x00",
        "😀 🎉 ❤️",
        "!!! ... --- ???",
        "'; DROP TABLE service; --",
        "willow " * 2000,
        "w" * 10_000,
        "\u202e\ufeff\u0301\u0301",
        "%(n)s {} {0.__class__}",
        "\ud800",
    ],
)
def test_hostile_words_are_only_words(directory, search, words):
    directory.add("Willow Family Hub")
    page = search.page(words)
    assert not page.degraded


def test_only_punctuation_browses(directory, search):
    directory.add("Willow Family Hub")
    assert search.names_for("?!") == ["Willow Family Hub"]


def test_only_small_words_are_looked_for_as_they_are(directory, search):
    directory.add("Us and Them", description="drums")
    directory.add("Elm House", description="trumpets")
    assert search.names_for("them") == ["Us and Them"]
