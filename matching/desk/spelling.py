"""A reference as it is spelled out over the telephone. Pure."""

ALPHABET = {
    **{"A": "Alfa", "B": "Bravo", "C": "Charlie", "D": "Delta", "E": "Echo", "F": "Foxtrot", "G": "Golf"},
    **{"H": "Hotel", "J": "Juliett", "K": "Kilo", "M": "Mike", "N": "November", "P": "Papa", "Q": "Quebec"},
    **{"R": "Romeo", "S": "Sierra", "T": "Tango", "V": "Victor", "W": "Whiskey", "X": "X-ray", "Y": "Yankee"},
    **{"Z": "Zulu", "I": "India", "L": "Lima", "O": "Oscar", "U": "Uniform"},
    **{"0": "nought", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven"},
    **{"8": "eight", "9": "nine"},
}
"""The letters as the International Civil Aviation Organization spells them; figures as people say them."""
PAUSE = "–"


def spelled(text: str) -> tuple[tuple[str, str], ...]:
    """Each sign with what to say for it; a dash is a pause and has nothing to say."""
    return tuple((sign, ALPHABET.get(sign, "")) for sign in text.upper() if sign in ALPHABET or sign == "-")


def read_out(text: str) -> str:
    """The whole of it in one line: "Romeo, Delta – seven, Kilo, two"."""
    groups = [part for part in text.upper().split("-") if part]
    return f" {PAUSE} ".join(", ".join(ALPHABET.get(sign, sign) for sign in group) for group in groups)
