"""The access log in words: acts, purposes and institutions as people call them."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.selectors import LogPage
from apps.courses.services.registrations import PURPOSE as COURSES
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
    "agreement.draft": _("drafted an agreement"),
    "agreement.change": _("changed an agreement"),
    "agreement.attach": _("attached the paper of an agreement"),
    "agreement.offer": _("opened an agreement for signature"),
    "agreement.renegotiate": _("took an agreement back to negotiation"),
    "agreement.sign": _("signed an agreement"),
    "agreement.enforce": _("put an agreement in force"),
    "agreement.terminate": _("terminated an agreement"),
    "agreement.drop": _("dropped an agreement"),
    "rules.grade_scale": _("set a grade scale"),
    "rules.recognition_policy": _("set rules of recognition"),
    "rules.term": _("set the dates of a term"),
    "offering.save": _("saved a course offering"),
    "offering.import": _("imported course offerings"),
    "offering.open": _("opened course offerings"),
    "offering.closed": _("closed course offerings"),
    "offering.draft": _("took course offerings back to preparation"),
    "cross_registration.draft": _("prepared a registration elsewhere"),
    "cross_registration.submit": _("sent a registration to the host"),
    "cross_registration.change": _("changed a registration"),
    "cross_registration.accept": _("accepted a student"),
    "cross_registration.decline": _("declined a student"),
    "cross_registration.enrol": _("confirmed that a student is registered"),
    "cross_registration.detail": _("updated a registration's details"),
    "cross_registration.withdraw": _("withdrew a student"),
    "cross_registration.cancel": _("cancelled a registration"),
    "cross_registration.announce": _("announced a result"),
    "cross_registration.correct": _("corrected a result"),
    "cross_registration.acknowledge": _("confirmed receipt of a result"),
    "cross_registration.recognise": _("recognised a course"),
    "cross_registration.recognise_partly": _("recognised a course in part"),
    "cross_registration.not_recognise": _("decided against recognition"),
    "cross_registration.reopen": _("reopened a decision"),
    "cross_registration.look": _("looked at a student's registration"),
    "cross_registration.export": _("downloaded a student's result"),
    "result.enter": _("entered a result"),
    "result.announce": _("approved a result"),
    "result.return": _("returned a result"),
    "learner.change": _("changed a student's data"),
    "learner.describe": _("described what a student studies"),
    "offering.officer": _("saved a course offering through the API"),
    "course_paper.request": _("asked for a paper of results or credits"),
    "course_paper.look": _("opened a paper of results or credits"),
    "course_paper.download": _("downloaded a paper of results or credits"),
    "recognition.proposed": _("proposed a recognition"),
    "recognition.approved": _("approved a recognition"),
    "recognition.returned": _("returned a recognition"),
    "recognition.reopened": _("reopened a recognition"),
    "paper.reserved": _("reserved a paper's number"),
    "paper.issued": _("issued a paper"),
    "paper.superseded": _("replaced a paper"),
    "paper.revoked": _("revoked a paper"),
    "office.set": _("set what papers say of the office"),
    "signer.add": _("added a signer"),
    "signer.end": _("set a signer's last day"),
    "closed_day.add": _("added a closed day"),
    "closed_day.remove": _("removed a closed day"),
    "lookups_refused": _("was refused: the day's look-ups are used up"),
    "api_answer_replayed": _("was given an earlier answer again"),
    "api_client_made": _("made an API client"),
}
SIDES = ("acting_institution_id", "owner_institution_id")
PURPOSES: dict[str, str | Promise] = {
    **dict(Purpose.choices),
    COURSES: _("courses at another university"),
}


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
