"""Figures of indicators, dashboards, consent and help. Figures are A's; B offers help to A."""

from tests.architecture.routes import Part
from tests.architecture.routes_portal import COLUMNS as PORTAL_COLUMNS

COLUMNS = {
    "nobody": PORTAL_COLUMNS["nobody"],
    "others": ("uploader_a", "certifier_a", "uploader_b", "certifier_b", "privacy", "privacy_b"),
    "coordinator": ("coordinator",),
    "secretary": ("secretary",),
    "director A": ("director_a",),
    "registrar A": ("registrar_a",),
    "approver A": ("approver_a",),
    "registrar B": ("registrar_b",),
    "approver B": ("approver_b",),
    "registrar C": ("registrar_c",),
    "approver C": ("approver_c",),
}

HERE = "/indicators"
CYCLES, FIGURES = f"{HERE}/cycles", f"{HERE}/figures"
WAITING = f"{FIGURES}/{{i_waiting}}"
ASKING, HELP = f"{HERE}/help/ask", f"{HERE}/help"

EVERYBODY = """
kpi:dashboard                     *    405
kpi:indicator                     *    405
kpi:indicator@unknown             *    405
kpi:sharing                       *    405
kpi:sharing_end                   405  *
kpi:help_list                     *    405
kpi:help_close                    405  *
kpi:help_close@answered           405  *
kpi:work                          *    405
kpi:work_export                   *    405
kpi:submission                    *    405
kpi:submission@draft              *    405
kpi:submission@own                *    405
kpi:submission@approved           *    405
kpi:submission@accepted           *    405
kpi:submission_version            *    405
kpi:submission_version@unknown    *    405
kpi:submission_act                405  *
kpi:submission_act@own            405  *
kpi:submission_act@changed        405  *
kpi:submission_act@draft          405  *
kpi:submission_act@return         405  *
kpi:submission_act@return_own     405  *
kpi:submission_act@return_late    405  *
kpi:submission_act@take_back      405  *
kpi:submission_act@take_back_late 405  *
kpi:submission_act@reopen         405  *
kpi:submission_act@reopen_early   405  *
kpi:submission_act@unknown        405  *
kpi:evidence                      *    405
kpi:evidence@approved             *    405
"""

