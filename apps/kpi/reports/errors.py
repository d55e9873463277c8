"""What can be refused about reports, each with its remedy."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import InvalidError, WrongStateError


class ReportPeriodError(InvalidError):
    code = "report_period"
    message = _("A report is made of a quarter or a year that has ended. Choose one of those.")


class ReportLanguageError(InvalidError):
    code = "report_language"
    message = _("A report is made in Thai or in English. Choose one of the two.")


class ReportStateError(WrongStateError):
    code = "report_wrong_state"
    message = _("This report is made already or is being made. Load the page again.")
