from apps.graduates.models.entry import Entry
from apps.graduates.models.finding import Finding
from apps.graduates.models.roster import Roster, RosterTransition
from apps.graduates.models.verification import Verification, VerificationItem

__all__ = ["Entry", "Finding", "Roster", "RosterTransition", "Verification", "VerificationItem"]
