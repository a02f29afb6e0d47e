"""Keeping the directory true. A folder for each thing that people do; its `views.py` holds the pages.

`work/` what there is to do · `editing/` change one record · `filling/` one fact of many · `reviews/` is it right still?
`history/` what it said before · `approvals/` what others suggest or report · `contracts/` · `audits/` · `imports/`
`duplicates/` · `contacts/` do links and numbers work? · `models.py` the tables of all · `reach.py` who may change what
"""
