from apps.qualifications.models.check import (
    Answer,
    AnswerState,
    Attachment,
    BatchFinding,
    Check,
    CheckAct,
    CheckBatch,
    DubiousInstitution,
    ServicePromise,
)
from apps.qualifications.models.conferral import (
    Conferral,
    ConferralStatus,
    LoadKind,
    PrivacyHold,
    RegisterCoverage,
    RegisterFinding,
    RegisterLoad,
)

__all__ = [
    "Answer",
    "AnswerState",
    "Attachment",
    "BatchFinding",
    "Check",
    "CheckAct",
    "CheckBatch",
    "Conferral",
    "ConferralStatus",
    "DubiousInstitution",
    "LoadKind",
    "PrivacyHold",
    "RegisterCoverage",
    "RegisterFinding",
    "RegisterLoad",
    "ServicePromise",
]
