"""What a page tells beside its form when an act is refused; 404 and other roles have own pages."""

from apps.certificates.errors import OwnWorkError
from apps.core.errors import InvalidError, StaleError, WrongStateError
from apps.courses.views.wording import Refusal, refusal_of

__all__ = ["REFUSALS", "Refusal", "refusal_of"]

REFUSALS = (InvalidError, StaleError, WrongStateError, OwnWorkError)
