"""What can be refused about a sample audit, each with its remedy."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.errors import ForbiddenError, InvalidError, StaleError, WrongStateError


class SampleSizeError(InvalidError):
    """`data`: the smallest and the largest sample that is possible."""

    code = "sample_size"

    def __init__(self, low: int, high: int) -> None:
        message = format_lazy(
            _("Choose a sample of {low} to {high} records."), low=f"{low:,}", high=f"{high:,}"
        )
        super().__init__(message, data={"low": low, "high": high})


class DrawnAlreadyError(WrongStateError):
    code = "audit_drawn"
    message = _(
        "A sample was drawn for this cycle already. Check its records, or drop it with a reason."
    )


class OwnSampleError(ForbiddenError):
    code = "audit_own_sample"
    message = _(
        "You handed in the register and drew this sample. A colleague checks the records and "
        "closes the audit."
    )


class AuditClosedError(WrongStateError):
    code = "audit_closed"
    message = _("This audit was closed or dropped. Its records stay as they are.")


class RecordChangedError(StaleError):
    code = "audit_record_changed"
    message = _(
        "A colleague checked this record after you opened it. Look at what was found before you "
        "go on."
    )


class UncheckedError(WrongStateError):
    code = "audit_unchecked"
    message = _("The audit can be closed once every record is checked.")


class UnknownFieldError(InvalidError):
    code = "audit_field_unknown"
    message = _("This field is not compared in this audit. Load the page again.")


class CheckedDropError(ForbiddenError):
    code = "audit_drop_checked"
    message = _(
        "Records of this sample were checked already. Only an approver who did not draw it may "
        "drop it."
    )
