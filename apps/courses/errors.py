"""What can be refused here, each with its remedy."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.errors import ForbiddenError, InvalidError, StaleError, WrongStateError


class CourseStateError(WrongStateError):
    """`data["state"]` is the state as it is now."""

    code = "course_wrong_state"

    def __init__(self, state: str, label: str | Promise) -> None:
        message = format_lazy(
            _("This is not possible now: the state is “{state}”. Load the page again."),
            state=label,
        )
        super().__init__(message, data={"state": state})


class VersionError(StaleError):
    """`data["version"]` is the version as it is now."""

    code = "course_stale"

    def __init__(self, version: int) -> None:
        message = format_lazy(
            _(
                "Somebody changed this after you opened it; it is version {version} now. Look at "
                "it again before you decide."
            ),
            version=version,
        )
        super().__init__(message, data={"version": version})


class OwnWorkError(ForbiddenError):
    code = "course_own_work"
    message = _("You entered this yourself. Somebody else of your university must approve it.")


class NoBasisError(InvalidError):
    code = "no_basis"
    message = _(
        "There is no agreement in force with this university on that day. Make an agreement, or a "
        "one-off approval, before you send students."
    )


class NoPolicyError(InvalidError):
    code = "no_policy"
    message = _(
        "Your university has no rules of recognition in force yet. Set them under “Rules”, then "
        "try again."
    )


class NoScaleError(InvalidError):
    code = "no_grade_scale"
    message = _(
        "Your university has no grade scale in force yet. Set it under “Rules”, then try again."
    )


class ReasonNeededError(InvalidError):
    code = "reason_needed"
    message = _("Choose a reason from the list.")


class NoteNeededError(InvalidError):
    code = "note_needed"
    message = _("Write a reason of at least five letters, so that others understand the decision.")


class TooLongError(InvalidError):
    code = "too_long"

    def __init__(self, field: str, limit: int) -> None:
        sentence = (
            _("The section is longer than {limit} characters. Shorten it.")
            if field == "section"
            else _("The student code is longer than {limit} characters. Shorten it.")
        )
        super().__init__(format_lazy(sentence, limit=limit), data={"field": field, "limit": limit})


class NothingChosenError(InvalidError):
    code = "nothing_chosen"
    message = _("Choose at least one line.")


class CreditTakenError(WrongStateError):
    code = "credit_taken"
    message = _("These credits were used already. A credit can be used once.")


class NoCreditError(InvalidError):
    code = "no_credit"
    message = _(
        "This course gave no credits, so there is nothing to recognise. Decide “no transfer”, or "
        "wait for a corrected result."
    )


class OverrideNeededError(InvalidError):
    """`data["criteria"]`: what the check showed."""

    code = "override_needed"
    message = _(
        "The decision does not meet the rules of your university. Write the reason for an "
        "exception, or decide otherwise."
    )


class ContentShareError(InvalidError):
    code = "content_share"
    message = _("Say how much of the content agrees, for example 80 percent.")


class CheckChangedError(StaleError):
    """`data["criteria"]`: what the check shows now."""

    code = "check_changed"
    message = _(
        "Other decisions on this student were approved meanwhile, and the rules of your university "
        "are no longer met. Return the proposal, so that it is checked anew."
    )


class SourcesError(InvalidError):
    code = "sources"
    message = _(
        "Choose courses of one student whose results were received and that no other decision uses."
    )


class DocumentError(InvalidError):
    code = "document"
    message = _("Attach a PDF file of at most 20 MB.")


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong with one line of a list; `line` counts from 1 as the person sees it.

    `field`: which value of the line, where one value is to blame.
    """

    line: int
    message: str | Promise
    subject: str = ""
    field: str = ""


class LinesError(InvalidError):
    """Several lines of a list cannot be taken; nothing was kept."""

    code = "lines"
    message = _("Some lines cannot be taken. Nothing was saved: correct them and try again.")

    def __init__(self, problems: Sequence[LineProblem]) -> None:
        self.problems = list(problems)
        super().__init__(
            data={"lines": [{"line": one.line, "subject": one.subject} for one in problems]}
        )
