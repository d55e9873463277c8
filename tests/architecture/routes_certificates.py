"""Pages of requests for papers. They are University A's; B and C have offices of their own."""

from tests.architecture.routes import Part
from tests.architecture.routes_portal import COLUMNS as PORTAL_COLUMNS
from tests.builders.certificates import STATUS

COLUMNS = {
    "nobody": PORTAL_COLUMNS["nobody"],
    "others": ("uploader_a", "certifier_a", "uploader_b", "certifier_b", "coordinator",
               "secretary", "privacy", "privacy_b"),
    "director A": ("director_a",),
    "registrar A": ("registrar_a",),
    "approver A": ("approver_a",),
    "registrar B": ("registrar_b",),
    "approver B": ("approver_b",),
    "registrar C": ("registrar_c",),
    "approver C": ("approver_c",),
}  # fmt: skip

HERE = "/certificates"
REQUESTS, BATCHES = f"{HERE}/requests", f"{HERE}/batches"
WAITING, MADE = f"{REQUESTS}/{{c_requested}}", f"{REQUESTS}/{{c_produced}}"
BATCH, BATCH_MADE = f"{BATCHES}/{{c_batch}}", f"{BATCHES}/{{c_batch_made}}"
PREVIEW = f"{BATCHES}/new/{{c_upload}}/?kind=student_status&language=th&title=x"

EVERYBODY = """
verify_paper@certificate                200  403
certificates:request_list               *    405
certificates:export                     *    405
certificates:selected                   405  *
certificates:selected@approve           405  *
certificates:resume                     405  *
certificates:resume@batch               405  *
certificates:request_new                *    405
certificates:request                    *    405
certificates:request@own                *    405
certificates:request@approved           *    405
certificates:request@produced           *    405
certificates:request@delivered          *    405
certificates:request@revoked            *    405
certificates:request@cancelled          *    405
certificates:request@fed                *    405
certificates:request_act                405  *
certificates:request_act@own            405  *
certificates:request_act@deliver        405  *
certificates:request_act@deliver_early  405  *
certificates:request_act@deliver_fed    405  *
certificates:request_act@cancel         405  *
certificates:request_act@cancel_late    405  *
certificates:request_act@revoke         405  *
certificates:request_act@revoke_early   405  *
certificates:request_act@unknown        405  *
certificates:paper_file                 *    405
certificates:paper_file@revoked         *    405
certificates:paper_file@waiting         *    405
certificates:batch_list                 *    405
certificates:batch_template             *    405
certificates:batch_template@unknown     *    405
certificates:batch                      *    405
certificates:batch@own                  *    405
certificates:batch@made                 *    405
certificates:batch_progress             *    405
certificates:batch_deliver              405  *
certificates:batch_deliver@waiting      405  *
certificates:batch_archive              *    405
certificates:batch_archive@waiting      *    405
certificates:figures                    *    405
"""

