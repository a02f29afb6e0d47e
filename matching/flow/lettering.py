"""How wide words are, near enough to break lines on the server. Widths are of an open sans serif, a little generous, so
that another font of the reader's own does not run over. Pure."""

NARROW = frozenset("iljtfr.,;:'’‘!|()[] -–")
WIDE = frozenset("mwMW@%—…")
BOLD = 1.07


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """In the same unit as `size`, the height of the letters' line."""
    ems = sum(map(_em, text))
    return ems * size * (BOLD if bold else 1.0)


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than this; a word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.34
    if letter in WIDE:
        return 0.88
    return 0.68 if letter.isupper() else 0.56
