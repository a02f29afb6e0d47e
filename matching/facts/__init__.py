"""The fact-check table: what each combination of answers leads to and why, for a safeguarding lead to read and print.

Pure. Nothing in a row is written down beforehand: every row is a set of answers, sent through the same code as
anybody's. So the table is as true as the product, and two versions of the content can be compared row by row.
"""

from matching.facts.differences import ChangedRow, changed_rows
from matching.facts.making import fact_rows
from matching.facts.row import FactRow, Line, RowKind, lines
from matching.facts.sheet import sheet

__all__ = ["ChangedRow", "FactRow", "Line", "RowKind", "changed_rows", "fact_rows", "lines", "sheet"]
