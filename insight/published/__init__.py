"""What may be shown of each kind of record: counted by the database, small numbers withheld. One call of `protect` for
everything that is ever shown of the same records, so that no two figures can be taken from each other.

`offer` which periods and places there are · `enquiries` `needs` `begun` `referrals` `unmet` `families` `answers` one
kind of record each · `kept` all of them, worked out once and again when the records change.
"""