# Columns: nobody, schools and privacy officers | coordinator, secretary | director A, registrar A,
# approver A | registrar B, approver B, registrar C, approver C
BY_ROLE = """
kpi:dashboard                     GET  302 403  302 302  200 200 200  200 200 200 200
kpi:indicator                     GET  302 403  403 403  200 200 200  200 200 200 200
kpi:indicator@unknown             GET  302 403  403 403  404 404 404  404 404 404 404
kpi:sharing                       GET  302 403  403 403  200 200 200  200 200 200 200
kpi:sharing_edit                  GET  302 403  403 403  200 403 200  403 200 403 200
kpi:sharing_edit                  POST 302 403  403 403  302 403 302  403 302 403 302
kpi:sharing_edit@unknown          GET  302 403  403 403  404 403 404  403 404 403 404
kpi:sharing_edit@unknown          POST 302 403  403 403  404 403 404  403 404 403 404
kpi:sharing_end                   POST 302 403  403 403  404 403 404  403 302 403 404
kpi:help_list                     GET  302 403  403 403  200 200 200  200 200 200 200
kpi:help_ask                      GET  302 403  403 403  200 200 200  404 404 200 200
kpi:help_ask                      POST 302 403  403 403  302 302 302  404 404 302 302
kpi:help_ask@asked                GET  302 403  403 403  200 200 200  404 404 200 200
kpi:help_ask@asked                POST 302 403  403 403  409 409 409  404 404 302 302
kpi:help_ask@ended                GET  302 403  403 403  404 404 404  404 404 404 404
kpi:help_ask@ended                POST 302 403  403 403  404 404 404  404 404 404 404
kpi:help                          GET  302 403  403 403  200 200 200  200 200 404 404
kpi:help                          POST 302 403  403 403  404 403 404  403 302 403 404
kpi:help@answered                 GET  302 403  403 403  200 200 200  200 200 404 404
kpi:help@answered                 POST 302 403  403 403  404 403 404  403 409 403 404
kpi:help_close                    POST 302 403  403 403  302 302 302  404 404 404 404
kpi:help_close@answered           POST 302 403  403 403  302 302 302  404 404 404 404
kpi:work                          GET  302 403  403 403  200 200 200  200 200 200 200
kpi:work_export                   GET  302 403  403 403  200 200 200  200 200 200 200
kpi:entry                         GET  302 403  403 403  403 200 200  200 200 404 404
kpi:entry                         POST 302 403  403 403  403 302 302  302 302 404 404
kpi:entry@draft                   GET  302 403  403 403  403 200 200  404 404 404 404
kpi:entry@draft                   POST 302 403  403 403  403 302 302  404 404 404 404
kpi:entry@changed                 GET  302 403  403 403  403 200 200  404 404 404 404
kpi:entry@changed                 POST 302 403  403 403  403 409 409  404 404 404 404
kpi:entry@waiting                 GET  302 403  403 403  403 302 302  404 404 404 404
kpi:entry@waiting                 POST 302 403  403 403  403 302 302  404 404 404 404
kpi:entry@closed                  GET  302 403  403 403  403 200 200  404 404 404 404
kpi:entry@closed                  POST 302 403  403 403  403 409 409  404 404 404 404
kpi:entry@excused                 GET  302 403  403 403  403 200 200  404 404 404 404
kpi:entry@excused                 POST 302 403  403 403  403 409 409  404 404 404 404
kpi:submission                    GET  302 403  403 403  200 200 200  404 404 404 404
kpi:submission@draft              GET  302 403  403 403  200 200 200  404 404 404 404
kpi:submission@own                GET  302 403  403 403  200 200 200  404 404 404 404
kpi:submission@approved           GET  302 403  403 403  200 200 200  404 404 404 404
kpi:submission@accepted           GET  302 403  403 403  200 200 200  404 404 404 404
kpi:submission_version            GET  302 403  403 403  200 200 200  404 404 404 404
kpi:submission_version@unknown    GET  302 403  403 403  404 404 404  404 404 404 404
kpi:submission_act                POST 302 403  403 403  403 403 302  404 404 404 404
kpi:submission_act@own            POST 302 403  403 403  403 403 403  404 404 404 404
kpi:submission_act@changed        POST 302 403  403 403  403 403 409  404 404 404 404
kpi:submission_act@draft          POST 302 403  403 403  403 403 409  404 404 404 404
kpi:submission_act@return         POST 302 403  403 403  403 403 302  404 404 404 404
kpi:submission_act@return_own     POST 302 403  403 403  403 403 403  404 404 404 404
kpi:submission_act@return_late    POST 302 403  403 403  403 403 409  404 404 404 404
kpi:submission_act@take_back      POST 302 403  403 403  403 302 302  404 404 404 404
kpi:submission_act@take_back_late POST 302 403  403 403  403 409 409  404 404 404 404
kpi:submission_act@reopen         POST 302 403  403 403  403 302 302  404 404 404 404
kpi:submission_act@reopen_early   POST 302 403  403 403  403 409 409  404 404 404 404
kpi:submission_act@unknown        POST 302 403  403 403  403 404 404  404 404 404 404
kpi:evidence                      GET  302 403  403 404  403 200 200  404 404 404 404
kpi:evidence@approved             GET  302 403  403 200  403 200 200  404 404 404 404
"""

