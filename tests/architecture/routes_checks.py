"""Pages of checks and of lists of entrants. A asks, B holds the degrees, C is a stranger."""

from tests.architecture.routes import Part
from tests.architecture.routes_portal import COLUMNS as PORTAL_COLUMNS

COLUMNS = {
    "nobody": PORTAL_COLUMNS["nobody"],
    "others": ("uploader_a", "certifier_a", "uploader_b", "certifier_b", "coordinator",
               "secretary"),
    "director A": ("director_a",),
    "registrar A": ("registrar_a",),
    "approver A": ("approver_a",),
    "registrar B": ("registrar_b",),
    "approver B": ("approver_b",),
    "privacy officer B": ("privacy_b",),
    "registrar C": ("registrar_c",),
    "approver C": ("approver_c",),
    "privacy officer": ("privacy",),
}  # fmt: skip
"""The privacy officer of the network has no register; that of B places holds in B's."""

CHECKS, BATCHES = "/qualifications/checks", "/qualifications/batches"
WAITING = f"{CHECKS}/{{q_waiting}}"
REVIEW, SENT = f"{BATCHES}/{{q_batch}}", f"{BATCHES}/{{q_batch_sent}}"
NOTE = {"note": "compare with the paper"}

EVERYBODY = """
verify_paper@reply                  200  403
qualifications:asked_list           *    405
qualifications:asked_export         *    405
qualifications:batch_list           *    405
qualifications:batch_template       *    405
qualifications:batch                *    405
qualifications:batch@sent           *    405
qualifications:batch@unreadable     *    405
qualifications:batch@waiting        *    405
qualifications:batch_send           405  *
qualifications:batch_send@sent      405  *
qualifications:batch_discard        405  *
qualifications:batch_discard@sent   405  *
qualifications:batch_drop           405  *
qualifications:batch_drop@sent      405  *
qualifications:batch_letter         405  *
qualifications:batch_letter@unsent  405  *
qualifications:batch_letter_file    *    405
qualifications:batch_letter_file@unsent *  405
qualifications:batch_export         *    405
qualifications:batch_export@unsent  *    405
qualifications:batch_findings       *    405
qualifications:queue                *    405
qualifications:held_list            *    405
qualifications:held_export          *    405
qualifications:check                *    405
qualifications:check@draft          *    405
qualifications:check@documents      *    405
qualifications:check@proposed       *    405
qualifications:check@written        *    405
qualifications:check@answered       *    405
qualifications:check@confirmed      *    405
qualifications:check@cancelled      *    405
qualifications:check@on_paper       *    405
qualifications:answer_choose        *    405
qualifications:answer_choose@answered *  405
qualifications:answer_choose@on_paper *  405
qualifications:answer_choose@draft  *    405
qualifications:check_act            405  *
qualifications:check_act@request_documents 405 *
qualifications:check_act@give_documents    405 *
qualifications:check_act@cancel     405  *
qualifications:check_act@cancel_late 405  *
qualifications:check_act@approve    405  *
qualifications:check_act@approve_own 405  *
qualifications:check_act@approve_early 405  *
qualifications:check_act@return     405  *
qualifications:check_act@take_back  405  *
qualifications:check_act@take_back_own 405 *
qualifications:check_act@take_back_late 405 *
qualifications:check_act@reopen     405  *
qualifications:check_act@reopen_confirmed 405 *
qualifications:check_act@draft      405  *
qualifications:check_act@on_paper   405  *
qualifications:check_act@unknown    405  *
qualifications:attachment           *    405
qualifications:attachment@elsewhere *    405
qualifications:check_letter         405  *
qualifications:check_letter@made    405  *
qualifications:check_letter@waiting 405  *
qualifications:check_letter_file    *    405
qualifications:check_letter_progress *   405
qualifications:check_letter_progress@waiting * 405
qualifications:check_letter_file@network *  405
qualifications:check_letter_file@waiting *  405
"""

