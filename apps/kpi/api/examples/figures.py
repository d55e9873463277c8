"""Examples of distributions and of counts that are sent."""

from apps.courses.api.examples.common import sent, shown
from apps.kpi.api.examples.submissions import CYCLE_UUID, FIGURE, PERIOD

DISTRIBUTION = shown(
    "The whole network in a term",
    {
        "indicator": "REG01",
        "cycle": CYCLE_UUID,
        "period": PERIOD,
        "group": "network",
        "smallest_group": 5,
        "distribution": {
            "n": 38,
            "minimum": "91.204819",
            "q1": "97.310000",
            "median": "98.540000",
            "q3": "99.120000",
            "maximum": "99.870000",
        },
        "own": FIGURE,
        "place": "above_middle",
    },
)
COUNTS_SENT = sent(
    "A term by outcomes, a month by numerator and denominator",
    {
        "reference": "SIS 2569-01-20",
        "counts": [
            {"indicator": "REG01", "period": "2025-T1", "counts": {"good": 4160, "bad": 50}},
            {
                "indicator": "REG02",
                "period": "2025-08",
                "numerator": 611,
                "denominator": 630,
            },
        ],
    },
)
COUNTS_TAKEN = shown("Both are new", {"new": 2, "changed": 0, "unchanged": 0})
