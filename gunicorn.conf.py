"""How gunicorn serves Right Door. It reads this by itself from the folder it is started in."""

import socket
import struct
import sys
from typing import Any

from gunicorn.glogging import Logger

STALLED_SECONDS = 5
"""A sender that is silent for so long in the middle of a request is let go. Otherwise as many as there are threads,
each with half a request, stop the service for everybody."""

limit_request_line = 8190
"""Room for the longest text that the search box takes, so that it is answered by a page with the numbers on it."""

forwarder_headers = ""
"""Nobody but the application's own PROXIES setting says where it is mounted."""


def when_ready(server: Any) -> None:
    """Connections have the patience of the socket that accepted them."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", STALLED_SECONDS, 0))


class logger_class(Logger):
    """Gunicorn's own log without addresses, in which people's words would stand, and without who asked."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith("Invalid request"):
            msg, args = "A request that could not be read was refused: %s", (_fault(),)
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if "request" in str(msg):
            self.error("A request failed in the server: %s", _fault())
        else:
            super().exception(msg, *args, **kwargs)

    def access(self, *_request: Any) -> None:
        """The application writes its own line for each request."""


def _fault() -> str:
    kind = sys.exc_info()[0]
    return kind.__name__ if kind else "unknown"
