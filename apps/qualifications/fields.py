"""The fields of a check that are compared, in the order in which answers name them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELD_LABELS: dict[str, str | Promise] = {
    "person_id": _("identifier"),
    "name": _("name"),
    "birth_date": _("birth date"),
    "student_code": _("student code"),
    "degree": _("degree"),
    "major": _("field of study"),
    "faculty": _("faculty"),
    "level": _("level"),
    "academic_year": _("year of graduation"),
    "completed_on": _("day of graduation"),
    "gpax": _("GPAX"),
}
