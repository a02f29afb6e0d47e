"""A record found and changed without letting go of the keyboard but once; the same ways without a script."""

from following import follow


def test_one_number_is_changed_from_any_page(page_at, check_page):
    page = page_at("/curation/contracts", as_="administrator")
    page.keyboard.press("Control+k")
    page.keyboard.type("slow pram")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Phone", exact=True).click()
    page.wait_for_function("document.activeElement.id === 'phones-0-number'")
    page.keyboard.type("0115 496 0933")
    check_page(page)
    page.get_by_label("How do you know?").fill("Told by phone")
    page.keyboard.press("Control+s")
    page.get_by_text("Published: 1 answer changed.").wait_for()
    assert page.locator("h1").inner_text() == "Slow Pram Walk"
    assert page.get_by_role("link", name="0115 496 0933").count() == 1
    check_page(page)


def test_a_waiting_time_is_told_from_the_record_without_a_script(page_at, check_page):
    page = page_at("/curation", as_="administrator", screen="small phone", javascript=False)
    page.get_by_role("textbox", name="Find a record").fill("best foot co")
    follow(page.get_by_role("button", name="Go"))
    follow(page.get_by_role("link", name="Waiting time", exact=True))
    page.get_by_label("How long is the wait?").fill("6 weeks")
    follow(page.get_by_role("button", name="Keep"))
    assert page.locator("h1").inner_text() == "Best Foot coaches"
    assert page.get_by_text("Waiting: about 6 weeks").count() >= 1