# Columns: nobody, schools and other offices | asks: director A, registrar A, approver A |
# holds: registrar B, approver B, privacy officer B | stranger: registrar C, approver C |
# privacy officer of the network
BY_ROLE = """
qualifications:asked_list          GET  302 403  200 200 200  200 200 403  200 200  403
qualifications:asked_export        GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:check_new           GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:check_new           POST 302 403  403 302 302  422 422 403  302 302  403
qualifications:check_new@on_paper  GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:check_new@on_paper  POST 302 403  403 302 302  302 302 403  302 302  403
qualifications:batch_list          GET  302 403  200 200 200  200 200 403  200 200  403
qualifications:batch_new           GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:batch_new           POST 302 403  403 422 422  422 422 403  422 422  403
qualifications:batch_template      GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:batch               GET  302 403  200 200 200  404 404 403  404 404  403
qualifications:batch@sent          GET  302 403  200 200 200  404 404 403  404 404  403
qualifications:batch@unreadable    GET  302 403  200 200 200  404 404 403  404 404  403
qualifications:batch@waiting       GET  302 403  200 200 200  404 404 403  404 404  403
qualifications:batch_send          POST 302 403  403 302 302  404 404 403  404 404  403
qualifications:batch_send@sent     POST 302 403  403 409 409  404 404 403  404 404  403
qualifications:batch_discard       POST 302 403  403 302 302  404 404 403  404 404  403
qualifications:batch_discard@sent  POST 302 403  403 409 409  404 404 403  404 404  403
qualifications:batch_drop          POST 302 403  403 302 302  404 404 403  404 404  403
qualifications:batch_drop@sent     POST 302 403  403 409 409  404 404 403  404 404  403
qualifications:batch_letter        POST 302 403  403 302 302  404 404 403  404 404  403
qualifications:batch_letter@unsent POST 302 403  403 404 404  404 404 403  404 404  403
qualifications:batch_letter_file   GET  302 403  403 200 200  404 404 403  404 404  403
qualifications:batch_letter_file@unsent GET 302 403 403 404 404 404 404 403 404 404 403
qualifications:batch_export        GET  302 403  403 200 200  404 404 403  404 404  403
qualifications:batch_export@unsent GET  302 403  403 404 404  404 404 403  404 404  403
qualifications:batch_findings      GET  302 403  403 200 200  404 404 403  404 404  403
qualifications:queue               GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:held_list           GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:held_export         GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:check               GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:check@draft         GET  302 403  403 200 200  404 404 403  404 404  403
qualifications:check@documents     GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:check@proposed      GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:check@written       GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:check@answered      GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:check@confirmed     GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:check@cancelled     GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:check@on_paper      GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:answer_choose       GET  302 403  403 403 403  200 200 403  404 404  403
qualifications:answer_choose@answered GET 302 403 403 403 403 409 409 403  404 404  403
qualifications:answer_choose@on_paper GET 302 403 403 404 404 200 200 403  404 404  403
qualifications:answer_choose@draft GET  302 403  403 403 403  404 404 403  404 404  403
qualifications:answer_without      GET  302 403  403 403 403  200 200 403  404 404  403
qualifications:answer_without      POST 302 403  403 403 403  302 302 403  404 404  403
qualifications:answer_without@answered GET 302 403 403 403 403 409 409 403 404 404  403
qualifications:answer_without@answered POST 302 403 403 403 403 409 409 403 404 404 403
qualifications:answer_written      GET  302 403  403 403 403  200 200 403  404 404  403
qualifications:answer_written      POST 302 403  403 403 403  302 302 403  404 404  403
qualifications:answer_entry        GET  302 403  403 403 403  200 200 403  404 404  403
qualifications:answer_entry        POST 302 403  403 403 403  302 302 403  404 404  403
qualifications:answer_entry@unknown GET 302 403  403 403 403  404 404 403  404 404  403
qualifications:answer_entry@unknown POST 302 403 403 403 403  404 404 403  404 404  403
qualifications:check_act           POST 302 403  403 302 302  302 302 403  404 404  403
qualifications:check_act@request_documents POST 302 403 403 403 403 302 302 403 404 404 403
qualifications:check_act@give_documents POST 302 403 403 422 422 403 403 403 404 404 403
qualifications:check_act@cancel    POST 302 403  403 302 302  403 403 403  404 404  403
qualifications:check_act@cancel_late POST 302 403 403 409 409 403 403 403  404 404  403
qualifications:check_act@approve   POST 302 403  403 403 403  403 302 403  404 404  403
qualifications:check_act@approve_own POST 302 403 403 403 403 403 403 403  404 404  403
qualifications:check_act@approve_early POST 302 403 403 403 403 403 409 403 404 404 403
qualifications:check_act@return    POST 302 403  403 403 403  403 302 403  404 404  403
qualifications:check_act@take_back POST 302 403  403 403 403  302 403 403  404 404  403
qualifications:check_act@take_back_own POST 302 403 403 403 403 403 302 403 404 404 403
qualifications:check_act@take_back_late POST 302 403 403 403 403 409 409 403 404 404 403
qualifications:check_act@reopen    POST 302 403  403 403 403  403 302 403  404 404  403
qualifications:check_act@reopen_confirmed POST 302 403 403 403 403 403 302 403 404 404 403
qualifications:check_act@draft     POST 302 403  403 302 302  404 404 403  404 404  403
qualifications:check_act@on_paper  POST 302 403  403 404 404  302 302 403  404 404  403
qualifications:check_act@unknown   POST 302 403  403 404 404  404 404 403  404 404  403
qualifications:attachment          GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:attachment@elsewhere GET 302 403  403 404 404  404 404 403  404 404  403
qualifications:check_letter        POST 302 403  403 302 302  403 403 403  404 404  403
qualifications:check_letter@made   POST 302 403  403 302 302  403 403 403  404 404  403
qualifications:check_letter@waiting POST 302 403 403 404 404  403 403 403  404 404  403
qualifications:check_letter_file   GET  302 403  403 200 200  200 200 403  404 404  403
qualifications:check_letter_progress GET 302 403 403 200 200 200 200 403  404 404  403
qualifications:check_letter_progress@waiting GET 302 403 403 204 204 204 204 403 404 404 403
qualifications:check_letter_file@network GET 302 403 403 200 200 404 404 403 404 404 403
qualifications:check_letter_file@waiting GET 302 403 403 404 404 404 404 403 404 404 403
"""

