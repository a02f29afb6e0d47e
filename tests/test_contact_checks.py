"""Links are tried politely and from outside only; numbers are looked at without the network."""

import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from directory.curation.contacts.checks import Found, contacts_in_use, keep_checks, look_at, try_links
from directory.curation.contacts.link_fetch import Fetched, Reached, fetch, is_public
from directory.curation.models import ContactCheck
from directory.models import Status

DAY_ONE, LATER, DAY_TWO = (datetime(2026, 3, day, hour, tzinfo=UTC) for day, hour in ((3, 6), (3, 18), (4, 6)))
LINK = ("link", "https://willow.example")


class Pages(BaseHTTPRequestHandler):
    """Answers by the path; remembers what was asked."""

    asked: list[tuple[str, str, str | None]] = []

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.asked.append((self.command, self.path, self.headers.get("Cookie")))
        kind = self.path.split("/")[1]
        if kind == "slow":
            time.sleep(0.2)
        if kind == "onwards":
            left = int(self.path.split("/")[2])
            return self.send(302, f"/onwards/{left - 1}" if left else "/fine")
        if kind == "inside":
            return self.send(302, "http://169.254.169.254/latest/meta-data/")
        if kind == "file":
            return self.send(302, "file:///etc/passwd")
        if kind == "get-only" and self.command == "HEAD":
            return self.send(405)
        return self.send({"gone": 404, "fault": 500, "private": 403}.get(kind, 200))

    def send(self, status, location=None):
        self.send_response(status)
        self.send_header("Set-Cookie", "followed=you")
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def log_message(self, *about):
        """Quiet."""


@pytest.fixture
def website():
    Pages.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def here(address, port):
    """What these tests may connect to: this machine only, which the command never may."""
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "reached"),
    [
        ("/fine", Reached.OPENS),
        ("/get-only", Reached.OPENS),
        ("/onwards/2", Reached.OPENS),
        ("/onwards/3", Reached.ODD),
        ("/gone", Reached.GONE),
        ("/fault", Reached.GONE),
        ("/private", Reached.UNSURE),
        ("/inside", Reached.ODD),
        ("/file", Reached.ODD),
        ("/na%C3%AFve page?a=b c", Reached.OPENS),
    ],
)
def test_what_a_page_answers_is_told_apart(website, path, reached):
    assert fetch(website + path, here).reached is reached


def test_a_page_is_asked_for_without_its_body_and_cookies_are_not_sent_back(website):
    fetch(website + "/onwards/1", here)
    assert [(method, cookie) for method, _, cookie in Pages.asked] == [("HEAD", None)] * 3


def test_this_machine_and_its_network_are_never_asked_not_even_by_a_redirect(website):
    assert fetch(website + "/fine").reached is Reached.ODD
    assert fetch("http://localhost:80/").reached is Reached.ODD
    assert Pages.asked == []
    fetch(website + "/inside", here)
    assert {path for _, path, _ in Pages.asked} == {"/inside"}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_only_the_open_internet_is_public(address):
    assert not is_public(address, 443)


def test_a_public_address_is_asked_at_the_ports_of_websites_only():
    assert is_public("93.184.216.34", 443)
    assert is_public("2606:2800:220:1::1", 80)
    assert not is_public("93.184.216.34", 22)


def test_a_host_that_nobody_answers_at_is_silent(website):
    port = int(website.rsplit(":", 1)[1])
    assert fetch(f"http://127.0.0.1:{port + 1 if port < 65535 else port - 1}/", here).reached is Reached.SILENT


def test_each_host_is_asked_for_one_page_at_a_time(website):
    busy, most = [0], [0]
    lock = threading.Lock()

    def watching(link):
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        found = fetch(link, here)
        with lock:
            busy[0] -= 1
        return found

    ticks = []
    found = try_links([f"{website}/slow/{n}" for n in range(3)], lambda done, of: ticks.append((done, of)), watching)
    assert most == [1]
    assert {each.outcome for each in found.values()} == {"works"}
    assert ticks[0] == (0, 3)
    assert ticks[-1] == (3, 3)


def test_where_nobody_answers_at_all_nothing_is_held_against_anybody():
    silent = lambda link: Fetched(Reached.SILENT, "no answer")  # noqa: E731
    found = try_links(["https://a.example", "https://b.example"], lambda done, of: None, silent)
    assert {each.outcome for each in found.values()} == {"unsure"}
    answers = lambda link: Fetched(Reached.OPENS if "a." in link else Reached.SILENT, "")  # noqa: E731
    found = try_links(["https://a.example", "https://b.example"], lambda done, of: None, answers)
    assert found["link", "https://b.example"].outcome == "broken"


def outcomes(session, kept):
    return [(row.outcome, row.times_failed) for row in kept(ContactCheck)]


def test_a_link_is_broken_from_its_second_day_on_and_forgiven_once_it_opens(session, kept):
    told = []
    for moment in (DAY_ONE, LATER, DAY_TWO):
        keep_checks(session, {LINK: Found("broken", "404")}, {LINK}, moment)
        session.commit()
        told.append(kept(ContactCheck)[0].outcome)
    assert told == ["unsure", "unsure", "broken"]
    keep_checks(session, {LINK: Found("works")}, {LINK}, DAY_TWO)
    session.commit()
    found = kept(ContactCheck)[0]
    assert (found.outcome, found.times_failed, found.failing_since) == ("works", 0, None)


def test_not_knowing_neither_counts_nor_forgives(session, kept):
    for moment, outcome in ((DAY_ONE, "broken"), (LATER, "unsure"), (DAY_TWO, "broken")):
        keep_checks(session, {LINK: Found(outcome)}, {LINK}, moment)
    session.commit()
    assert kept(ContactCheck)[0].outcome == "broken"


def test_what_the_directory_holds_no_more_is_forgotten(session, kept):
    keep_checks(session, {LINK: Found("works")}, {LINK}, DAY_ONE)
    keep_checks(session, {}, set(), DAY_TWO)
    session.commit()
    assert kept(ContactCheck) == []


def test_only_what_live_services_show_is_looked_at(directory, session):
    directory.add("Willow", phone="0115 496 0123", email="help@willow.example", url="https://willow.example")
    directory.add("Over", phone="0115 496 0999", status=Status.DEFUNCT, retired_because="Ended")
    assert contacts_in_use(session) == {
        ("phone", "0115 496 0123"),
        ("email", "help@willow.example"),
        ("link", "https://willow.example"),
    }


def test_numbers_and_addresses_are_judged_by_their_shape():
    found = look_at([("phone", "0115 12"), ("phone", "999"), ("email", "nobody"), ("link", "willow"), LINK])
    assert {key[1]: each.outcome for key, each in found.items()} == {
        "0115 12": "odd",
        "999": "works",
        "nobody": "odd",
        "willow": "odd",
    }


def test_the_command_names_what_is_wrong_and_keeps_it(app_now, directory, kept):
    directory.add("Willow", phone="0115 12", email="help@willow.example")
    result = app_now.test_cli_runner().invoke(args=["directory", "check-contacts"])
    assert result.exit_code == 0, result.output
    assert "phone  0115 12: no number that can be rung" in result.output
    assert {(row.value, row.outcome) for row in kept(ContactCheck)} == {
        ("0115 12", "odd"),
        ("help@willow.example", "works"),
    }
    as_json = app_now.test_cli_runner().invoke(args=["directory", "check-contacts", "--json"])
    assert '"looked_at": 2' in as_json.output
