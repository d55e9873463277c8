"""What can be refused about consent to be named and about asking for help."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import InvalidError, WrongStateError


class PracticeNeededError(InvalidError):
    code = "sharing_practice"
    message = _(
        "Write in a few words what your university did, so that others know what they can ask."
    )


class HelpTextError(InvalidError):
    code = "help_text"
    message = _("Write what you want to say, in 10 to 2,000 letters.")


class AskedAlreadyError(WrongStateError):
    code = "help_asked_already"
    message = _(
        "Your university has asked this one about the indicator already and waits for its answer."
    )


class HelpStateError(WrongStateError):
    code = "help_wrong_state"
    message = _("This request was answered or closed meanwhile. Load the page again.")
