"""Press what leads to another page, and wait until that page is there.

A browser sends a form a moment after its button was pressed; on a busy machine a test that only clicks may look at the
old page still, or go elsewhere before anything was sent.
"""

from playwright.sync_api import Locator, Page


def follow(pressed: Locator) -> None:
    with pressed.page.expect_navigation():
        pressed.click()


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
