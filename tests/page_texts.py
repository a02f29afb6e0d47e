"""What a page says in its own language: the text a person sees, and the names that a screen reader speaks."""

from html.parser import HTMLParser

SILENT = {"script", "style", "textarea", "svg"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect", "line"}
SPOKEN = ("aria-label", "alt", "title", "placeholder")


class PageTexts(HTMLParser):
    """Collects texts, leaving out every part that says that it is in another language than the page."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.left_out = 0
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if self.left_out or tag in SILENT or about.get("lang") not in (None, self.language):
            self.left_out += tag not in VOID
            return
        self.found += [about[name] for name in SPOKEN if about.get(name)]

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if self.left_out:
            self.left_out -= tag not in VOID

    def handle_data(self, data):
        if not self.left_out and any(letter.isalpha() for letter in data):
            self.found.append(" ".join(data.split()))


def texts_of(page: str, language: str) -> list[str]:
    reader = PageTexts(language)
    reader.feed(page)
    return reader.found
