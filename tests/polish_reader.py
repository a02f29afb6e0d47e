"""Somebody who reads Polish at the pages, and what of all they met was still English."""

import re

from page_texts import texts_of
from polish import LANGUAGE
from referrer import TOKEN, Referrer

from matching.content import load_content
from scripts.messages import read_catalog

PLACE = re.compile(r"%\(\w+\)s")
ENGLISH_WORDS = {
    *("the", "and", "you", "your", "is", "are", "was", "not", "of", "with", "for", "this", "that", "they", "them"),
    *("what", "when", "who", "how", "from", "have", "has", "will", "can", "or", "we", "our", "it", "their", "there"),
}
FEW_ENGLISH_WORDS = 2
"""So many small English words in one text are a sentence, and no name such as "Children and Families Direct"."""


class PolishReader(Referrer):
    """Somebody whose browser asks for Polish, and who notes every text of every page that they meet."""

    def __init__(self, app) -> None:
        super().__init__(app)
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = LANGUAGE
        self.met: dict[str, str] = {}

    def note(self):
        assert f'<html lang="{LANGUAGE}"' in self.response.text, self.places[-1]
        for text in texts_of(self.response.text, LANGUAGE):
            self.met.setdefault(text, self.places[-1])
        return self.response

    def see(self, path):
        super().see(path)
        return self.note()

    def post(self, path, **fields):
        """A form as it is sent, and the page that answers it."""
        token = TOKEN.search(self.response.text)
        self.places.append(path)
        self.response = self.client.post(path, data={**({"csrf_token": token[1]} if token else {}), **fields})
        return self.see(self.response.headers["Location"]) if self.response.status_code == 303 else self.note()


def english_patterns():
    """What is a sentence of the interface in English, with anything in its places; and every text of the content."""
    alone, open_ended = set(load_content().texts()), []
    for message in read_catalog(LANGUAGE):
        for text in message.id if isinstance(message.id, (tuple, list)) else (message.id,):
            words = re.findall(r"[A-Za-z]{2,}", PLACE.sub(" ", text))
            if PLACE.search(text) and len(words) > 1:
                open_ended.append(".+".join(map(re.escape, PLACE.split(text))))
            elif words:
                alone.add(" ".join(text.split()))
    return alone, re.compile("|".join(open_ended))


def same_in_polish():
    """Texts that are the same in both languages, such as a number's name or "SVG"."""
    polish = set()
    for message in read_catalog(LANGUAGE):
        polish.update(message.string if isinstance(message.string, tuple) else (message.string,))
    return polish | set(load_content().translated(LANGUAGE).texts())


def still_english(met):
    alone, open_ended = english_patterns()
    alone -= same_in_polish()
    return {text: path for text, path in met.items() if text in alone or open_ended.fullmatch(text) or _reads(text)}


def _reads(text):
    words = re.findall(r"[a-z]+", text.lower())
    return sum(word in ENGLISH_WORDS for word in words) >= FEW_ENGLISH_WORDS and not re.search(
        "[ąćęłńóśźż]", text.lower()
    )
