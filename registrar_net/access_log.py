"""The access log in words: acts, purposes and institutions as people call them."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.selectors import LogPage
from apps.courses.services.registrations import PURPOSE as COURSES
from apps.graduates.models.verification import Purpose
from apps.institutions.models import Institution
from apps.qualifications.choices import Purpose as DegreePurpose

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
    "signing_key.added": _("added a signing key"),
    "check.look": _("opened a qualification check"),
    "check.send": _("asked about a degree"),
    "check.confirm": _("asked about a degree, confirmed by the register"),
    "check.request_documents": _("asked for documents about a degree"),
    "check.give_documents": _("gave documents about a degree"),
    "check.message": _("wrote about a qualification check"),
    "check.attach": _("attached documents to a qualification check"),
    "check.attachment": _("opened a document of a qualification check"),
    "check.propose": _("entered an answer about a degree"),
    "check.return": _("gave an answer about a degree back"),
    "check.take_back": _("took back an answer that was not approved yet"),
    "check.approve": _("answered about a degree"),
    "check.reopen": _("took an answer about a degree back"),
    "check.cancel": _("cancelled a qualification check"),
    "check.export": _("exported qualification checks"),
    "check.letter": _("asked for a letter about a degree"),
    "check.letter_file": _("downloaded a letter about a degree"),
    "check.upload": _("handed in a list of entrants"),
    "check.send_batch": _("sent a list of entrants to the holders"),
    "check.discard_batch": _("discarded a list of entrants"),
    "check.drop_draft": _("took a person out of a list of entrants"),
    "check.summary": _("asked for the summary of a list of entrants"),
    "check.summary_download": _("downloaded the summary of a list of entrants"),
    "register.bring": _("brought rows for the register of degrees"),
    "register.accept": _("put rows into the register of degrees"),
    "register.discard": _("discarded rows for the register of degrees"),
    "register.read": _("read the register of degrees"),
    "register.hold": _("placed a privacy hold on a degree"),
    "register.lift_hold": _("lifted the privacy hold on a degree"),
    "register.promise": _("set the time to answer about degrees"),
    "service_request.request": _("took a request for a certificate"),
    "service_request.edit": _("changed a request for a certificate"),
    "service_request.approve": _("approved a certificate"),
    "service_request.produce": _("had a certificate produced"),
    "service_request.fail": _("had a certificate fail"),
    "service_request.deliver": _("delivered a certificate"),
    "service_request.cancel": _("cancelled a request for a certificate"),
    "service_request.revoke": _("revoked a certificate"),
    "service_request.feed": _("fed the stages of a paper made elsewhere"),
    "service_request.look": _("opened a request for a certificate"),
    "service_request.export": _("exported requests for certificates"),
    "service_request.download": _("downloaded a certificate"),
    "request_batch.download": _("downloaded a list's certificates"),
    "request_batch.archive": _("made the archive of a list of certificates"),
    "service_level.set": _("set the service level of a paper"),
    "lookups_refused": _("was refused: the day's look-ups are used up"),
    "api_answer_replayed": _("was given an earlier answer again"),
    "api_client_made": _("made an API client"),
}
PROGRAMS: dict[str, str | Promise] = {
    "portal": _("The network's portal"),
    "make_signing_keys": _("The network's portal, at its set-up"),
    "import_signing_key": _("Operator of the portal"),
}
"""Who acted where nobody was signed in, by the label in the log."""
SIDES = ("acting_institution_id", "owner_institution_id")
PURPOSES: dict[str, str | Promise] = {
    **dict(DegreePurpose.choices),
    **dict(Purpose.choices),
    COURSES: _("courses at another university"),
}


def in_words(page: LogPage) -> list[dict[str, Any]]:
    """The page's rows with `act`, `why`, `number`, `acting` and `owner` added, and the actor in
    words; two queries for any number."""
    ids = {row[side] for row in page.rows for side in SIDES if row[side]}
    named = Institution.objects.in_bulk(ids)
    return [
        row
        | {
            "act": ACTS.get(row["action"], row["action"]),
            "actor_label": PROGRAMS.get(row["actor_label"], row["actor_label"]),
            "number": row["data"].get("number", ""),
            "why": PURPOSES.get(row["purpose"], row["purpose"]),
            "acting": named.get(row["acting_institution_id"]),
            "owner": named.get(row["owner_institution_id"]),
        }
        for row in page.rows
    ]
