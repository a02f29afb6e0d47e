"""Files in and out, walked in a browser: send a file, look at it, confirm, see it in the directory, undo."""

from following import follow

ROWS = (
    "Service id,Service,Organisation,Ages,Phone numbers\r\n"
    ",Marigold Stay and Play,Marigold Trust,0 to 4,0115 496 0188\r\n"
    ",Marigold Juniors,Marigold Trust,Year 3,0115 496 0188\r\n"
)


def send(page, content: str, name: str = "marigold.csv") -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "text/csv", "buffer": content.encode()})
    follow(page.get_by_role("button", name="Show what it would do"))


def test_a_file_is_sent_looked_at_brought_in_and_undone(page_at, check_page):
    page = page_at("/curation/imports/new", as_="administrator")
    check_page(page)
    send(page, ROWS)
    check_page(page)
    assert page.get_by_text("Marigold Stay and Play").is_visible()
    follow(page.get_by_role("link", name="Refused (1)"))
    check_page(page)
    assert page.get_by_text("names school classes").is_visible()
    follow(page.get_by_role("button", name="Bring it in"))
    page.get_by_text("Brought in").first.wait_for()
    follow(page.get_by_role("link", name="Added"))
    follow(page.get_by_role("link", name="Marigold Stay and Play"))
    assert page.locator("h1").inner_text() == "Marigold Stay and Play"
    page.go_back()
    follow(page.get_by_role("button", name="Undo all of it"))
    page.get_by_text("Undone").first.wait_for()
    check_page(page)


def test_a_strange_file_is_asked_about_on_a_phone_without_scripts(page_at, check_page):
    page = page_at("/curation/imports/new", as_="administrator", screen="small phone", javascript=False)
    send(page, "Title,Provider,Call us on\r\nElm Club,Elm Trust,07700 900001\r\n", "elm.csv")
    assert page.locator("h1").inner_text() == "What the columns hold"
    page.get_by_label("Call us on").select_option("service.phones")
    follow(page.get_by_role("button", name="Show what it would do"))
    assert page.get_by_text("Elm Club").is_visible()
    follow(page.get_by_role("button", name="Put it away: change nothing"))
    assert page.get_by_text("Nothing was changed").is_visible()


def test_the_pages_for_files_fit_a_phone(page_at, check_page):
    for path in ("/curation/imports", "/curation/export", "/curation/duplicates"):
        check_page(page_at(path, as_="administrator", screen="small phone"))
