"""What can be refused in the course of a cycle, each with its remedy."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.errors import ForbiddenError, InvalidError, StaleError, WrongStateError
from apps.kpi.findings import Finding


class SubmissionStateError(WrongStateError):
    """`data["state"]` is the state as it is now."""

    code = "submission_wrong_state"

    def __init__(self, state: str, label: str | Promise) -> None:
        message = format_lazy(
            _("This is not possible now: the figure is “{state}”. Load the page again."),
            state=label,
        )
        super().__init__(message, data={"state": state})


class ContentChangedError(StaleError):
    code = "submission_changed"
    message = _(
        "Somebody changed this figure after you opened it. Look at it again before you go on."
    )


class OwnFigureError(ForbiddenError):
    code = "submission_own_work"
    message = _("You entered this figure yourself. Somebody else of your university approves it.")


class OwnAcceptanceError(OwnFigureError):
    message = _(
        "You worked on this figure or approved it for its university. Somebody else of the "
        "network's secretariat accepts it."
    )


class CycleClosedError(WrongStateError):
    code = "cycle_closed"
    message = _(
        "The cycle is not open for your institution. Ask the network's secretariat for an "
        "exception, and say until when you need it."
    )


class NotExpectedError(WrongStateError):
    code = "cycle_not_expected"
    message = _("No figure is expected from your institution in this cycle.")


class BasisError(InvalidError):
    code = "submission_basis"
    message = _(
        "These are not the numbers of the source that was chosen, or the source has none. Take "
        "them over as they are, or give them as numbers that your institution entered."
    )


class FindingsError(InvalidError):
    """`findings`: what stops, and what waits for a reason."""

    code = "submission_findings"
    message = _(
        "The figure cannot be sent yet. Correct what is marked, or write the reason where the page "
        "asks for one."
    )

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(data={"findings": [finding.key for finding in findings]})


class NothingPinnedError(InvalidError):
    code = "nothing_pinned"
    message = _("Mark at least one value, choose the reason and write what is to be corrected.")


class EvidenceError(InvalidError):
    code = "evidence_file"
    message = _("Evidence is a PDF file of at most 10 MB. Save the document as PDF and try again.")


class TooMuchEvidenceError(InvalidError):
    code = "evidence_too_many"
    message = _("A criterion takes at most ten files. Remove one, or join them into one PDF.")


class DefinitionStateError(WrongStateError):
    code = "definition_published"
    message = _(
        "This version is published and stays as it is. Make a new version from it to change it."
    )


class DefinitionError(InvalidError):
    """`problems`: field → sentence."""

    code = "definition_invalid"
    message = _("The definition cannot be published yet. Correct the marked fields.")

    def __init__(self, problems: dict[str, str | Promise]) -> None:
        self.problems = problems
        super().__init__(data={"fields": list(problems)})


class CycleExistsError(WrongStateError):
    code = "cycle_exists"
    message = _("A cycle of this indicator and period exists already.")


class ExceptionDayError(InvalidError):
    code = "cycle_exception_day"
    message = _(
        "The cycle itself is not due before this day, so the exception would change nothing. Name "
        "a day after it is due."
    )


class CycleDatesError(InvalidError):
    code = "cycle_dates"
    message = _("The cycle opens first, is due on a later day or the same, and locks last.")


class NoDefinitionError(InvalidError):
    code = "no_definition"
    message = _("No published definition is in force on the first day of this period.")


class ReasonNeededError(InvalidError):
    code = "reason_needed"
    message = _("Write a reason of at least five letters, so that others understand the decision.")
