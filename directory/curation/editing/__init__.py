"""A record in a form that follows the questions people ask: written into it, read back, published beside other people.

`fields.py` what was typed · `answers.py` one value of it · `questions.py` and `rows.py` the questions · `forms.py` the
questions of each kind of record · `reading.py` a form to a record and back · `publishing.py` my changes beside theirs ·
`safety.py` numbers that people in danger ring · `drafts.py` and `queries.py` the database.
"""
