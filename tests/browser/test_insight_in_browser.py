"""The pages of insight in a browser, with enquiries behind them: on a phone, at a desk, without scripts, on paper."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from following import follow
from insight_office import open_office
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

CUT_OFF = """() => [...document.querySelectorAll('.rd-plate svg')].filter(svg => svg.getBoundingClientRect().width)
    .flatMap(svg => [...svg.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect(), frame = svg.getBoundingClientRect();
        return box.left < frame.left - 2 || box.right > frame.right + 2;
    }).map(text => text.textContent))"""
"""The words of pictures that run over the edge."""


@pytest.fixture(scope="module")
def served(
    empty_database: Path, tmp_path_factory: pytest.TempPathFactory, understander: Any
) -> Iterator[tuple[Flask, str]]:
    app = open_office(empty_database, tmp_path_factory.mktemp("insight"), understander, 1500).app
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield app, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("screen", ["small phone", "phone", "desk"])
def test_a_leader_goes_from_a_sentence_to_its_figure_and_chooses_a_period(
    page_at: Callable[..., Page], check_page: Callable[[Page], None], screen: str
) -> None:
    page = page_at("/insight", as_="analyst", screen=screen)
    check_page(page)
    follow(page.get_by_role("link", name="Enquiries for each service that fits, by need and district"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("April to September 2025")
    expect(page.locator("#gaps-map svg:visible")).to_have_count(1)
    check_page(page)
    assert page.evaluate(CUT_OFF) == []
    page.get_by_label("Period").select_option("October 2024 to March 2025")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("October 2024 to March 2025")


@pytest.mark.parametrize(
    "path", ["/insight/journey", "/insight/demand", "/insight/services", "/insight/about-the-data"]
)
def test_figures_are_legible_on_a_phone_and_accessible_without_scripts(
    page_at: Callable[..., Page], check_page: Callable[[Page], None], path: str
) -> None:
    page = page_at(path, as_="analyst", screen="phone")
    check_page(page)
    assert page.evaluate(CUT_OFF) == []
    plain = page_at(path, as_="analyst", screen="small phone", javascript=False)
    expect(plain.locator("main h2").first).to_be_visible()


def test_on_paper_the_folded_numbers_are_printed_and_the_links_are_not(page_at: Callable[..., Page]) -> None:
    page = page_at("/insight/journey", as_="analyst")
    page.emulate_media(media="print")
    expect(page.locator("#right-first-time-share table")).to_be_visible()
    expect(page.locator(".rd-tabs")).to_be_hidden()
    expect(page.locator(".rd-period")).to_be_hidden()
