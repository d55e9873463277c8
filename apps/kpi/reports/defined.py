"""A definition in short, as it stands at the end of a report."""

from django.utils.translation import gettext as _

from apps.core.reader import date_text
from apps.kpi.charts.numbers import value_text
from apps.kpi.definition_labels import label_of
from apps.kpi.models import Definition
from apps.kpi.reports.content import Fact

SHORT = ("meaning", "numerator", "denominator", "formula_text", "sources")


def definition_facts(definition: Definition | None) -> tuple[Fact, ...]:
    """Version, what is counted, target; fields that are empty are left out."""
    if definition is None:
        return ()
    version = _("version %(version)s, in force from %(day)s") % {
        "version": definition.version,
        "day": date_text(definition.valid_from),
    }
    target = value_text(definition.target) if definition.target is not None else ""
    found = [
        (_("Definition"), version),
        *((str(label_of(field)), definition.words(field)) for field in SHORT),
        (str(label_of("target")), target),
        (str(label_of("period_kind")), str(definition.get_period_kind_display())),
    ]
    return tuple((label, text) for label, text in found if text)
