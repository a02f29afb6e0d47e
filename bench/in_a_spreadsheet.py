"""The edits of `curating.py` in the exported workbook, as somebody makes them who knows their spreadsheet well.

Every doubt is decided for the spreadsheet: it opens and saves at once, every column is in sight without scrolling,
the words to find are known, the ids in it need no care. The cells are really written, so that the file can be sent.
"""

from pathlib import Path

from openpyxl import load_workbook

from bench.keystrokes import Hands

NAME = "Service"


class Spreadsheet:
    def __init__(self, file: Path, hands: Hands) -> None:
        self.file, self.hands = file, hands
        self.book = load_workbook(file)
        self.sheet = self.book["Services"]
        self.columns = {str(cell.value): cell.column for cell in self.sheet[1]}
        self.row, self.column = 2, 1

    def find(self, words: str, name: str) -> None:
        """Ctrl+F, the words, Enter until it is the right one, Escape: the cursor is in the name's cell."""
        self.hands.press(2)
        self.hands.type(words)
        self.hands.press(self._presses(words, name))
        self.hands.press()

    def go(self, column: str) -> None:
        """By Tab to the next column; to any other by a click on the cell."""
        wanted = self.columns[column]
        if wanted == self.column + 1:
            self.hands.press()
        elif wanted != self.column:
            self.hands.click()
        self.column = wanted

    def put(self, column: str, text: str, *, keys: int | None = None, think: bool = True) -> None:
        """Write into a cell of this row and press Enter.

        `keys` where fewer do it, such as Ctrl+; for today; no thought for the second half of one answer.
        """
        self.go(column)
        if think:
            self.hands.think()
        self.hands.press(1 + (len(text) if keys is None else keys))
        self.sheet.cell(self.row, self.column).value = text

    def show_blanks(self, column: str) -> None:
        """Filters on (Ctrl+Shift+L), the column's arrow, nothing ticked, the blanks ticked, OK."""
        self.hands.press(3)
        for _ in range(4):
            self.hands.click()
        self.column = self.columns[column]

    def down(self) -> None:
        """To the next row that the filter shows."""
        self.hands.press()

    def at(self, name: str) -> None:
        """The row in which a name stands."""
        self.row = next(row for row, said in enumerate(self._names(), 2) if said == name)

    def duplicate_row(self) -> None:
        """Shift+Space for the row, Ctrl+C, Ctrl+Shift++ to insert the copy; a click on its id, and Delete."""
        self.hands.press(2 + 2 + 3)
        self.hands.click()
        self.hands.press()
        said = [cell.value for cell in self.sheet[self.row]]
        self.sheet.append([None, *said[1:]])
        self.row, self.column = self.sheet.max_row, 1

    def copy_id(self) -> str:
        """Click the id of this row and copy it."""
        self.hands.click()
        self.hands.press(2)
        return str(self.sheet.cell(self.row, 1).value)

    def paste(self, column: str, text: str) -> None:
        self.go(column)
        self.hands.press(2)
        self.sheet.cell(self.row, self.column).value = text

    def save(self) -> None:
        self.hands.press(2)
        self.book.save(self.file)

    def _names(self) -> list[str]:
        column = self.columns[NAME]
        return [str(self.sheet.cell(row, column).value) for row in range(2, self.sheet.max_row + 1)]

    def _presses(self, words: str, name: str) -> int:
        """How often Enter is pressed until the search, row by row from the top, stands in the name's own cell."""
        self.column = self.columns[NAME]
        cells = (cell for row in self.sheet.iter_rows(min_row=2) for cell in row)
        for presses, cell in enumerate(filter(lambda cell: self._has(cell, words), cells), 1):
            if cell.value == name and cell.column == self.column:
                self.row = cell.row
                return presses
        raise SystemExit(f"the spreadsheet has no “{name}” that “{words}” finds")

    @staticmethod
    def _has(cell: object, words: str) -> bool:
        return words.casefold() in str(getattr(cell, "value", "") or "").casefold()
