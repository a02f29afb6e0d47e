"""How an enquiry came to its outcome, at a terminal and on its page: the same things said."""

import pytest
from journeys import HEALTH_VISITOR, TEACHING_ASSISTANT, YOUTH_WORKER
from referrer import read

from matching.explaining.enquiry import is_reference


@pytest.fixture
def explain(app_now):
    return lambda sought: app_now.test_cli_runner().invoke(args=["matching", "explain", sought])


def on_page(referrer):
    """The words of the page that explains the outcome."""
    return read(referrer.see(f"/should-i-refer/{referrer.number}/why").text)


def test_the_page_tells_each_answer_sign_level_and_source(referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    assert "How we came to this: each answer, sign, level and source" in referrer.text
    said = on_page(referrer)
    assert "You told us Is often hungry" in said
    assert "Taken together More than one part of daily care is slipping" in said
    assert "Early help, with the family's agreement Level 3, Targeted Early Help" in said
    assert "Buckinghamshire Safeguarding Children Partnership" in said
    assert "Documents do not agree." in said
    assert "here level 3" in said


def test_the_page_tells_what_would_raise_it_and_that_nothing_lowers_it(referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    said = on_page(referrer)
    assert "Telling us more never makes our advice less careful" in said
    assert said.index("To “Talk to the front door now”") < said.index("To “Ring 999”")
    assert "Two things together" in said
    assert "more signs that would make it more serious" in said


def test_the_page_tells_what_was_left_open_and_what_that_did(referrer, directory):
    referrer.start().walk(YOUTH_WORKER).finish()
    said = on_page(referrer)
    assert "You are not sure. Until somebody knows, we count it as: Has gone missing" in said
    assert "That leads to “Talk to the front door now”" in said
    assert "23 worries you did not choose" in said or "24 worries you did not choose" in said
    assert "Asked only with this:" in said


def test_the_number_to_ring_stands_above_the_explanation_of_a_grave_outcome(referrer, directory):
    referrer.start().walk(HEALTH_VISITOR).finish()
    said = on_page(referrer)
    panel = said.split("How we came to this", 2)[-1]
    assert panel.index("0115 496 0000") < panel.index("What decided it")


def test_before_the_end_there_is_nothing_to_explain(referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT, until="signs")
    response = referrer.see(f"/should-i-refer/{referrer.number}/why")
    assert response.status_code == 303
    assert response.headers["Location"].endswith("/signs")


def test_somebody_elses_enquiry_is_not_explained(referrer, app_now, directory):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    assert app_now.test_client().get(f"/should-i-refer/{referrer.number}/why").status_code == 404


def test_a_terminal_says_the_same_by_reference_however_it_is_typed(referrer, directory, explain):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    said = on_page(referrer)
    told = explain(referrer.reference.lower())
    assert told.exit_code == 0, told.output
    assert told.output.startswith(f"{referrer.reference} (finished)")
    for words in (
        "More than one part of daily care is slipping",
        "Has had nothing to eat since yesterday",
        "Serious gaps in care for a disabled child",
        "Telling them could put someone at risk",
        "Buckinghamshire Safeguarding Children Partnership",
    ):
        assert words in told.output
        assert words in said
    assert "level 3, Targeted Early Help" in told.output


def test_an_enquiry_that_is_not_finished_is_explained_as_it_would_be_now(referrer, directory, explain):
    referrer.start().walk(HEALTH_VISITOR, until="family")
    told = explain(referrer.reference)
    assert "(not finished: as it would be now)" in told.output
    assert "A bruise, burn, scald or mark on a baby" in told.output


def test_a_reference_that_nobody_has_is_refused_and_an_entry_of_the_content_is_explained(explain, directory):
    refused = explain("RD-00000-00000")
    assert refused.exit_code == 1
    assert "could not find those answers" in refused.output
    assert "indicator 'gang'" in explain("gang").output


def test_a_reference_is_told_from_an_entry():
    assert is_reference("RD-7K2QM-94XBT")
    assert is_reference("rd-7k2qm-94xbt")
    assert not is_reference("young-carer")
