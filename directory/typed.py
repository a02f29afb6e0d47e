"""What somebody typed, made fit to be shown back to them. Nothing here touches the database, the clock or Flask."""

LONGEST_SHOWN = 40


def shortened(text: str) -> str:
    """Printable, on one line, and not more than a few words long."""
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"
