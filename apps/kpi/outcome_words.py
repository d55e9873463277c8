"""What a record of each measure can turn out to be: the rows of a definition's grouping."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.certificates.selectors.outcomes import IN_TIME, LATE
from apps.courses.choices import CorrectionReason
from apps.kpi.choices import Measure
from apps.kpi.counted import NOT_CORRECTED
from apps.kpi.grouping import OVERDUE

Words = Mapping[str, str | Promise]

OUTCOMES: Mapping[str, Words] = {
    Measure.RESULTS: {
        NOT_CORRECTED: _("announced and not corrected"),
        CorrectionReason.REGISTRY_ERROR: _("corrected: mistake of the registry"),
        CorrectionReason.INSTRUCTOR_ERROR: _("corrected: mistake of the instructor"),
        CorrectionReason.APPEAL: _("corrected after an appeal"),
        CorrectionReason.INCOMPLETE_RESOLVED: _("corrected: grade I resolved"),
        CorrectionReason.OTHER: _("corrected for another reason"),
    },
    Measure.PAPERS: {
        IN_TIME: _("ready within the service time"),
        LATE: _("ready after its day"),
        OVERDUE: _("not ready, and its day has passed"),
    },
    Measure.SURVEY: {str(point): str(point) for point in range(5, 0, -1)},
    Measure.REGISTER: {
        "good": _("every field that was compared is right"),
        "bad": _("a field differs from its source"),
    },
}
GROUPS: Words = {
    "good": _("counts as good"),
    "bad": _("counts as bad"),
    "": _("does not count"),
}


def outcomes_of(measure: str) -> Words:
    """Outcome → words; nothing for a definition that the portal does not count by itself."""
    return OUTCOMES.get(measure, {})
