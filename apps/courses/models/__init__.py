from apps.courses.models.agreement import (
    Agreement,
    AgreementAct,
    AgreementKind,
    AgreementSignature,
)
from apps.courses.models.credit import CreditEntry
from apps.courses.models.learner import Learner
from apps.courses.models.offering import Offering
from apps.courses.models.paper import CoursePaper, PaperBasis, PaperKind
from apps.courses.models.policy import GradeScale, RecognitionPolicy, Study, Term
from apps.courses.models.recognition import Recognition, RecognitionSource
from apps.courses.models.registration import CrossRegistration, CrossRequest, RegistrationAct
from apps.courses.models.result import Result

__all__ = [
    "Agreement",
    "AgreementAct",
    "AgreementKind",
    "AgreementSignature",
    "CoursePaper",
    "CreditEntry",
    "CrossRegistration",
    "CrossRequest",
    "GradeScale",
    "Learner",
    "Offering",
    "PaperBasis",
    "PaperKind",
    "Recognition",
    "RecognitionPolicy",
    "RecognitionSource",
    "RegistrationAct",
    "Result",
    "Study",
    "Term",
]
