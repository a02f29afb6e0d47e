"""How good a service's record is, from 0 to 100: point by point, with the reason and the next best fix.

`told.py` what the score looks at · `rules.py` the points and what each is worth · `shares.py` how much of each a record
has, and why · `score.py` the sum · `reading_age.py` plain language · `phones.py` numbers that nobody can ring.
Values in, values out: no Flask, no session, no clock.
"""

from directory.quality.phones import is_odd_email, is_odd_phone
from directory.quality.reading_age import AIM, reading_age
from directory.quality.score import FAIR, GOOD, Point, Quality, grade_of, quality_of, score_of, steady_share
from directory.quality.told import Told, told_of

__all__ = [
    "AIM",
    "FAIR",
    "GOOD",
    "Point",
    "Quality",
    "Told",
    "grade_of",
    "is_odd_email",
    "is_odd_phone",
    "quality_of",
    "reading_age",
    "score_of",
    "steady_share",
    "told_of",
]
