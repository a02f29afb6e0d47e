"""Open one web address, to see whether anybody answers: at most three redirects, never inside our own network.

Every hop's name is looked up, all its addresses are checked, and one of those is connected to: a name cannot mean
another address a moment later. No cookie is sent or kept, and no page is read.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

SECONDS = 5.0
"""For each step: looking up, connecting, waiting for an answer."""
ALTOGETHER = 20.0
"""For each page; a host that sends a letter a second is cut off."""
REDIRECTS = 3
AGENT = "RightDoor-link-check/1 (looks once whether a page still opens)"
HEADERS = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
MOVED = {301, 302, 303, 307, 308}
NOT_FOR_PROGRAMS = {401, 402, 403, 405, 406, 407, 408, 418, 425, 426, 429, 451, 503}
"""Answers that a person with a browser may not get: nothing is known from them."""
GONE = {404, 410}
LAST_STATUS = 599
PORTS = {80, 443, 8000, 8080, 8443}
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""NAT64, RFC 6052: the last 32 bits are an IPv4 address."""
QUERY = "/%:@!$&'()*+,;=~-._?"


class Reached(StrEnum):
    OPENS = "opens"
    GONE = "gone"
    """Somebody answered, and the page is not there."""
    SILENT = "silent"
    """Nobody answered: no such name, no connection, no answer in time. Perhaps it is we who are cut off."""
    ODD = "odd"
    """It leads where a public page cannot be."""
    UNSURE = "unsure"


@dataclass(frozen=True)
class Fetched:
    reached: Reached
    detail: str
    """In plain English, for the person who mends it."""


class _NotPublic(Exception):
    pass


Allowed = Callable[[str, int], bool]
"""Whether an IP address and port may be connected to."""


def is_public(address: str, port: int) -> bool:
    """Whether this is a website of the open internet: no private, loopback, link-local, shared or reserved address.

    An IPv4 address within an IPv6 one (mapped, 6to4, NAT64) is looked at too.
    """
    found = ipaddress.ip_address(address.split("%")[0])
    inside: Any = found
    if isinstance(found, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in TRANSLATED else None
        inside = found.ipv4_mapped or found.sixtofour or translated or found
    return port in PORTS and found.is_global and inside.is_global and not found.is_multicast


def fetch(url: str, allowed: Allowed = is_public) -> Fetched:
    """Try an address with HEAD, and with GET where that is refused. Raises nothing."""
    try:
        first = _follow(url, "HEAD", allowed)
        return first if first.reached is Reached.OPENS or first.reached is Reached.ODD else _follow(url, "GET", allowed)
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> Fetched:
    if isinstance(error, _NotPublic):
        return Fetched(Reached.ODD, "it leads to an address that is not public")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Fetched(Reached.ODD, "browsers warn that its certificate is not right")
    if isinstance(error, socket.gaierror):
        return Fetched(Reached.SILENT, "there is no website of this name")
    if isinstance(error, TimeoutError):
        return Fetched(Reached.SILENT, "it does not answer")
    if isinstance(error, ValueError | UnicodeError):
        return Fetched(Reached.ODD, "it is not a web address")
    return Fetched(Reached.SILENT, "it cannot be connected to")


def _follow(url: str, method: str, allowed: Allowed) -> Fetched:
    for _ in range(REDIRECTS + 1):
        status, onwards = _ask(url, method, allowed)
        if status not in MOVED or not onwards:
            return _judged(status)
        url = urljoin(url, onwards)
    return Fetched(Reached.ODD, "it sends its visitors from page to page")


def _judged(status: int) -> Fetched:
    if 200 <= status < 400:
        return Fetched(Reached.OPENS, f"answers {status}")
    if status in NOT_FOR_PROGRAMS or status > LAST_STATUS:
        return Fetched(Reached.UNSURE, f"answers {status}: it may open in a browser")
    said = "the page is not there" if status in GONE else "the website has a fault"
    return Fetched(Reached.GONE, f"{said} ({status})")


def _ask(url: str, method: str, allowed: Allowed) -> tuple[int, str | None]:
    """The status, and where it leads; the body stays unread."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(url)
    host = parts.hostname.encode("idna").decode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    connection.sock = socket.create_connection((_looked_up(host, port, allowed), port), timeout=SECONDS)
    end = threading.Timer(ALTOGETHER, lambda: _cut(connection.sock))
    end.start()
    try:
        if parts.scheme == "https":
            secured = ssl.create_default_context().wrap_socket(
                connection.sock, server_hostname=host, do_handshake_on_connect=False
            )
            connection.sock = secured
            secured.do_handshake()
        connection.request(method, _path(parts.path, parts.query), headers=HEADERS)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")
    finally:
        end.cancel()
        connection.close()


def _path(path: str, query: str) -> str:
    """As a browser would ask for it, whatever letters the address was written in."""
    asked = quote(path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{asked}?{quote(query, safe=QUERY)}" if query else asked


def _looked_up(host: str, port: int, allowed: Allowed) -> str:
    """One address of a host, all of whose addresses are allowed."""
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(allowed(address, port) for address in found):
        raise _NotPublic(host)
    return sorted(found, key=lambda address: (":" in address, address))[0]


def _cut(connection: socket.socket | None) -> None:
    """End a connection that is still being read from."""
    with suppress(OSError):
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
