"""Reading what people send: a spreadsheet, a CSV or a JSON file becomes numbered rows, or is refused in plain words.

Nothing here touches the database, the clock or Flask. What the columns mean is for others: here a row is what a person
would see in it, and what cannot be read for certain is named with its place.
"""

from directory.exchange.files.reading import read_file
from directory.exchange.files.refused import FileRefused
from directory.exchange.files.sent import LIMITS, Cells, Limits, RowProblem, SentFile, SentRow

__all__ = ["LIMITS", "Cells", "FileRefused", "Limits", "RowProblem", "SentFile", "SentRow", "read_file"]
