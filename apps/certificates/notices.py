"""What officers are told of: requests that wait, papers that are ready or could not be made."""

from django.utils.translation import gettext_lazy as _

from apps.institutions.actor import Role
from apps.notices.registry import register

WAITING, READY, FAILED = "certificates.waiting", "certificates.ready", "certificates.failed"

register(
    WAITING,
    roles=(Role.REGISTRAR_APPROVER,),
    label=_("Requests for papers wait for your approval"),
    subject=_("Requests for papers wait for approval"),
    body=_("Requests for papers wait for your approval. They are due by %(due)s."),
)
register(
    READY,
    roles=(Role.REGISTRAR, Role.REGISTRAR_APPROVER),
    label=_("Papers are ready"),
    subject=_("Papers are ready to be delivered"),
    body=_("Papers that your office approved are ready. Deliver them, then say so in the portal."),
)
register(
    FAILED,
    roles=(Role.REGISTRAR, Role.REGISTRAR_APPROVER),
    label=_("A paper could not be made"),
    subject=_("A paper could not be made"),
    body=_(
        "A paper that your office approved could not be made. Open the request: it says why, and "
        "what to do."
    ),
)
