"""Sending: one mail for each person, with all that waits for them.

A person's rows are locked while their mail is handed over and marked as sent in the same
transaction: two mailers never send the same, and a mail server that is down loses nothing. Only a
machine that stops between the server's "accepted" and the commit sends one mail a second time; it
carries the same Message-ID, by which mailboxes know it again.
"""

import datetime as dt
import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.institutions.models import Institution, Membership
from apps.institutions.scope import system_scope
from apps.notices.models import Mail, Notice
from apps.notices.words import Words, words_of

log = logging.getLogger(__name__)

MOST_PERSONS, MOST_IN_A_MAIL, MOST_TRIES = 200, 50, 12
REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)
"""The server answers and does not take this mail; every other error means that it is gone."""
MAIL_DOMAIN = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=2), dt.timedelta(hours=6)


@dataclass(frozen=True)
class Told:
    notice: Notice
    words: Words


def deliver() -> int:
    """Mail everybody for whom something waits; the number of mails handed over."""
    users = _waited_for()
    if not users:
        return 0
    link: BaseEmailBackend = get_connection()
    sent = 0
    try:
        link.open()
        for user in users:
            sent += _deliver_to(user, link)
    except OSError as error:  # smtplib's errors are of this kind as well
        log.warning("the mail server cannot be reached (%s); mails wait", type(error).__name__)
    finally:
        link.close()
    return sent


def _waited_for() -> list[int]:
    with system_scope("whom a mail waits for"):
        waiting = _waiting().order_by("user_id").values_list("user_id", flat=True)
        return list(waiting.distinct()[:MOST_PERSONS])


def _waiting() -> QuerySet[Mail]:
    return Mail.objects.filter(
        Q(not_before=None) | Q(not_before__lte=timezone.now()),
        sent_at=None,
        tries__lt=MOST_TRIES,
    )


def _deliver_to(user_id: int, link: BaseEmailBackend) -> int:
    """One mail in one transaction; 0 where nothing is left for this person or it was refused.

    Raises OSError where the server is gone: the rows then stay as they were.
    """
    with system_scope("mailing one person"), transaction.atomic():
        rows = list(
            _waiting()
            .filter(user_id=user_id)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("notice__sender", "institution", "user")
            .order_by("pk")[:MOST_IN_A_MAIL]
        )
        rows = _still_concerned(user_id, rows)
        if not rows:
            return 0
        try:
            link.send_messages([_mail(rows[0].user, rows, link)])
        except REFUSALS as error:
            _put_off(rows, type(error).__name__)
            return 0
        Mail.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=timezone.now())
    return 1


def _still_concerned(user_id: int, rows: Sequence[Mail]) -> list[Mail]:
    """Rows of roles that the person still holds; the others are struck off."""
    held = set(
        Membership.objects.filter(
            user_id=user_id, is_active=True, user__is_active=True, institution__is_active=True
        ).values_list("institution_id", "role")
    )
    kept = [
        row for row in rows if any((row.institution_id, role) in held for role in row.notice.roles)
    ]
    gone = {row.pk for row in rows} - {row.pk for row in kept}
    if gone:
        Mail.objects.filter(pk__in=gone).delete()
    return kept


def _put_off(rows: Sequence[Mail], failure: str) -> None:
    """Tried again later, each time after twice the time."""
    tries = max(row.tries for row in rows) + 1
    wait = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
    Mail.objects.filter(pk__in=[row.pk for row in rows]).update(
        tries=tries, not_before=timezone.now() + wait, failure=failure
    )
    log.warning("a mail of notices was refused in try %s: %s", tries, failure)


def _mail(user: User, rows: Sequence[Mail], link: BaseEmailBackend) -> EmailMessage:
    """Plain text in the person's language: what waits, where, until when."""
    with translation.override(user.language):
        told = [(row, words_of(row.notice)) for row in rows]
        subject = told[0][1].subject if len(told) == 1 else _several(len(told))
        context = {
            "user": user,
            "groups": _by_institution(told),
            "base_url": settings.BASE_URL.rstrip("/"),
            "settings_path": reverse("notices:mail_settings"),
        }
        body = render_to_string("notices/mail.txt", context)
    return EmailMessage(
        subject,
        body,
        to=[user.email],
        connection=link,
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<notices-{rows[0].pk}-{rows[-1].pk}@{MAIL_DOMAIN}>",
        },
    )


def _several(number: int) -> str:
    return ngettext("%(number)s thing waits for you", "%(number)s things wait for you", number) % {
        "number": number
    }


def _by_institution(told: Sequence[tuple[Mail, Words]]) -> dict[Institution, list[Told]]:
    """Who acts for several institutions must see as which one to open each page."""
    groups: dict[Institution, list[Told]] = {}
    for row, words in told:
        groups.setdefault(row.institution, []).append(Told(row.notice, words))
    return groups
