"""What can go wrong with a paper."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import PortalError


class PaperError(PortalError):
    code = "paper_failed"
    message = _("The paper could not be made. Try again; if it fails again, tell the secretariat.")


class ForbiddenFetchError(PaperError):
    """A template or its data asked for something outside the project's own folders."""

    code = "paper_fetch_forbidden"


class FontMissingError(PaperError):
    """No Thai font is installed on this machine: the paper would show empty boxes."""

    code = "paper_font_missing"
    message = _("The paper was not made: this server lacks the Thai font. Tell the secretariat.")


class PaperDamagedError(PaperError):
    """The stored file is not the one that was issued."""

    code = "paper_damaged"
    message = _("The stored file is not the one that was issued. Tell the secretariat.")
