"""The flow model in a browser: a slider let go works the years out again; without a script the boxes do the same."""


def test_a_slider_works_the_years_out_again_on_a_phone(page_at, check_page):
    page = page_at("/insight/flow", as_="analyst", screen="small phone")
    check_page(page)
    assert page.locator(".rd-plate__picture--narrow").first.is_visible()
    assert not page.locator(".rd-plate__picture--wide").first.is_visible()
    slider = page.get_by_role("slider", name="Repeats fall to")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("status").get_by_text("entries to care").wait_for(state="attached")
    assert page.get_by_role("textbox", name="Repeats fall to").input_value() == "9.5"
    assert "repeats_to=9.5" in page.url
    assert page.locator("#flow table").inner_text().count("3,715") == 1
    check_page(page)


def test_without_a_script_a_box_and_the_button_do_the_same(page_at):
    page = page_at("/insight/flow", as_="analyst", javascript=False)
    assert page.get_by_role("slider").count() == 0
    assert page.locator(".rd-plate__picture--wide").first.is_visible()
    page.get_by_role("textbox", name="Repeats fall to").fill("many")
    page.get_by_role("button", name="Work it out").click()
    assert page.get_by_role("alert").get_by_text("“Repeats fall to” must be a number").count() == 1
    page.get_by_role("textbox", name="Repeats fall to").fill("9.5")
    page.get_by_role("button", name="Work it out").click()
    assert page.locator("#flow table").inner_text().count("3,715") == 1
