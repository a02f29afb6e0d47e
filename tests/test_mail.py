"""Mail as a server would get it, and what is said where none can be sent."""

import socket
import threading
from collections.abc import Iterator

import pytest

from accounts import mail


class Server:
    """The least that a mail server must say; keeps the lines it was sent."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.lines: list[str] = []
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        connection, _ = self.listening.accept()
        with connection, connection.makefile("rwb") as talk:
            in_data = False
            self._say(talk, "220 here")
            for line in talk:
                text = line.decode().rstrip("\r\n")
                self.lines.append(text)
                if in_data:
                    in_data = text != "."
                    if not in_data:
                        self._say(talk, "250 taken")
                    continue
                in_data = text.upper() == "DATA"
                self._say(talk, {"DATA": "354 go on", "QUIT": "221 bye"}.get(text.upper(), "250 fine"))
                if text.upper() == "QUIT":
                    return

    @staticmethod
    def _say(talk, answer: str) -> None:
        talk.write(f"{answer}\r\n".encode())
        talk.flush()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.thread.join(5)
    made.listening.close()


def test_a_mail_server_gets_the_whole_mail(app_now, server):
    app_now.config.update(SMTP_URL=f"smtp://127.0.0.1:{server.port}", MAIL_FROM="door@example.org")
    with app_now.app_context():
        mail.send(
            to="ada@example.org", subject="Your café", body="Open this page:\nhttps://door.example/invitation/x\n"
        )
        assert mail.folder() is None
    text = "\n".join(server.lines)
    assert "mail FROM:<door@example.org>" in text
    assert "rcpt TO:<ada@example.org>" in text
    assert "From: Right Door <door@example.org>" in text
    assert "https://door.example/invitation/x" in text


@pytest.mark.parametrize(
    ("url", "to", "subject"),
    [
        ("smtp://127.0.0.1:1", "ada@example.org", "Hello"),
        ("smtps://127.0.0.1:1", "ada@example.org", "Hello"),
        (None, "ada@example.org", "Hello\nBcc: everybody@example.org"),
        (None, "ada@example.org\nBcc: everybody@example.org", "Hello"),
    ],
)
def test_what_cannot_be_sent_is_said_without_naming_anybody(app_now, url, to, subject):
    app_now.config.update(SMTP_URL=url, MAIL_FROM="door@example.org")
    with app_now.app_context(), pytest.raises(mail.MailNotSent) as refused:
        mail.send(to=to, subject=subject, body="Hello")
    assert "ada" not in str(refused.value)