PATHS = {
    "verify_paper@reply": "/verify/{q_code}",
    "qualifications:check_new@on_paper": f"{CHECKS}/new/?paper=1",
    "qualifications:batch": f"{REVIEW}/",
    "qualifications:batch@sent": f"{SENT}/",
    "qualifications:batch@unreadable": f"{BATCHES}/{{q_batch_unreadable}}/",
    "qualifications:batch@waiting": f"{BATCHES}/{{q_batch_waiting}}/",
    "qualifications:batch_send": f"{REVIEW}/send/",
    "qualifications:batch_send@sent": f"{SENT}/send/",
    "qualifications:batch_discard": f"{REVIEW}/discard/",
    "qualifications:batch_discard@sent": f"{SENT}/discard/",
    "qualifications:batch_drop": f"{REVIEW}/drop/",
    "qualifications:batch_drop@sent": f"{SENT}/drop/",
    "qualifications:batch_letter": f"{SENT}/letter/",
    "qualifications:batch_letter@unsent": f"{REVIEW}/letter/",
    "qualifications:batch_letter_file": f"{SENT}/letter.pdf",
    "qualifications:batch_letter_file@unsent": f"{REVIEW}/letter.pdf",
    "qualifications:batch_export": f"{SENT}/board.csv",
    "qualifications:batch_export@unsent": f"{REVIEW}/board.csv",
    "qualifications:batch_findings": f"{REVIEW}/findings.csv",
    "qualifications:check": f"{WAITING}/",
    "qualifications:check@draft": f"{CHECKS}/{{q_draft}}/",
    "qualifications:check@documents": f"{CHECKS}/{{q_documents}}/",
    "qualifications:check@proposed": f"{CHECKS}/{{q_proposed}}/",
    "qualifications:check@written": f"{CHECKS}/{{q_written}}/",
    "qualifications:check@answered": f"{CHECKS}/{{q_answered}}/",
    "qualifications:check@confirmed": f"{CHECKS}/{{q_confirmed}}/",
    "qualifications:check@cancelled": f"{CHECKS}/{{q_cancelled}}/",
    "qualifications:check@on_paper": f"{CHECKS}/{{q_on_paper}}/",
    "qualifications:answer_choose": f"{WAITING}/answer/",
    "qualifications:answer_choose@answered": f"{CHECKS}/{{q_answered}}/answer/",
    "qualifications:answer_choose@on_paper": f"{CHECKS}/{{q_on_paper}}/answer/",
    "qualifications:answer_choose@draft": f"{CHECKS}/{{q_draft}}/answer/",
    "qualifications:answer_without": f"{WAITING}/answer/none/",
    "qualifications:answer_without@answered": f"{CHECKS}/{{q_answered}}/answer/none/",
    "qualifications:answer_written": f"{WAITING}/answer/written/",
    "qualifications:answer_entry": f"{WAITING}/answer/{{q_line_line}}/",
    "qualifications:answer_entry@unknown": f"{WAITING}/answer/{{q_waiting}}/",
    "qualifications:check_act": f"{WAITING}/act/message/",
    "qualifications:check_act@request_documents": f"{WAITING}/act/request_documents/",
    "qualifications:check_act@give_documents": f"{CHECKS}/{{q_documents}}/act/give_documents/",
    "qualifications:check_act@cancel": f"{WAITING}/act/cancel/",
    "qualifications:check_act@cancel_late": f"{CHECKS}/{{q_answered}}/act/cancel/",
    "qualifications:check_act@approve": f"{CHECKS}/{{q_proposed}}/act/approve/",
    "qualifications:check_act@approve_own": f"{CHECKS}/{{q_own}}/act/approve/",
    "qualifications:check_act@approve_early": f"{WAITING}/act/approve/",
    "qualifications:check_act@return": f"{CHECKS}/{{q_proposed}}/act/return/",
    "qualifications:check_act@take_back": f"{CHECKS}/{{q_proposed}}/act/take_back/",
    "qualifications:check_act@take_back_own": f"{CHECKS}/{{q_own}}/act/take_back/",
    "qualifications:check_act@take_back_late": f"{CHECKS}/{{q_answered}}/act/take_back/",
    "qualifications:check_act@reopen": f"{CHECKS}/{{q_answered}}/act/reopen/",
    "qualifications:check_act@reopen_confirmed": f"{CHECKS}/{{q_confirmed}}/act/reopen/",
    "qualifications:check_act@draft": f"{CHECKS}/{{q_draft}}/act/cancel/",
    "qualifications:check_act@on_paper": f"{CHECKS}/{{q_on_paper}}/act/message/",
    "qualifications:check_act@unknown": f"{WAITING}/act/send/",
    "qualifications:attachment": f"{WAITING}/documents/{{q_file}}/",
    "qualifications:attachment@elsewhere": f"{CHECKS}/{{q_documents}}/documents/{{q_file}}/",
    "qualifications:check_letter": f"{CHECKS}/{{q_confirmed}}/letter/",
    "qualifications:check_letter@made": f"{CHECKS}/{{q_answered}}/letter/",
    "qualifications:check_letter@waiting": f"{WAITING}/letter/",
    "qualifications:check_letter_progress": f"{CHECKS}/{{q_answered}}/letter/progress/",
    "qualifications:check_letter_progress@waiting": f"{WAITING}/letter/progress/",
    "qualifications:check_letter_file": f"{CHECKS}/{{q_answered}}/letter.pdf",
    "qualifications:check_letter_file@network": f"{CHECKS}/{{q_lettered}}/letter.pdf",
    "qualifications:check_letter_file@waiting": f"{WAITING}/letter.pdf",
}

