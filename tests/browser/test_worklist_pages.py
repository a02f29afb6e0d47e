"""A commissioner's Monday: the work list, the records behind a figure, and ages filled in by the keyboard."""

import pytest
from following import follow


@pytest.mark.parametrize("screen", ["desk", "small phone"])
def test_from_a_figure_to_its_records_and_ages_filled_in(page_at, check_page, screen):
    page = page_at("/curation", screen=screen, as_="administrator")
    check_page(page)
    assert page.locator("svg.rd-weeks").is_visible()
    figure = page.locator('a[href="/curation/work/no-ages"]')
    count = int(figure.locator(".rd-figure__number").inner_text())
    follow(figure)
    assert page.locator("h1").inner_text().startswith(str(count))
    check_page(page)
    page.goto(page.url.replace("/work/no-ages", "/fill/ages"))
    check_page(page)
    page.locator("input[name^='typed-']").first.focus()
    for _ in range(3):
        page.keyboard.type("5 to 11")
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.type") == "checkbox":
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("3 records saved.").wait_for()
    page.goto(page.url.replace("/fill/ages", ""))
    left = page.locator('a[href="/curation/work/no-ages"] .rd-figure__number').inner_text()
    assert int(left) == count - 3


def test_areas_can_be_filled_in_without_a_script(page_at, check_page):
    page = page_at("/curation/fill/who", as_="commissioner", javascript=False, screen="phone", areas=["E07000170"])
    page.locator(".rd-fill__row").first.get_by_label("Anyone").check()
    follow(page.get_by_role("button", name="Save all"))
    page.get_by_text("1 record saved.").wait_for()