PATHS = {
    "kpi:indicator": f"{HERE}/REG01/",
    "kpi:indicator@unknown": f"{HERE}/REG99/",
    "kpi:sharing_edit": f"{HERE}/sharing/REG01/",
    "kpi:sharing_edit@unknown": f"{HERE}/sharing/REG99/",
    "kpi:sharing_end": f"{HERE}/sharing/REG01/end/",
    "kpi:help_ask": f"{ASKING}/{{i_offer}}/",
    "kpi:help_ask@asked": f"{ASKING}/{{i_offer_asked}}/",
    "kpi:help_ask@ended": f"{ASKING}/{{i_offer_ended}}/",
    "kpi:help": f"{HELP}/{{i_help}}/",
    "kpi:help@answered": f"{HELP}/{{i_help_answered}}/",
    "kpi:help_close": f"{HELP}/{{i_help}}/close/",
    "kpi:help_close@answered": f"{HELP}/{{i_help_answered}}/close/",
    "kpi:entry": f"{CYCLES}/{{i_open}}/",
    "kpi:entry@draft": f"{CYCLES}/{{i_draft_cycle}}/",
    "kpi:entry@changed": f"{CYCLES}/{{i_draft_cycle}}/",
    "kpi:entry@waiting": f"{CYCLES}/{{i_waiting_cycle}}/",
    "kpi:entry@closed": f"{CYCLES}/{{i_closed}}/",
    "kpi:entry@excused": f"{CYCLES}/{{i_excused}}/",
    "kpi:submission": f"{WAITING}/",
    "kpi:submission@draft": f"{FIGURES}/{{i_draft}}/",
    "kpi:submission@own": f"{FIGURES}/{{i_own}}/",
    "kpi:submission@approved": f"{FIGURES}/{{i_approved}}/",
    "kpi:submission@accepted": f"{FIGURES}/{{i_accepted}}/",
    "kpi:submission_version": f"{WAITING}/versions/{{i_waiting_sent}}/",
    "kpi:submission_version@unknown": f"{WAITING}/versions/999/",
    "kpi:submission_act": f"{WAITING}/act/approve/",
    "kpi:submission_act@own": f"{FIGURES}/{{i_own}}/act/approve/",
    "kpi:submission_act@changed": f"{WAITING}/act/approve/",
    "kpi:submission_act@draft": f"{FIGURES}/{{i_draft}}/act/approve/",
    "kpi:submission_act@return": f"{WAITING}/act/return/",
    "kpi:submission_act@return_own": f"{FIGURES}/{{i_own}}/act/return/",
    "kpi:submission_act@return_late": f"{FIGURES}/{{i_approved}}/act/return/",
    "kpi:submission_act@take_back": f"{WAITING}/act/take_back/",
    "kpi:submission_act@take_back_late": f"{FIGURES}/{{i_approved}}/act/take_back/",
    "kpi:submission_act@reopen": f"{FIGURES}/{{i_accepted}}/act/reopen/",
    "kpi:submission_act@reopen_early": f"{FIGURES}/{{i_approved}}/act/reopen/",
    "kpi:submission_act@unknown": f"{WAITING}/act/accept/",
    "kpi:evidence": f"{HERE}/evidence/{{i_draft_file}}/",
    "kpi:evidence@approved": f"{HERE}/evidence/{{i_approved_file}}/",
}

PRACTICE = "a second person compares every list"
QUESTION = {"message": "How do you check results before they are announced?"}
REPLY = {"reply": "A second person compares every list with the sheets."}
NUMBERS = {"basis": "declared", "numerator": "95", "denominator": "100"}
PIN = {"pin_0": "on", "reason_0": "arithmetic", "note_0": "count the corrected ones"}
REASON = {"reason": "the lists were corrected"}

FORMS = {
    "kpi:sharing_edit": {"agreed": "on", "offers_help": "on", "practice": PRACTICE},
    "kpi:sharing_edit@unknown": {"agreed": "on"},
    "kpi:sharing_end": {"confirmed": "yes"},
    "kpi:help_ask": QUESTION,
    "kpi:help_ask@asked": QUESTION,
    "kpi:help_ask@ended": QUESTION,
    "kpi:help": REPLY,
    "kpi:help@answered": REPLY,
    "kpi:entry": {**NUMBERS, "step": "save", "version": "0"},
    "kpi:entry@draft": {**NUMBERS, "step": "send", "version": "{i_draft_version}"},
    "kpi:entry@changed": {**NUMBERS, "step": "save", "version": "999"},
    "kpi:entry@waiting": {**NUMBERS, "step": "save", "version": "{i_waiting_version}"},
    "kpi:entry@closed": {**NUMBERS, "step": "save", "version": "0"},
    "kpi:entry@excused": {**NUMBERS, "step": "save", "version": "0"},
    "kpi:submission_act": {"seen": "{i_waiting_seen}"},
    "kpi:submission_act@own": {"seen": "{i_own_seen}"},
    "kpi:submission_act@changed": {"seen": "{i_own_seen}x"},
    "kpi:submission_act@draft": {"seen": "{i_draft_seen}"},
    "kpi:submission_act@return": {**PIN, "version": "{i_waiting_version}"},
    "kpi:submission_act@return_own": {**PIN, "version": "{i_own_version}"},
    "kpi:submission_act@return_late": {**PIN, "version": "{i_approved_version}"},
    "kpi:submission_act@take_back": {"version": "{i_waiting_version}"},
    "kpi:submission_act@take_back_late": {"version": "{i_approved_version}"},
    "kpi:submission_act@reopen": REASON,
    "kpi:submission_act@reopen_early": REASON,
}

# a figure without numbers is kept as a draft, with what is missing beside it
EMPTY = """
kpi:sharing_edit               approver_a   422
kpi:sharing_end                approver_b   302
kpi:help_ask                   registrar_c  422
kpi:help                       approver_b   422
kpi:entry                      registrar_a  200
kpi:entry@draft                registrar_a  409
kpi:submission_act             approver_a   409
kpi:submission_act@return      approver_a   422
kpi:submission_act@take_back   registrar_a  409
kpi:submission_act@reopen      registrar_a  422
"""

FIGURE_PAGES = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS, EMPTY)
