"""Why a paper is not made, each with its remedy."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import ForbiddenError, InvalidError


class HostIssuesError(ForbiddenError):
    """The home asks for the host's paper."""

    code = "host_issues"
    message = _(
        "The host university issues this paper. Ask its registrar; what was issued already stands "
        "on the page of the registration."
    )


class NoResultsError(InvalidError):
    code = "no_results"
    message = _(
        "No result of this student is announced in this term yet, so there is nothing to certify. "
        "Announce the results first."
    )


class EmptyAccountError(InvalidError):
    code = "empty_account"
    message = _(
        "The credit account of this student is empty, so there is nothing to state. Confirm the "
        "receipt of a result first."
    )


class PaperLanguageError(InvalidError):
    code = "paper_language"
    message = _("A paper is made in Thai or English. Choose one of the two.")


class NoDecisionsError(InvalidError):
    code = "no_decisions"
    message = _(
        "No decision on courses of this student stands, so there is nothing to tell. Propose the "
        "recognition and have it approved first."
    )
