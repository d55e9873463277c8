"""Pages of B's register of degrees. A asks, B holds the degrees, C is a stranger to both."""

from tests.architecture.routes import Part
from tests.architecture.routes_checks import COLUMNS, DEGREE, NOTE

LINES, LOADS = "/qualifications/register/lines", "/qualifications/register/loads"
LINE, HELD, LOAD = f"{LINES}/{{q_line_line}}", f"{LINES}/{{q_line_held}}", f"{LOADS}/{{q_load}}"
REASON = {"reason": "registry_error", **NOTE}

EVERYBODY = """
jobs:progress@load                  *    405
qualifications:register_list        *    405
qualifications:register_line        *    405
qualifications:register_line@held   *    405
qualifications:register_withdraw    405  *
qualifications:register_hold        405  *
qualifications:register_hold@held   405  *
qualifications:register_lift        405  *
qualifications:register_lift@free   405  *
qualifications:load_list            *    405
qualifications:load_template        *    405
qualifications:load                 *    405
qualifications:load@own             *    405
qualifications:load@corrected       *    405
qualifications:load@withdrawal      *    405
qualifications:load@of_answer       *    405
qualifications:load@accepted        *    405
qualifications:load@unreadable      *    405
qualifications:load@waiting         *    405
qualifications:load_accept          405  *
qualifications:load_accept@own      405  *
qualifications:load_accept@corrected 405  *
qualifications:load_accept@withdrawal 405  *
qualifications:load_accept@of_answer 405  *
qualifications:load_accept@accepted 405  *
qualifications:load_accept@unreadable 405  *
qualifications:load_discard         405  *
qualifications:load_discard@of_answer 405  *
qualifications:load_discard@accepted 405  *
qualifications:load_findings        *    405
qualifications:coverage             *    405
"""

# Columns: nobody, schools and other offices | asks: director A, registrar A, approver A |
# holds: registrar B, approver B, privacy officer B | stranger: registrar C, approver C |
# privacy officer of the network
BY_ROLE = """
jobs:progress@load                 GET  302 404  404 404 404  200 200 200  404 404  404
qualifications:register_list       GET  302 403  403 200 200  200 200 200  200 200  200
qualifications:register_line       GET  302 403  403 404 404  200 200 200  404 404  404
qualifications:register_line@held  GET  302 403  403 404 404  200 200 200  404 404  404
qualifications:register_correct    GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:register_correct    POST 302 403  403 404 404  302 302 403  404 404  403
qualifications:register_withdraw   POST 302 403  403 404 404  302 302 403  404 404  403
qualifications:register_hold       POST 302 403  403 403 404  403 302 302  403 404  404
qualifications:register_hold@held  POST 302 403  403 403 404  403 409 409  403 404  404
qualifications:register_lift       POST 302 403  403 403 404  403 302 302  403 404  404
qualifications:register_lift@free  POST 302 403  403 403 404  403 404 404  403 404  404
qualifications:load_list           GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:load_new            GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:load_new            POST 302 403  403 422 422  422 422 403  422 422  403
qualifications:load_template       GET  302 403  403 200 200  200 200 403  200 200  403
qualifications:load                GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:load@own            GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:load@corrected      GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:load@withdrawal     GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:load@of_answer      GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:load@accepted       GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:load@unreadable     GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:load@waiting        GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:load_accept         POST 302 403  403 403 404  403 302 403  403 404  403
qualifications:load_accept@own     POST 302 403  403 403 404  403 403 403  403 404  403
qualifications:load_accept@corrected POST 302 403 403 403 404 403 302 403  403 404  403
qualifications:load_accept@withdrawal POST 302 403 403 403 404 403 302 403 403 404  403
qualifications:load_accept@of_answer POST 302 403 403 403 404 403 409 403  403 404  403
qualifications:load_accept@accepted POST 302 403 403 403 404  403 409 403  403 404  403
qualifications:load_accept@unreadable POST 302 403 403 403 404 403 409 403 403 404  403
qualifications:load_discard        POST 302 403  403 404 404  302 302 403  404 404  403
qualifications:load_discard@of_answer POST 302 403 403 404 404 409 409 403 404 404  403
qualifications:load_discard@accepted POST 302 403 403 404 404 409 409 403  404 404  403
qualifications:load_findings       GET  302 403  403 404 404  200 200 403  404 404  403
qualifications:coverage            GET  302 403  200 200 200  200 200 403  200 200  403
qualifications:promises            GET  302 403  200 200 200  200 200 403  200 200  403
qualifications:promises            POST 302 403  403 403 302  403 302 403  403 302  403
"""

