"""Who gets a mail about a notice: one row for each person, written once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from apps.institutions.models import Membership
from apps.institutions.scope import system_scope
from apps.notices.models import Mail, MailChoice, Notice, ReadMark

BATCH = 500


def spread() -> int:
    """Write the mails of notices that have none yet; how many notices. Safe beside another."""
    with system_scope("writing out the mails of notices"), transaction.atomic():
        notices = list(
            Notice.objects.select_for_update(skip_locked=True)
            .filter(mailed_at=None)
            .order_by("pk")[:BATCH]
        )
        if notices:
            Mail.objects.bulk_create(_mails(notices), ignore_conflicts=True, batch_size=1_000)
            Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(
                mailed_at=timezone.now()
            )
    return len(notices)


def _mails(notices: Sequence[Notice]) -> Iterator[Mail]:
    """For everybody in one of the roles who wants it and has not read it on the page already."""
    where_all = {notice.institution_id for notice in notices}
    members = _members(where_all)
    choices = MailChoice.objects.filter(institution__in=where_all)
    unwanted = set(choices.values_list("user_id", "institution_id", "kind"))
    read = set(ReadMark.objects.filter(notice__in=notices).values_list("user_id", "notice_id"))
    for notice in notices:
        where = notice.institution_id
        users = {user for role in notice.roles for user in members[where, role]}
        for user in sorted(users):
            if (user, where, notice.kind) not in unwanted and (user, notice.pk) not in read:
                yield Mail(institution_id=where, user_id=user, notice=notice)


def _members(institution_ids: Iterable[int]) -> dict[tuple[int, str], list[int]]:
    """(institution, role) → ids of those who hold it now."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    held = Membership.objects.filter(
        institution__in=institution_ids,
        institution__is_active=True,
        is_active=True,
        user__is_active=True,
    )
    for where, role, user in held.values_list("institution_id", "role", "user_id"):
        found[where, role].append(user)
    return found
