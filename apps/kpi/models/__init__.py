from apps.kpi.models.auditing import AuditItem, AuditRound
from apps.kpi.models.cycle import Cycle, Expectation, Extension
from apps.kpi.models.definition import Criterion, Definition, Indicator, NetworkSetting
from apps.kpi.models.figures import EventCursor, FedCounts, FrozenFigure, Observation, Tally
from apps.kpi.models.report import Report
from apps.kpi.models.sharing import HelpRequest, Sharing
from apps.kpi.models.submission import (
    Evidence,
    Return,
    Submission,
    SubmissionAct,
    SubmissionVersion,
)
from apps.kpi.models.survey import SurveyInvitation, SurveyResponse

__all__ = [
    "AuditItem",
    "AuditRound",
    "Criterion",
    "Cycle",
    "Definition",
    "EventCursor",
    "Evidence",
    "Expectation",
    "Extension",
    "FedCounts",
    "FrozenFigure",
    "HelpRequest",
    "Indicator",
    "NetworkSetting",
    "Observation",
    "Report",
    "Return",
    "Sharing",
    "Submission",
    "SubmissionAct",
    "SubmissionVersion",
    "SurveyInvitation",
    "SurveyResponse",
    "Tally",
]
