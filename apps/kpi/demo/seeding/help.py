"""Consent to be named, offers of help with what was done, and two letters among peers."""

import datetime as dt

from django.utils import timezone

from apps.institutions.actor import Role
from apps.institutions.scope import scope
from apps.kpi.demo.calendar import moment
from apps.kpi.demo.seeding.cycles import indicators
from apps.kpi.demo.seeding.rows import insert
from apps.kpi.demo.seeding.staff import Staff
from apps.kpi.demo.wording import CONTACT, HELP, SHARING, PlannedHelp
from apps.kpi.models import HelpRequest, Sharing

SHARED_BEFORE = 120
ANSWERED_AFTER = 3


def write_help(staff: Staff) -> None:
    """Given by directors; asked by directors and answered by them."""
    today = timezone.localdate()
    for planned in SHARING:
        with scope(staff.registrar(planned.slug)):
            by = staff.officer(planned.slug, Role.DIRECTOR)
            insert(
                [
                    Sharing(
                        created_at=moment(today - dt.timedelta(days=SHARED_BEFORE), 90),
                        institution=staff.institutions[planned.slug],
                        indicator=indicators()[planned.indicator],
                        offers_help=bool(planned.practice),
                        practice=planned.practice,
                        contact=CONTACT if planned.practice else "",
                        given_name=by.name,
                        given_post=by.post,
                    )
                ]
            )
    for letter in HELP:
        _ask(staff, letter, today)


def _ask(staff: Staff, letter: PlannedHelp, today: dt.date) -> None:
    asker = staff.officer(letter.asker, Role.DIRECTOR)
    asked = today - dt.timedelta(days=letter.asked)
    with scope(staff.registrar(letter.asker)):
        indicator = indicators()[letter.indicator]
        row = HelpRequest(
            created_at=moment(asked, 60),
            asker=staff.institutions[letter.asker],
            helper=staff.institutions[letter.helper],
            indicator=indicator,
            message=letter.message,
            asked_name=asker.name,
            asked_post=asker.post,
        )
        insert([row])
    if not letter.reply:
        return
    helper = staff.officer(letter.helper, Role.DIRECTOR)
    with scope(staff.registrar(letter.helper)):
        HelpRequest.objects.filter(uuid=row.uuid).update(
            state=HelpRequest.State.ANSWERED,
            reply=letter.reply,
            replied_name=helper.name,
            replied_post=helper.post,
            replied_at=moment(asked + dt.timedelta(days=ANSWERED_AFTER), 120),
        )
