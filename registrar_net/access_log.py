"""The access log in words: acts, purposes and institutions as people call them."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.selectors import LogPage
from apps.graduates.models.verification import Purpose
from apps.institutions.models import Institution

ACTS: dict[str, str | Promise] = {
    "roster.upload": _("uploaded a roster"),
    "roster.check": _("had a roster checked"),
    "roster.confirm": _("confirmed findings"),
    "roster.keep_row": _("chose between two rows"),
    "roster.certify": _("certified a roster"),
    "roster.discard": _("discarded a roster"),
    "graduates.verify": _("verified an applicant"),
    "graduates.letter": _("asked for a result letter"),
    "paper.reserved": _("reserved a paper's number"),
    "paper.issued": _("issued a paper"),
    "paper.superseded": _("replaced a paper"),
    "paper.revoked": _("revoked a paper"),
    "lookups_refused": _("was refused: the day's look-ups are used up"),
    "api_answer_replayed": _("was given an earlier answer again"),
    "api_client_made": _("made an API client"),
}
SIDES = ("acting_institution_id", "owner_institution_id")
PURPOSES = dict(Purpose.choices)


def in_words(page: LogPage) -> list[dict[str, Any]]:
    """The page's rows with `act`, `why`, `acting` and `owner` added; two queries for any number."""
    ids = {row[side] for row in page.rows for side in SIDES if row[side]}
    named = Institution.objects.in_bulk(ids)
    return [
        row
        | {
            "act": ACTS.get(row["action"], row["action"]),
            "why": PURPOSES.get(row["purpose"], row["purpose"]),
            "acting": named.get(row["acting_institution_id"]),
            "owner": named.get(row["owner_institution_id"]),
        }
        for row in page.rows
    ]
