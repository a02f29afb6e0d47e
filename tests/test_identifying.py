"""Comments that look as if they name somebody."""

import pytest

from matching.identifying import Looks, looks_like


@pytest.mark.parametrize(
    ("comment", "looks"),
    [
        ("The number was engaged three times.", ()),
        ("Early Help rang back in two days.", ()),
        ("The Family Hub had no places. Right Door said ring.", ()),
        ("I waited 20 minutes, then 3 more on 2 days", ()),
        ("ring me on 07700 900123", (Looks.PHONE,)),
        ("+44 115 496 0000 was busy", (Looks.PHONE,)),
        ("she lives at NG17 1AA", (Looks.POSTCODE,)),
        ("ng171aa", (Looks.POSTCODE,)),
        ("born 12/03/2019", (Looks.BIRTH_DATE,)),
        ("born 3rd March 2019", (Looks.BIRTH_DATE,)),
        ("write to gran@example.org", (Looks.EMAIL,)),
        ("a boy called Jayden", (Looks.NAME,)),
        ("I spoke to Charlie Brown", (Looks.NAME,)),
        ("Mrs Okafor said no", (Looks.NAME,)),
    ],
)
def test_what_a_comment_looks_like(comment, looks):
    assert looks_like(comment) == looks
