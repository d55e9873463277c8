"""What can be refused here, each with its remedy."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.errors import ForbiddenError, InvalidError, StaleError, WrongStateError


class CheckStateError(WrongStateError):
    """`data["state"]` is the state as it is now."""

    code = "check_wrong_state"

    def __init__(self, state: str, label: str | Promise) -> None:
        message = format_lazy(
            _("This is not possible now: the state is “{state}”. Load the page again."),
            state=label,
        )
        super().__init__(message, data={"state": state})


class CheckVersionError(StaleError):
    """`data["version"]` is the version as it is now."""

    code = "check_stale"

    def __init__(self, version: int) -> None:
        super().__init__(data={"version": version})


class OwnAnswerError(ForbiddenError):
    code = "own_answer"
    message = _("You entered this answer yourself. Somebody else of your university approves it.")


class OthersAnswerError(ForbiddenError):
    code = "others_answer"
    message = _(
        "Somebody else of your university entered this answer. Only that person takes it back; an "
        "approver may give it back."
    )


class OwnLoadError(ForbiddenError):
    code = "own_load"
    message = _(
        "You brought these rows yourself. Somebody else of your university puts them into the "
        "register."
    )


class ClaimsError(InvalidError):
    code = "claims_number"
    message = _("Ask about at least 1 and at most 1,000 degrees at once.")


class PersonMissingError(InvalidError):
    code = "person_missing"
    message = _("Write first name and surname, in Thai or in English.")


class ClaimMissingError(InvalidError):
    code = "claim_missing"
    message = _("Write the degree as it stands on the paper, or at least its level.")


class NoteMissingError(InvalidError):
    code = "note_missing"
    message = _("Write at least five letters, so that the other side understands.")


class DifferencesError(InvalidError):
    code = "differences_missing"
    message = _("Name at least one field that differs, or choose “confirmed”.")


class ConfirmedDifferencesError(InvalidError):
    code = "differences_given"
    message = _("Fields differ: choose “confirmed, with differences”.")


class DegreeMissingError(InvalidError):
    code = "degree_missing"
    message = _("Choose the degree from the register, or write it so that it can be added.")


class EmptyLoadError(InvalidError):
    code = "load_empty"
    message = _("No row was accepted, so there is nothing to put into the register.")


class UnchangedError(InvalidError):
    code = "load_unchanged"
    message = _("Nothing is different from what the register holds already.")


class AlreadyThereError(InvalidError):
    code = "degree_already_there"
    message = _(
        "The register holds this degree of this person already. Correct that entry instead."
    )


class AttachmentError(InvalidError):
    code = "attachment_refused"
    message = _("Attach PDF, JPEG or PNG files of up to 10 MB each, at most ten at once.")


class DegreeGoneError(WrongStateError):
    code = "degree_gone"
    message = _("This degree left the register in the meantime. Discard what was brought about it.")


class DegreeMovedError(WrongStateError):
    code = "degree_moved"
    message = _(
        "The degree that this answer stands on was corrected or withdrawn since. Give the answer "
        "back, so that it is compared again."
    )


class NotSharedError(InvalidError):
    code = "holder_not_in_network"
    message = _("This university does not answer in the portal. Ask it by letter.")


class EmptyBatchError(InvalidError):
    code = "batch_empty"
    message = _("No row of the list can be asked about. Correct the list and hand it in again.")
