"""The link by e-mail, to the address that a request for a paper names.

The job is given the request alone: address and link are known while it runs and not before. A try
that fails makes another link the next time, and the one before leads nowhere.
"""

from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from apps.certificates.models import ServiceRequest
from apps.certificates.selectors.requests import request_get
from apps.certificates.states import State
from apps.institutions.actor import Actor
from apps.jobs.models import Job
from apps.jobs.registry import Run, handles
from apps.jobs.services import enqueue
from apps.kpi.choices import ServiceKind
from apps.kpi.policies import can_run_survey, demand
from apps.kpi.selectors.survey import invitation_for
from apps.kpi.services.surveying import LANGUAGES, SurveyLink, invite
from apps.kpi.survey_errors import AskedError, NoAddressError, NotServedError

MAIL = "kpi.survey_mail"


def ask_about(*, actor: Actor, request: UUID) -> SurveyLink:
    """A link for whoever was given this paper.

    Raises NotFoundError, NotServedError before it is delivered, AskedError after it was answered.
    """
    _delivered(actor, request)
    return invite(actor=actor, service=ServiceKind.CERTIFICATE, subject=request)


@transaction.atomic
def send_link(*, actor: Actor, request: UUID) -> Job:
    """Have the link mailed to the request's address; as `ask_about`, and NoAddressError."""
    demand(can_run_survey(actor))
    row = _delivered(actor, request)
    if not row.contact_email:
        raise NoAddressError
    asked = invitation_for(actor, service=ServiceKind.CERTIFICATE, subject=request)
    if asked is not None and asked.is_used:
        raise AskedError
    return enqueue(actor=actor, kind=MAIL, arguments={"request": str(request)})


@handles(MAIL)
def mail_link(run: Run) -> dict[str, Any]:
    """Nothing is sent where the answer came in meanwhile."""
    row = _delivered(run.actor, UUID(run.arguments["request"]))
    try:
        link = ask_about(actor=run.actor, request=row.uuid)
    except AskedError:
        return {"sent": 0}
    return {"sent": _mail(row, link).send()}


def _mail(row: ServiceRequest, link: SurveyLink) -> EmailMessage:
    """Plain text in both languages; it names the institution and nobody else."""
    subjects, bodies = [], []
    for language in LANGUAGES:
        with translation.override(language):
            context = {"institution": row.institution, "link": link}
            subjects.append(_("How was our service?"))
            bodies.append(render_to_string("kpi/survey/mail.txt", context).strip())
    return EmailMessage(
        " / ".join(dict.fromkeys(subjects)),
        "\n\n— — —\n\n".join(bodies) + "\n",
        to=[row.contact_email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _delivered(actor: Actor, request: UUID) -> ServiceRequest:
    row = request_get(actor, request)
    if row.state != State.DELIVERED:
        raise NotServedError
    return row
