from django.utils.translation import gettext_lazy as _

from apps.core.errors import ForbiddenError, InvalidError, WrongStateError


class RosterStateError(WrongStateError):
    code = "roster_wrong_state"
    message = _("The roster is in another state now, so this is not possible. Load the page again.")


class OwnWorkError(ForbiddenError):
    code = "own_work"
    message = _("You uploaded this roster yourself. Somebody else of your school must certify it.")


class UnconfirmedError(InvalidError):
    code = "findings_unconfirmed"
    message = _(
        "Some findings still need a confirmation with a reason. Confirm them, then certify."
    )


class EmptyRosterError(InvalidError):
    code = "roster_empty"
    message = _(
        "No row of the file was accepted, so there is nothing to certify. Correct the file."
    )


class ReasonMissingError(InvalidError):
    code = "reason_missing"
    message = _("Write a reason of at least five letters, so that others understand the decision.")


class YearError(InvalidError):
    code = "year_out_of_range"
    message = _("Choose a school year between 2540 and the current one.")


class ApplicantsError(InvalidError):
    code = "applicants_number"
    message = _("Ask about at least 1 and at most 1,000 applicants at once.")


class LetterLanguageError(InvalidError):
    code = "letter_language"
    message = _("A letter is made in Thai or English. Choose one of the two.")
