"""Within how many working days the offices of the story make which paper."""

import datetime as dt
from collections.abc import Mapping

from apps.certificates.kinds import Kind

SET_ON = dt.date(2025, 7, 1)
LEVELS: Mapping[str, Mapping[str, int]] = {
    "tu": {
        Kind.GRADUATION: 3, Kind.STUDENT_STATUS: 2, Kind.TRANSCRIPT: 3, Kind.STUDY_RESULTS: 3,
        Kind.DIPLOMA_REPLACEMENT: 15, Kind.DIPLOMA_TRANSLATION: 7,
    },
    "kku": {
        Kind.GRADUATION: 5, Kind.STUDENT_STATUS: 3, Kind.TRANSCRIPT: 5,
        Kind.DIPLOMA_REPLACEMENT: 20,
    },
    "cmu": {Kind.GRADUATION: 4, Kind.TRANSCRIPT: 4},
    "wu": {Kind.GRADUATION: 3},
}  # fmt: skip
"""By the university's slug; where nothing is set, the portal's usual term counts."""
