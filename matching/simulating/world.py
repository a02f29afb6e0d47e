"""How the invented world behaves. Every number here is invented, to look like a county and to be recomputed by others.

Nothing here touches the database, the clock or Flask.
"""

from dataclasses import dataclass, field

DISTRICTS = {
    "E06000018": 32,
    "E07000170": 13,
    "E07000171": 11,
    "E07000172": 10,
    "E07000173": 10,
    "E07000174": 12,
    "E07000175": 11,
    "E07000176": 8,
}
"""District code -> weight, roughly as many people live there."""
PATHWAYS = {"advice": 34, "early_help": 38, "safeguarding": 25, "emergency": 3}
CHANNELS = {"phone": 52, "online": 28, "email": 14, "in person": 5, "letter": 1}
MONTHS = (1.05, 1.0, 1.1, 0.9, 1.05, 1.1, 0.95, 0.55, 1.15, 1.2, 1.15, 0.8)
"""January to December: schools are closed in August."""


@dataclass(frozen=True)
class World:
    """Shares are from 0 to 1, days are working days of waiting in the middle of a skewed spread."""

    failure_first: float = 0.46
    """Share of failure demand in the first month, falling evenly to `failure_last`."""
    failure_last: float = 0.31
    failures: dict[str, int] = field(
        default_factory=lambda: {"chasing": 45, "repeat": 25, "misdirected": 20, "preventable": 10}
    )
    repeats_first: float = 0.2
    repeats_last: float = 0.14
    asked_of: float = 0.8
    """How often it was asked whether somebody had asked before."""
    overridden_up: float = 0.06
    overridden_down: float = 0.03
    district_told: float = 0.93
    referred: float = 0.55
    """How often help, where advised, is asked of the first service by a referral."""
    accepted: tuple[float, float] = (0.55, 0.95)
    """Between which a service's own share of acceptances lies."""
    answer_days: float = 5
    wait_days: float = 24
    started: float = 0.8
    """Of those accepted."""
    closed: float = 0.88
    closed_late: float = 0.998
    """Of enquiries older than four months."""
    word_afterwards: float = 0.3
    family_answers: float = 0.12
    feedback: float = 0.25
    nobody_found: float = 0.07
    searches_in_vain: float = 0.08
    """Searches without a result, for each enquiry."""
