"""What can be refused around the survey, each with its remedy."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import InvalidError, WrongStateError


class AnsweredError(WrongStateError):
    code = "survey_answered"
    message = _("This link was answered already. Each link takes one answer.")


class AskedError(WrongStateError):
    code = "survey_asked"
    message = _("An answer on this service came in already. A service is asked about once.")


class NotServedError(WrongStateError):
    code = "survey_not_served"
    message = _("The survey follows the service: mark the paper as delivered first.")


class NoAddressError(InvalidError):
    code = "survey_no_address"
    message = _("The request names no e-mail address. Show the link or its square code instead.")


class AnswerError(InvalidError):
    code = "survey_answer"
    message = _("The answer cannot be read. Choose a point for the service as a whole.")


class SheetError(InvalidError):
    code = "survey_sheet"
    message = _("A sheet holds from 1 to 100 links.")
