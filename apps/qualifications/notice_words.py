"""The notices of this app: what waits, where, until when. No person is named."""

from django.utils.translation import gettext_lazy as _

from apps.institutions.actor import Role
from apps.notices.registry import register

CLERKS = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)
APPROVERS = (Role.REGISTRAR_APPROVER,)


def register_notices() -> None:
    register(
        "qualification.asked",
        roles=CLERKS,
        label=_("A university asks about a degree"),
        subject=_("%(sender)s asks about degrees of your university"),
        body=_("Open the queue and answer the oldest question first."),
    )
    register(
        "qualification.overdue",
        roles=CLERKS,
        label=_("A question about a degree is due or overdue"),
        subject=_("A question about a degree was due on %(due)s"),
        body=_("Another university waits for your answer. Open the question and answer it."),
    )
    register(
        "qualification.proposed",
        roles=APPROVERS,
        label=_("An answer waits for your approval"),
        subject=_("An answer about a degree waits for your approval"),
        body=_("A colleague entered the answer. Compare it with the register, then approve it."),
    )
    register(
        "qualification.documents_asked",
        roles=CLERKS,
        label=_("Documents are requested"),
        subject=_("%(sender)s needs documents to answer your question"),
        body=_(
            "Open the question and attach what is asked for. Until then its clock stands still."
        ),
    )
    register(
        "qualification.documents_given",
        roles=CLERKS,
        label=_("Documents were given"),
        subject=_("%(sender)s gave the documents that you asked for"),
        body=_("Open the question and answer it."),
    )
    register(
        "qualification.message",
        roles=CLERKS,
        label=_("A message about a question"),
        subject=_("A message of %(sender)s about a question"),
        body=_("Open the question to read and to answer the message."),
    )
    register(
        "qualification.answered",
        roles=CLERKS,
        label=_("Your question is answered"),
        subject=_("%(sender)s answered your question about a degree"),
        body=_("Open the question to read the answer and to take the letter."),
    )
    register(
        "qualification.reopened",
        roles=CLERKS,
        label=_("An answer was taken back"),
        subject=_("%(sender)s took an answer about a degree back"),
        body=_("Do not rely on the former answer. Open the question to read why."),
    )
