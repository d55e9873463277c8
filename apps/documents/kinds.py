"""Kinds of paper, and whose letter-head they carry."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GRADUATE_VERIFICATION = "graduate_verification"
COURSE_RESULTS = "course_results"
CREDIT_STATEMENT = "credit_statement"

LABELS: dict[str, str | Promise] = {
    GRADUATE_VERIFICATION: _("Result of an M.6 verification"),
    COURSE_RESULTS: _("Result of courses at another university"),
    CREDIT_STATEMENT: _("Credit statement"),
}

NETWORK_KINDS = frozenset({GRADUATE_VERIFICATION})
"""Made by the portal from certified data, in the network's name, for whoever asked."""


def kind_label(kind: str) -> str:
    return str(LABELS.get(kind, kind))
