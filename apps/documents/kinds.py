"""Kinds of paper, and whose letter-head they carry."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GRADUATE_VERIFICATION = "graduate_verification"
COURSE_RESULTS = "course_results"
CREDIT_STATEMENT = "credit_statement"
RECOGNITION_DECISION = "recognition_decision"
QUALIFICATION_REPLY = "qualification_reply"
STUDENT_STATUS = "student_status"
GRADUATION = "graduation"
INDICATOR_REPORT = "indicator_report"

LABELS: dict[str, str | Promise] = {
    GRADUATE_VERIFICATION: _("Result of an M.6 verification"),
    COURSE_RESULTS: _("Result of courses at another university"),
    CREDIT_STATEMENT: _("Credit statement"),
    RECOGNITION_DECISION: _("Decision on recognition of credits"),
    QUALIFICATION_REPLY: _("Reply to a qualification check"),
    STUDENT_STATUS: _("Certificate of student status"),
    GRADUATION: _("Certificate of graduation"),
    INDICATOR_REPORT: _("Report on indicators"),
}

NETWORK_KINDS = frozenset({GRADUATE_VERIFICATION, QUALIFICATION_REPLY})
"""Made by the portal from certified data, in the network's name, for whoever asked."""


def kind_label(kind: str) -> str:
    return str(LABELS.get(kind, kind))