# Columns: nobody, schools and other offices | director A, registrar A, approver A |
# registrar B, approver B, registrar C, approver C
BY_ROLE = """
certificates:request_list              GET  302 403  302 200 200  200 200 200 200
certificates:export                    GET  302 403  403 200 200  200 200 200 200
certificates:selected                  POST 302 403  403 302 302  404 404 404 404
certificates:selected@approve          POST 302 403  403 302 302  302 302 302 302
certificates:approve                   GET  302 403  403 403 200  403 404 403 404
certificates:approve                   POST 302 403  403 403 302  403 404 403 404
certificates:approve@own               GET  302 403  403 403 200  403 404 403 404
certificates:approve@own               POST 302 403  403 403 403  403 404 403 404
certificates:approve@late              GET  302 403  403 403 200  403 404 403 404
certificates:approve@late              POST 302 403  403 403 409  403 404 403 404
certificates:resume                    POST 302 403  403 403 302  403 302 403 302
certificates:resume@batch              POST 302 403  403 403 302  404 404 404 404
certificates:request_new               GET  302 403  403 200 200  200 200 200 200
certificates:request_new_kind          GET  302 403  403 200 200  200 200 200 200
certificates:request_new_kind          POST 302 403  403 302 302  302 302 302 302
certificates:request_new_kind@find     GET  302 403  403 200 200  200 200 200 200
certificates:request_new_kind@find     POST 302 403  403 200 200  200 200 200 200
certificates:request_new_kind@degree   GET  302 403  403 404 404  200 200 404 404
certificates:request_new_kind@degree   POST 302 403  403 404 404  302 302 404 404
certificates:request_new_kind@elsewhere GET 302 403  403 404 404  404 404 404 404
certificates:request_new_kind@elsewhere POST 302 403 403 404 404  404 404 404 404
certificates:request                   GET  302 403  403 200 200  404 404 404 404
certificates:request@own               GET  302 403  403 200 200  404 404 404 404
certificates:request@approved          GET  302 403  403 200 200  404 404 404 404
certificates:request@produced          GET  302 403  403 200 200  404 404 404 404
certificates:request@delivered         GET  302 403  403 200 200  404 404 404 404
certificates:request@revoked           GET  302 403  403 200 200  404 404 404 404
certificates:request@cancelled         GET  302 403  403 200 200  404 404 404 404
certificates:request@fed               GET  302 403  403 200 200  404 404 404 404
certificates:request_edit              GET  302 403  403 200 200  404 404 404 404
certificates:request_edit              POST 302 403  403 302 302  404 404 404 404
certificates:request_edit@produced     GET  302 403  403 409 409  404 404 404 404
certificates:request_edit@produced     POST 302 403  403 409 409  404 404 404 404
certificates:request_edit@fed          GET  302 403  403 404 404  404 404 404 404
certificates:request_edit@fed          POST 302 403  403 404 404  404 404 404 404
certificates:request_replace           GET  302 403  403 200 200  404 404 404 404
certificates:request_replace           POST 302 403  403 302 302  404 404 404 404
certificates:request_replace@waiting   GET  302 403  403 409 409  404 404 404 404
certificates:request_replace@waiting   POST 302 403  403 409 409  404 404 404 404
certificates:request_replace@revoked   GET  302 403  403 409 409  404 404 404 404
certificates:request_replace@revoked   POST 302 403  403 409 409  404 404 404 404
certificates:request_act               POST 302 403  403 403 302  404 404 404 404
certificates:request_act@own           POST 302 403  403 403 403  404 404 404 404
certificates:request_act@deliver       POST 302 403  403 302 302  404 404 404 404
certificates:request_act@deliver_early POST 302 403  403 409 409  404 404 404 404
certificates:request_act@deliver_fed   POST 302 403  403 409 409  404 404 404 404
certificates:request_act@cancel        POST 302 403  403 302 302  404 404 404 404
certificates:request_act@cancel_late   POST 302 403  403 409 409  404 404 404 404
certificates:request_act@revoke        POST 302 403  403 403 302  404 404 404 404
certificates:request_act@revoke_early  POST 302 403  403 403 409  404 404 404 404
certificates:request_act@unknown       POST 302 403  403 404 404  404 404 404 404
certificates:paper_file                GET  302 403  403 200 200  404 404 404 404
certificates:paper_file@revoked        GET  302 403  403 200 200  404 404 404 404
certificates:paper_file@waiting        GET  302 403  403 404 404  404 404 404 404
certificates:batch_list                GET  302 403  403 200 200  200 200 200 200
certificates:batch_new                 GET  302 403  403 200 200  200 200 200 200
certificates:batch_new                 POST 302 403  403 422 422  422 422 422 422
certificates:batch_template            GET  302 403  403 200 200  200 200 200 200
certificates:batch_template@unknown    GET  302 403  403 404 404  404 404 404 404
certificates:batch_preview             GET  302 403  403 200 404  404 404 404 404
certificates:batch_preview             POST 302 403  403 302 404  404 404 404 404
certificates:batch_preview@give_up     GET  302 403  403 200 404  404 404 404 404
certificates:batch_preview@give_up     POST 302 403  403 302 404  404 404 404 404
certificates:batch                     GET  302 403  403 200 200  404 404 404 404
certificates:batch@own                 GET  302 403  403 200 200  404 404 404 404
certificates:batch@made                GET  302 403  403 200 200  404 404 404 404
certificates:batch_progress            GET  302 403  403 200 200  404 404 404 404
certificates:batch_approve             GET  302 403  403 403 200  403 404 403 404
certificates:batch_approve             POST 302 403  403 403 302  403 404 403 404
certificates:batch_approve@own         GET  302 403  403 403 200  403 404 403 404
certificates:batch_approve@own         POST 302 403  403 403 403  403 404 403 404
certificates:batch_approve@made        GET  302 403  403 403 302  403 404 403 404
certificates:batch_approve@made        POST 302 403  403 403 422  403 404 403 404
certificates:batch_deliver             POST 302 403  403 302 302  404 404 404 404
certificates:batch_deliver@waiting     POST 302 403  403 422 422  404 404 404 404
certificates:batch_archive             GET  302 403  403 200 200  404 404 404 404
certificates:batch_archive@waiting     GET  302 403  403 404 404  404 404 404 404
certificates:levels                    GET  302 403  200 200 200  200 200 200 200
certificates:levels                    POST 302 403  403 403 302  403 302 403 302
certificates:elsewhere                 GET  302 403  403 200 200  200 200 200 200
certificates:elsewhere                 POST 302 403  403 302 302  302 302 302 302
certificates:figures                   GET  302 403  200 200 200  200 200 200 200
"""