QUESTION = {
    "officer": "ผู้ทดสอบ ถามวุฒิ", "purpose": "graduate_admission", "basis": "public_task",
    "case": "บศ.69/0001", "first_name": "กานดา", "last_name": "ใจงาม", "level": "bachelor",
}  # fmt: skip
DEGREE = {
    "student_code": "6501000009", "first_name": "กานดา", "last_name": "ใจดีงาม",
    "degree_th": "วิทยาศาสตรบัณฑิต", "degree_abbr": "วท.บ.", "standing": "conferred",
}  # fmt: skip
SEEN = {"version": "{q_waiting_version}"}
ANSWERED = {"version": "{q_answered_version}", **NOTE}

FORMS = {
    "verify_paper@reply": {"pin": "000000"},
    "qualifications:check_new": {**QUESTION, "holder": "00300"},
    "qualifications:check_new@on_paper": {**QUESTION, "requester": "สำนักงานทดสอบ"},
    "qualifications:batch_discard": {"confirmed": "yes"},
    "qualifications:batch_discard@sent": {"confirmed": "yes"},
    "qualifications:batch_drop": {"check": "{q_draft}"},
    "qualifications:batch_drop@sent": {"check": "{q_draft}"},
    "qualifications:batch_letter": {"language": "en"},
    "qualifications:batch_letter@unsent": {"language": "en"},
    "qualifications:answer_without": {**SEEN, "outcome": "not_found"},
    "qualifications:answer_without@answered": {**ANSWERED, "outcome": "not_found"},
    "qualifications:answer_written": {**SEEN, **DEGREE},
    "qualifications:answer_entry": {**SEEN, **NOTE, "outcome": "unable_to_confirm"},
    "qualifications:answer_entry@unknown": {**SEEN, **NOTE, "outcome": "unable_to_confirm"},
    "qualifications:check_act": {**SEEN, **NOTE},
    "qualifications:check_act@request_documents": {**SEEN, **NOTE},
    "qualifications:check_act@give_documents": {"version": "{q_documents_version}", **NOTE},
    "qualifications:check_act@cancel": {**SEEN, **NOTE},
    "qualifications:check_act@cancel_late": ANSWERED,
    "qualifications:check_act@approve": {"version": "{q_proposed_version}"},
    "qualifications:check_act@approve_own": {"version": "{q_own_version}"},
    "qualifications:check_act@approve_early": SEEN,
    "qualifications:check_act@return": {"version": "{q_proposed_version}", **NOTE},
    "qualifications:check_act@take_back": {"version": "{q_proposed_version}"},
    "qualifications:check_act@take_back_own": {"version": "{q_own_version}"},
    "qualifications:check_act@take_back_late": ANSWERED,
    "qualifications:check_act@reopen": ANSWERED,
    "qualifications:check_act@reopen_confirmed": {"version": "{q_confirmed_version}", **NOTE},
    "qualifications:check_act@draft": {"version": "1", **NOTE},
    "qualifications:check_act@on_paper": {"version": "{q_on_paper_version}", **NOTE},
    "qualifications:check_act@unknown": {**SEEN, **NOTE},
    "qualifications:check_letter": {"language": "en"},
    "qualifications:check_letter@made": {"language": "en"},
    "qualifications:check_letter@waiting": {"language": "en"},
}

# a box that is not ticked, or a button without a form, leads back to the page
EMPTY = """
qualifications:check_new                   registrar_a  422
qualifications:check_new@on_paper          registrar_b  422
qualifications:batch_new                   registrar_a  422
qualifications:batch_send                  registrar_a  302
qualifications:batch_discard               registrar_a  302
qualifications:batch_drop                  registrar_a  404
qualifications:batch_letter                registrar_a  422
qualifications:answer_without              registrar_b  422
qualifications:answer_written              registrar_b  422
qualifications:answer_entry                registrar_b  422
qualifications:check_act                   registrar_a  422
qualifications:check_act@request_documents registrar_b  422
qualifications:check_act@give_documents    registrar_a  422
qualifications:check_act@cancel            registrar_a  422
qualifications:check_act@approve           approver_b   422
qualifications:check_act@return            approver_b   422
qualifications:check_act@take_back         registrar_b  422
qualifications:check_act@reopen            approver_b   422
qualifications:check_act@unknown           registrar_a  404
qualifications:check_letter                registrar_a  302
"""

CHECK_PAGES = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS, EMPTY)
