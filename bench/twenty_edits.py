"""The twenty edits of `curating.py`: each as it is made in Right Door, and as it is made in the spreadsheet."""

from collections.abc import Callable
from datetime import date, timedelta

from bench.in_a_spreadsheet import Spreadsheet
from bench.in_right_door import Browser

AGES = ("0 to 4", "5 to 11", "11 to 18", "0 to 18", "8 to 13", "16 to 25")
WHY = "Told by phone"
Step = tuple[str, str, Callable[[Browser], None], Callable[[Spreadsheet], None]]
"""The group it belongs to, what it is, how in Right Door, how in the spreadsheet."""


def change_phone(words: str, name: str, number: str, *, first: bool = False) -> Step:
    def here(browser: Browser) -> None:
        browser.find(words, name)
        browser.follow("Phone")
        browser.type(number)
        if first:
            browser.click(browser.page.locator("#why"))
            browser.type(WHY)
        browser.send("Control+s")

    def there(sheet: Spreadsheet) -> None:
        sheet.find(words, name)
        sheet.put("Phone numbers", number)

    return "3 changed phone numbers", name, here, there


def tell_waiting(words: str, name: str, weeks: str) -> Step:
    def here(browser: Browser) -> None:
        browser.find(words, name)
        browser.follow("Waiting time")
        browser.type(weeks)
        browser.send()

    def there(sheet: Spreadsheet) -> None:
        sheet.find(words, name)
        sheet.put("Waiting time told on", date.today().isoformat(), keys=2)
        sheet.put("Waiting time in weeks", weeks, think=False)

    return "3 waiting times", name, here, there


def change_times(words: str, name: str, times: str) -> Step:
    def here(browser: Browser) -> None:
        browser.find(words, name)
        browser.follow("Times")
        browser.type(times)
        browser.send("Control+s")

    def there(sheet: Spreadsheet) -> None:
        sheet.find(words, name)
        sheet.put("Opening times", times)

    return "2 opening times", name, here, there


def retire(words: str, name: str, after_words: str, after: str) -> Step:
    def here(browser: Browser) -> None:
        browser.find(words, name)
        browser.follow("Retire")
        browser.click(browser.page.get_by_label("The organisation closed it"))
        browser.click(browser.page.get_by_label("Find the service to go to instead"))
        browser.type(after_words)
        browser.send()
        if not browser.page.get_by_label(after, exact=False).first.is_checked():
            raise SystemExit(f"“{after}” was not chosen to go to instead")
        browser.push("Retire this service")

    def there(sheet: Spreadsheet) -> None:
        sheet.find(after_words, after)
        instead = sheet.copy_id()
        sheet.find(words, name)
        sheet.paste("Where to go instead (id)", instead)
        sheet.put("Why it ended", "The organisation closed it")
        sheet.put("Open or closed", "defunct")

    return "2 closed services retired, with where to go instead", name, here, there


def close(words: str, name: str, opens: date, notice: str) -> Step:
    day = f"{opens.day}/{opens.month}/{opens.year}"

    def here(browser: Browser) -> None:
        browser.find(words, name)
        browser.follow("Close for now")
        browser.click(browser.page.get_by_label("When does it open again?"))
        browser.type(day)
        browser.key("Tab")
        browser.type(notice)
        browser.send()

    def there(sheet: Spreadsheet) -> None:
        sheet.find(words, name)
        sheet.put("Open or closed", "temporarily closed")
        sheet.put("Notice at the top", notice)
        sheet.put("Opens again on", opens.isoformat(), keys=len(day))

    return "1 closed for now", name, here, there


def renew(name: str, end: date) -> Step:
    day = f"{end.day}/{end.month}/{end.year}"

    def here(browser: Browser) -> None:
        if not browser.page.url.endswith("/contracts"):
            browser.follow("Contracts")
        browser.follow_link(browser.page.get_by_role("row", name=name).get_by_role("link", name="Renew or end"))
        browser.click(browser.page.get_by_label("It ends"))
        browser.key("Control+a")
        browser.type(day)
        browser.send()

    def there(sheet: Spreadsheet) -> None:
        sheet.find(name.lower()[:12], name)
        sheet.put("Contract ends", end.isoformat(), keys=len(day))
        sheet.put("Contract starts", date.today().isoformat(), keys=len(day))

    return "2 contracts renewed", name, here, there


def copy(words: str, name: str, added: str, times: str) -> Step:
    def here(browser: Browser) -> None:
        browser.find(words, name)
        browser.push("Copy")
        browser.type(name + added)
        browser.click(browser.page.locator("#schedules-0-times"))
        browser.key("Control+a")
        browser.type(times)
        browser.send("Control+s")

    def there(sheet: Spreadsheet) -> None:
        sheet.find(words, name)
        sheet.duplicate_row()
        sheet.put("Service", name + added, keys=len(added) + 1)
        sheet.put("Opening times", times)

    return "1 service copied, with other times", name, here, there


STEPS: tuple[Step, ...] = (
    change_phone("slow pram", "Slow Pram Walk", "0115 496 0933", first=True),
    change_phone("find a child", "Find a childminder", "0115 496 0934"),
    change_phone("family days", "Family days for children with sight loss", "0115 496 0935"),
    tell_waiting("bassetlaw infant", "Bassetlaw infant feeding clinic", "4"),
    tell_waiting("living with teen", "Living with Teenagers", "12"),
    tell_waiting("best foot co", "Best Foot coaches", "6"),
    change_times("locked out", "Locked Out, Not Left Out", "Thu 4pm to 6pm term time"),
    change_times("bullying help", "Bullying helpdesk for parents and schools", "Mon to Thu 4pm to 7pm term time"),
    retire("one-to-one car", "One-to-one careers help, 16 to 24", "best foot co", "Best Foot coaches"),
    retire("borrow a talk", "Borrow a talking gadget", "family days", "Family days for children with sight loss"),
    close(
        "children's physio",
        "Children's physiotherapy and occupational therapy",
        date.today() + timedelta(60),
        "No therapist until then",
    ),
    renew("Soft Start studio mornings", date.today() + timedelta(365)),
    renew("Mansfield Family Hub: parenting groups", date.today() + timedelta(365)),
    copy("slow pram", "Slow Pram Walk", ", evenings", "Wed 6.30pm to 7.45pm"),
)


def fill_ages_here(browser: Browser) -> list[str]:
    """In the grid of all records without ages, the worst first; the names of those that were filled in."""
    page = browser.page
    browser.follow("Ages")
    names = page.locator(".rd-fill__name").all_inner_texts()[: len(AGES)]
    browser.click(page.locator("input[name^='typed-']").first)
    for number, ages in enumerate(AGES):
        browser.type(ages)
        while number + 1 < len(AGES):
            browser.key("Tab")
            if page.evaluate("document.activeElement.name").startswith("typed-"):
                break
    browser.send()
    return names


def fill_ages_there(sheet: Spreadsheet, names: list[str]) -> None:
    """The same services, one under another once the column is filtered."""
    sheet.show_blanks("Youngest age")
    for name, ages in zip(names, AGES, strict=True):
        sheet.at(name)
        youngest, oldest = ages.split(" to ")
        sheet.column = sheet.columns["Youngest age"]
        sheet.put("Youngest age", youngest)
        sheet.put("Oldest age", oldest, think=False)
        sheet.down()
    sheet.hands.click()
    sheet.hands.click()