PATHS = {
    "verify_paper@certificate": "/verify/{c_code}",
    "certificates:selected@approve": f"{HERE}/selected/",
    "certificates:approve": f"{HERE}/approve/?pick={{c_requested}}",
    "certificates:approve@own": f"{HERE}/approve/?pick={{c_own}}",
    "certificates:approve@late": f"{HERE}/approve/?pick={{c_produced}}",
    "certificates:resume@batch": f"{HERE}/resume/",
    "certificates:request_new_kind": f"{HERE}/new/student_status/",
    "certificates:request_new_kind@find": f"{HERE}/new/graduation/?words=6",
    "certificates:request_new_kind@degree": f"{HERE}/new/graduation/?conferral={{c_conferral}}",
    "certificates:request_new_kind@elsewhere": f"{HERE}/new/transcript/",
    "certificates:request": f"{WAITING}/",
    "certificates:request@own": f"{REQUESTS}/{{c_own}}/",
    "certificates:request@approved": f"{REQUESTS}/{{c_approved}}/",
    "certificates:request@produced": f"{MADE}/",
    "certificates:request@delivered": f"{REQUESTS}/{{c_delivered}}/",
    "certificates:request@revoked": f"{REQUESTS}/{{c_revoked}}/",
    "certificates:request@cancelled": f"{REQUESTS}/{{c_cancelled}}/",
    "certificates:request@fed": f"{REQUESTS}/{{c_fed}}/",
    "certificates:request_edit": f"{WAITING}/edit/",
    "certificates:request_edit@produced": f"{MADE}/edit/",
    "certificates:request_edit@fed": f"{REQUESTS}/{{c_fed}}/edit/",
    "certificates:request_replace": f"{MADE}/replace/",
    "certificates:request_replace@waiting": f"{WAITING}/replace/",
    "certificates:request_replace@revoked": f"{REQUESTS}/{{c_revoked}}/replace/",
    "certificates:request_act": f"{WAITING}/act/approve/",
    "certificates:request_act@own": f"{REQUESTS}/{{c_own}}/act/approve/",
    "certificates:request_act@deliver": f"{MADE}/act/deliver/",
    "certificates:request_act@deliver_early": f"{WAITING}/act/deliver/",
    "certificates:request_act@deliver_fed": f"{REQUESTS}/{{c_fed}}/act/deliver/",
    "certificates:request_act@cancel": f"{WAITING}/act/cancel/",
    "certificates:request_act@cancel_late": f"{MADE}/act/cancel/",
    "certificates:request_act@revoke": f"{MADE}/act/revoke/",
    "certificates:request_act@revoke_early": f"{WAITING}/act/revoke/",
    "certificates:request_act@unknown": f"{WAITING}/act/produce/",
    "certificates:paper_file": f"{MADE}/paper.pdf",
    "certificates:paper_file@revoked": f"{REQUESTS}/{{c_revoked}}/paper.pdf",
    "certificates:paper_file@waiting": f"{WAITING}/paper.pdf",
    "certificates:batch_template": f"{BATCHES}/template-student_status.csv",
    "certificates:batch_template@unknown": f"{BATCHES}/template-transcript.csv",
    "certificates:batch_preview": PREVIEW,
    "certificates:batch_preview@give_up": PREVIEW,
    "certificates:batch": f"{BATCH}/",
    "certificates:batch@own": f"{BATCHES}/{{c_batch_own}}/",
    "certificates:batch@made": f"{BATCH_MADE}/",
    "certificates:batch_progress": f"{BATCH_MADE}/progress/",
    "certificates:batch_approve": f"{BATCH}/approve/",
    "certificates:batch_approve@own": f"{BATCHES}/{{c_batch_own}}/approve/",
    "certificates:batch_approve@made": f"{BATCH_MADE}/approve/",
    "certificates:batch_deliver": f"{BATCH_MADE}/deliver/",
    "certificates:batch_deliver@waiting": f"{BATCH}/deliver/",
    "certificates:batch_archive": f"{BATCH_MADE}/archive.zip",
    "certificates:batch_archive@waiting": f"{BATCH}/archive.zip",
}

