"""What a JSON file says of its figure besides the numbers: the periods, the licence, the day it was made."""

from typing import Any

from directory.pages.templating import said
from insight.figure import Figure, as_json
from insight.halves import title_of
from insight.periods import Period
from insight.sources import Sources

LICENCE = {
    "name": "Open Government Licence v3.0",
    "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
WITHHELD = (
    "Counts from 1 to 4 are withheld, and as many others as it takes that none can be worked out. A withheld value is "
    "null here and [c] in CSV, and named under 'suppressed'."
)


def described(figure: Figure, sources: Sources) -> dict[str, Any]:
    """As `as_json`, with what goes for every figure."""
    return {
        **as_json(figure, said),
        "made_on": sources.now.date().isoformat(),
        "withheld": WITHHELD,
        "licence": LICENCE,
        "periods": [_period(one) for one in sources.offer.halves],
        "months": [one.id for one in sources.offer.months],
    }


def _period(half: Period) -> dict[str, str]:
    return {
        "id": half.id,
        "title": said(title_of(half)),
        "first": half.first.isoformat(),
        "last": half.last.isoformat(),
    }
