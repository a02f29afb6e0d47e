"""How gunicorn serves Right Door. It reads this by itself from the folder it is started in."""

import socket
import struct
import sys
from contextlib import suppress
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

STALLED_SECONDS = 5
"""A sender that is silent for so long in the middle of a request is let go. Otherwise as many as there are threads,
each with half a request, stop the service for everybody."""
TOO_LONG = {LimitRequestLine: 414, LimitRequestHeaders: 431}

limit_request_line = 8190
"""Room for the longest text that the search box takes, so that it is answered by a page of the application."""

forwarder_headers = ""
"""Nobody but the application's own PROXIES setting says where it is mounted."""


def when_ready(server: Any) -> None:
    """Connections have the patience of the socket that accepted them."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", STALLED_SECONDS, 0))


class worker_class(ThreadWorker):
    """Threads that answer what is no request at all with a page that has the numbers on it, too."""

    def handle_error(self, _request: Any, client: Any, _address: Any, error: BaseException) -> None:
        code = TOO_LONG.get(type(error), 400) if isinstance(error, ParseException) else 500
        self.log.warning("A request was refused before it was read: %s", type(error).__name__)
        page = self.wsgi.last_page(code)
        page.headers["Connection"] = "close"
        with suppress(OSError):
            write_nonblock(client, f"HTTP/1.1 {page.status}\r\n{page.headers}".encode() + page.data)


class logger_class(Logger):
    """Gunicorn's own log without addresses, in which people's words would stand, and without who asked."""

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if "request" in str(msg):
            kind = sys.exc_info()[0]
            self.warning("A request was broken off: %s", kind.__name__ if kind else "unknown")
        else:
            super().exception(msg, *args, **kwargs)

    def access(self, *_request: Any) -> None:
        """The application writes its own line for each request."""