PATHS = {
    "jobs:progress@load": "/jobs/{q_job}/progress/",
    "qualifications:register_line": f"{LINE}/",
    "qualifications:register_line@held": f"{HELD}/",
    "qualifications:register_correct": f"{LINE}/correct/",
    "qualifications:register_withdraw": f"{LINE}/withdraw/",
    "qualifications:register_hold": f"{LINE}/hold/",
    "qualifications:register_hold@held": f"{HELD}/hold/",
    "qualifications:register_lift": f"{HELD}/lift/",
    "qualifications:register_lift@free": f"{LINE}/lift/",
    "qualifications:load": f"{LOAD}/",
    "qualifications:load@own": f"{LOADS}/{{q_load_own}}/",
    "qualifications:load@corrected": f"{LOADS}/{{q_load_corrected}}/",
    "qualifications:load@withdrawal": f"{LOADS}/{{q_load_withdrawal}}/",
    "qualifications:load@of_answer": f"{LOADS}/{{q_answer_load}}/",
    "qualifications:load@accepted": f"{LOADS}/{{q_load_accepted}}/",
    "qualifications:load@unreadable": f"{LOADS}/{{q_load_unreadable}}/",
    "qualifications:load@waiting": f"{LOADS}/{{q_load_waiting}}/",
    "qualifications:load_accept": f"{LOAD}/accept/",
    "qualifications:load_accept@own": f"{LOADS}/{{q_load_own}}/accept/",
    "qualifications:load_accept@corrected": f"{LOADS}/{{q_load_corrected}}/accept/",
    "qualifications:load_accept@withdrawal": f"{LOADS}/{{q_load_withdrawal}}/accept/",
    "qualifications:load_accept@of_answer": f"{LOADS}/{{q_answer_load}}/accept/",
    "qualifications:load_accept@accepted": f"{LOADS}/{{q_load_accepted}}/accept/",
    "qualifications:load_accept@unreadable": f"{LOADS}/{{q_load_unreadable}}/accept/",
    "qualifications:load_discard": f"{LOAD}/discard/",
    "qualifications:load_discard@of_answer": f"{LOADS}/{{q_answer_load}}/discard/",
    "qualifications:load_discard@accepted": f"{LOADS}/{{q_load_accepted}}/discard/",
    "qualifications:load_findings": f"{LOAD}/findings.csv",
}

FORMS = {
    "qualifications:register_correct": {**DEGREE, **REASON},
    "qualifications:register_withdraw": REASON,
    "qualifications:register_hold": NOTE,
    "qualifications:register_hold@held": NOTE,
    "qualifications:register_lift": {"confirmed": "yes"},
    "qualifications:register_lift@free": {"confirmed": "yes"},
    "qualifications:load_accept": {"content": "{q_load_content}"},
    "qualifications:load_accept@own": {"content": "{q_load_own_content}"},
    "qualifications:load_accept@corrected": {"content": "{q_load_corrected_content}"},
    "qualifications:load_accept@withdrawal": {"content": "{q_load_withdrawal_content}"},
    "qualifications:load_accept@accepted": {"content": "{q_load_accepted_content}"},
    "qualifications:load_discard": {"confirmed": "yes"},
    "qualifications:load_discard@of_answer": {"confirmed": "yes"},
    "qualifications:load_discard@accepted": {"confirmed": "yes"},
    "qualifications:promises": {"working_days": "7", "valid_from": "{q_today}"},
}

# a box that is not ticked leads back to the page
EMPTY = """
qualifications:register_correct            registrar_b  422
qualifications:register_withdraw           registrar_b  422
qualifications:register_hold               approver_b   422
qualifications:register_lift               approver_b   302
qualifications:load_new                    registrar_b  422
qualifications:load_accept                 approver_b   409
qualifications:load_discard                registrar_b  422
qualifications:promises                    approver_b   422
"""

REGISTER_PAGES = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS, EMPTY)
