"""Examples of the service clock."""

from apps.courses.api.examples.common import CHIEF, sent, shown

FEED_SENT = sent(
    "A transcript that is ready, another that was just asked for",
    {
        "stages": [
            {
                "reference": "TR-2569-004411",
                "kind": "transcript",
                "requested_at": "2026-11-18T09:12:00+07:00",
                "approved_at": "2026-11-18T13:40:00+07:00",
                "produced_at": "2026-11-19T10:05:00+07:00",
            },
            {
                "reference": "TR-2569-004412",
                "kind": "transcript",
                "language": "en",
                "requested_at": "2026-11-19T10:07:00+07:00",
            },
        ]
    },
)
FED = shown("One went on, one is new", {"new": 1, "changed": 1, "unchanged": 0})
LEVELS = shown(
    "Five days for transcripts",
    {
        "on": "2026-11-20",
        "items": [
            {"kind": "student_status", "working_days": 3, "made_here": True},
            {"kind": "transcript", "working_days": 5, "made_here": False},
        ],
        "settings": [
            {
                "kind": "transcript",
                "working_days": 5,
                "valid_from": "2026-10-01",
                "set_by": CHIEF,
            }
        ],
    },
)
FIGURES = shown(
    "One month",
    {
        "start": "2026-10-01",
        "end": "2026-10-31",
        "items": [
            {
                "kind": "student_status",
                "made_by": "portal",
                "due": 412,
                "in_time": 405,
                "late": 6,
                "open_late": 1,
                "cancelled": 3,
                "approval_hours": 5.25,
                "production_hours": 0.01,
                "delivery_hours": 20.5,
            }
        ],
    },
)
