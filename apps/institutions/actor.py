"""Who acts, as whom, in which role."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.audit.services import Who


class Role(models.TextChoices):
    SCHOOL_UPLOADER = "school_uploader", _("School uploader")
    SCHOOL_CERTIFIER = "school_certifier", _("School certifier")
    REGISTRAR = "registrar", _("Registrar")
    REGISTRAR_APPROVER = "registrar_approver", _("Registrar approver")
    DIRECTOR = "director", _("Director")
    NODE_COORDINATOR = "node_coordinator", _("Node coordinator")
    CREDIT_BANK_OFFICER = "credit_bank_officer", _("Credit-bank officer")
    SECRETARIAT = "secretariat", _("Network secretariat")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    PARTNER_CLIENT = "partner_client", _("Partner client")


@dataclass(frozen=True)
class Actor:
    """A person or a partner's client, for one institution, in one role."""

    institution_id: int
    role: Role
    user_id: int | None = None
    client_id: int | None = None
    label: str = ""

    @property
    def who(self) -> Who:
        """The same, in the plain ids that the audit log keeps."""
        return Who(
            user_id=self.user_id,
            client_id=self.client_id,
            institution_id=self.institution_id,
            label=self.label,
        )
