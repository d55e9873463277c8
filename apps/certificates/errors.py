"""What can be refused here, each with its remedy."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.certificates.facts import FactProblem
from apps.core.errors import ForbiddenError, InvalidError, StaleError, WrongStateError


class RequestStateError(WrongStateError):
    """`data["state"]` is the state as it is now."""

    code = "service_request_wrong_state"

    def __init__(self, state: str, label: str | Promise) -> None:
        message = format_lazy(
            _("This is not possible now: the request is “{state}”. Load the page again."),
            state=label,
        )
        super().__init__(message, data={"state": state})


class ContentChangedError(StaleError):
    code = "service_request_changed"
    message = _(
        "Somebody changed this request after you opened it. Look at it again before you decide."
    )


class OwnWorkError(ForbiddenError):
    code = "service_request_own_work"
    message = _("You entered this yourself. Somebody else of your university must approve it.")


class MadeElsewhereError(InvalidError):
    code = "made_elsewhere"
    message = _(
        "The portal does not make this kind of paper. Let the system that makes it send the stages."
    )


class FactsError(InvalidError):
    """`problems` in the order of the fields; nothing was kept."""

    code = "facts"
    message = _("Some fields cannot be taken. Nothing was saved: correct them and try again.")

    def __init__(self, problems: Sequence[FactProblem]) -> None:
        self.problems = list(problems)
        super().__init__(data={"fields": [problem.field for problem in problems]})

    @staticmethod
    def too_long(most: int) -> str | Promise:
        return format_lazy(_("This is longer than {most} characters. Shorten it."), most=most)

    @staticmethod
    def repeated(line: int) -> str | Promise:
        return format_lazy(
            _("This student stands in line {line} already. Keep one of the two lines."), line=line
        )


class NoSignerError(InvalidError):
    code = "no_signer"
    message = _(
        "Nobody is named who signs this kind of paper. Name a signer under “Office and signers”, "
        "then approve again."
    )


class NothingChosenError(InvalidError):
    code = "nothing_chosen"
    message = _("Choose at least one request.")


class TooManyError(InvalidError):
    code = "too_many"

    def __init__(self, most: int) -> None:
        sentence = _("At most {most} requests can be taken at once. Split the list.")
        super().__init__(format_lazy(sentence, most=f"{most:,}"), data={"most": most})


class ReasonNeededError(InvalidError):
    code = "reason_needed"
    message = _("Write a reason of at least five letters, so that others understand the decision.")


class DeliveryError(InvalidError):
    code = "delivery"
    message = _("Say how the paper was delivered: choose one of the list.")


class ContactError(InvalidError):
    code = "contact"
    message = _("This is not an e-mail address. Correct it, or leave it empty.")


class NeededByError(InvalidError):
    code = "needed_by"
    message = _("The day by which the paper is needed must not lie in the past. Correct it.")


class LanguageError(InvalidError):
    code = "paper_language"
    message = _("A paper is made in Thai or English. Choose one of the two.")


class NotIssuedError(WrongStateError):
    code = "not_issued"
    message = _("There is no paper in force for this request, so there is nothing to end.")


class PaperEndedError(WrongStateError):
    """`data["number"]`: the request whose paper was replaced or revoked."""

    code = "paper_ended"

    def __init__(self, number: str) -> None:
        message = format_lazy(
            _(
                "The paper of {number} no longer counts: it was replaced or revoked. It is not "
                "delivered. Load the page again."
            ),
            number=number,
        )
        super().__init__(message, data={"number": number})


class DegreeNotConferredError(InvalidError):
    code = "degree_not_conferred"
    message = _(
        "The register does not hold this degree as conferred by the council, so graduation cannot "
        "be certified."
    )


class LevelError(InvalidError):
    code = "service_level"
    message = _("A service level has 1 to 250 working days and begins today or later. Correct it.")


class AlreadyRequestedError(WrongStateError):
    """`data["number"]`: the request that is open."""

    code = "already_requested"

    def __init__(self, number: str) -> None:
        super().__init__(already_requested(number), data={"number": number})


def already_requested(number: str) -> str | Promise:
    return format_lazy(
        _(
            "This student has an open request for the same paper and purpose: {number}. Go on with "
            "that one, or cancel it first."
        ),
        number=number,
    )