STUDENT = {name: str(value) for name, value in STATUS.items()}
SENT = {**STUDENT, "student_code": "6500000099", "step": "send"}
SIGNED = {"signer": "{c_signer}", "letter_date": "{q_today}"}
REASON = {"reason": "the programme was written wrongly"}

FORMS = {
    "verify_paper@certificate": {"pin": "000000"},
    "certificates:selected": {"act": "deliver", "pick": "{c_produced}", "how": "desk"},
    "certificates:selected@approve": {"act": "approve", "pick": "{c_requested}"},
    "certificates:approve": {"pick": "{c_requested}~{c_requested_seen}", **SIGNED},
    "certificates:approve@own": {"pick": "{c_own}~{c_own_seen}", **SIGNED},
    "certificates:approve@late": {"pick": "{c_produced}~{c_produced_seen}", **SIGNED},
    "certificates:resume@batch": {"batch": "{c_batch}"},
    "certificates:request_new_kind": {**SENT, "language": "th"},
    "certificates:request_new_kind@degree": {"language": "th", "step": "send"},
    "certificates:request_new_kind@elsewhere": {**SENT, "language": "th"},
    "certificates:request_edit": {**SENT, "seen": "{c_requested_seen}"},
    "certificates:request_edit@produced": {**SENT, "seen": "{c_produced_seen}"},
    "certificates:request_edit@fed": {**SENT, "seen": "{c_fed_seen}"},
    "certificates:request_replace": {**SENT, **REASON},
    "certificates:request_replace@waiting": {**SENT, **REASON},
    "certificates:request_replace@revoked": {**SENT, **REASON},
    "certificates:request_act": {"seen": "{c_requested_seen}", **SIGNED},
    "certificates:request_act@own": {"seen": "{c_own_seen}", **SIGNED},
    "certificates:request_act@deliver": {"how": "desk"},
    "certificates:request_act@deliver_early": {"how": "desk"},
    "certificates:request_act@deliver_fed": {"how": "desk"},
    "certificates:request_act@cancel": REASON,
    "certificates:request_act@cancel_late": REASON,
    "certificates:request_act@revoke": REASON,
    "certificates:request_act@revoke_early": REASON,
    "certificates:batch_preview": {"expected": "1"},
    "certificates:batch_preview@give_up": {"discard": "1"},
    "certificates:batch_approve": {"seen": "{c_batch_seen}", **SIGNED},
    "certificates:batch_approve@own": {"seen": "{c_batch_own_seen}", **SIGNED},
    "certificates:batch_approve@made": {"seen": "{c_batch_made_seen}", **SIGNED},
    "certificates:batch_deliver": {"how": "desk"},
    "certificates:batch_deliver@waiting": {"how": "desk"},
    "certificates:levels": {
        "kind": "transcript", "working_days": "5", "valid_from": "{q_today}",
    },
    "certificates:elsewhere": {
        "reference": "T-2", "kind": "transcript", "language": "th", "stage": "requested_at",
        "on": "{q_today}",
    },
}  # fmt: skip

# an act that no button sends is not found
EMPTY = """
certificates:selected                  registrar_a  404
certificates:approve                   approver_a   422
certificates:resume                    approver_a   302
certificates:request_new_kind          registrar_a  422
certificates:request_new_kind@degree   registrar_b  422
certificates:request_edit              registrar_a  422
certificates:request_replace           registrar_a  422
certificates:request_act               approver_a   422
certificates:request_act@deliver       registrar_a  422
certificates:request_act@cancel        registrar_a  422
certificates:request_act@revoke        approver_a   422
certificates:request_act@unknown       registrar_a  404
certificates:batch_new                 registrar_a  422
certificates:batch_preview             registrar_a  409
certificates:batch_approve             approver_a   422
certificates:batch_deliver             registrar_a  422
certificates:levels                    approver_a   422
certificates:elsewhere                 registrar_a  422
"""

CERTIFICATE_PAGES = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS, EMPTY)
