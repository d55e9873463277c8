"""Indicators as the network runs them: definitions, cycles, completeness, what it accepts."""

from tests.architecture.routes import Part
from tests.architecture.routes_indicators import COLUMNS, HERE, PIN

DEFINITIONS, NETWORK = f"{HERE}/definitions", f"{HERE}/network"
CYCLE, REVIEW = f"{NETWORK}/cycles/{{i_open}}", f"{NETWORK}/figures"
DRAFT, PUBLISHED = f"{DEFINITIONS}/REG02/2", f"{DEFINITIONS}/REG01/1"

EVERYBODY = """
kpi:definition_list               *    405
kpi:definition                    *    405
kpi:definition@draft              *    405
kpi:definition@unknown            *    405
kpi:definition_draft              405  *
kpi:definition_draft@unknown      405  *
kpi:definition_publish            405  *
kpi:definition_publish@published  405  *
kpi:network                       *    405
kpi:network_export                *    405
kpi:cycle_list                    *    405
kpi:cycle_new                     *    405
kpi:cycle                         *    405
kpi:cycle_export                  *    405
kpi:cycle_act                     405  *
kpi:cycle_act@excuse              405  *
kpi:cycle_act@remind              405  *
kpi:cycle_act@remind_late         405  *
kpi:cycle_act@lock                405  *
kpi:cycle_act@unknown             405  *
kpi:review_list                   *    405
kpi:review                        *    405
kpi:review@accepted               *    405
kpi:review@waiting                *    405
kpi:review_accept                 405  *
kpi:review_accept@accepted        405  *
kpi:review_accept@waiting         405  *
kpi:review_return                 405  *
kpi:review_return@accepted        405  *
kpi:review_return@waiting         405  *
"""

# Columns: nobody, schools and privacy officers | coordinator, secretary | director A, registrar A,
# approver A | registrar B, approver B, registrar C, approver C
BY_ROLE = """
kpi:definition_list               GET  302 403  200 200  200 200 200  200 200 200 200
kpi:definition                    GET  302 403  200 200  200 200 200  200 200 200 200
kpi:definition@draft              GET  302 403  404 200  404 404 404  404 404 404 404
kpi:definition@unknown            GET  302 403  404 404  404 404 404  404 404 404 404
kpi:indicator_new                 GET  302 403  403 200  403 403 403  403 403 403 403
kpi:indicator_new                 POST 302 403  403 302  403 403 403  403 403 403 403
kpi:definition_draft              POST 302 403  403 302  403 403 403  403 403 403 403
kpi:definition_draft@unknown      POST 302 403  403 404  403 403 403  403 403 403 403
kpi:indicator_rename              GET  302 403  403 200  403 403 403  403 403 403 403
kpi:indicator_rename              POST 302 403  403 302  403 403 403  403 403 403 403
kpi:indicator_rename@unknown      GET  302 403  403 404  403 403 403  403 403 403 403
kpi:indicator_rename@unknown      POST 302 403  403 404  403 403 403  403 403 403 403
kpi:definition_edit               GET  302 403  403 200  403 403 403  403 403 403 403
kpi:definition_edit               POST 302 403  403 302  403 403 403  403 403 403 403
kpi:definition_edit@published     GET  302 403  403 302  403 403 403  403 403 403 403
kpi:definition_edit@published     POST 302 403  403 302  403 403 403  403 403 403 403
kpi:definition_publish            POST 302 403  403 302  403 403 403  403 403 403 403
kpi:definition_publish@published  POST 302 403  403 302  403 403 403  403 403 403 403
kpi:network                       GET  302 403  200 200  403 403 403  403 403 403 403
kpi:network_export                GET  302 403  200 200  403 403 403  403 403 403 403
kpi:network_scores                GET  302 403  403 200  403 403 403  403 403 403 403
kpi:network_scores                POST 302 403  403 302  403 403 403  403 403 403 403
kpi:cycle_list                    GET  302 403  403 200  403 403 403  403 403 403 403
kpi:cycle_new                     GET  302 403  403 200  403 403 403  403 403 403 403
kpi:cycle_new_of                  GET  302 403  403 200  403 403 403  403 403 403 403
kpi:cycle_new_of                  POST 302 403  403 302  403 403 403  403 403 403 403
kpi:cycle_new_of@taken            GET  302 403  403 302  403 403 403  403 403 403 403
kpi:cycle_new_of@taken            POST 302 403  403 409  403 403 403  403 403 403 403
kpi:cycle                         GET  302 403  403 200  403 403 403  403 403 403 403
kpi:cycle_export                  GET  302 403  403 200  403 403 403  403 403 403 403
kpi:cycle_act                     POST 302 403  403 302  403 403 403  403 403 403 403
kpi:cycle_act@excuse              POST 302 403  403 302  403 403 403  403 403 403 403
kpi:cycle_act@remind              POST 302 403  403 302  403 403 403  403 403 403 403
kpi:cycle_act@remind_late         POST 302 403  403 409  403 403 403  403 403 403 403
kpi:cycle_act@lock                POST 302 403  403 302  403 403 403  403 403 403 403
kpi:cycle_act@unknown             POST 302 403  403 404  403 403 403  403 403 403 403
kpi:review_list                   GET  302 403  403 200  403 403 403  403 403 403 403
kpi:review                        GET  302 403  403 200  403 403 403  403 403 403 403
kpi:review@accepted               GET  302 403  403 200  403 403 403  403 403 403 403
kpi:review@waiting                GET  302 403  403 404  403 403 403  403 403 403 403
kpi:review_accept                 POST 302 403  403 302  403 403 403  403 403 403 403
kpi:review_accept@accepted        POST 302 403  403 409  403 403 403  403 403 403 403
kpi:review_accept@waiting         POST 302 403  403 404  403 403 403  403 403 403 403
kpi:review_return                 POST 302 403  403 302  403 403 403  403 403 403 403
kpi:review_return@accepted        POST 302 403  403 409  403 403 403  403 403 403 403
kpi:review_return@waiting         POST 302 403  403 404  403 403 403  403 403 403 403
"""

PATHS = {
    "kpi:definition": f"{PUBLISHED}/",
    "kpi:definition@draft": f"{DRAFT}/",
    "kpi:definition@unknown": f"{DEFINITIONS}/REG01/9/",
    "kpi:indicator_rename": f"{DEFINITIONS}/REG01/name/",
    "kpi:indicator_rename@unknown": f"{DEFINITIONS}/REG99/name/",
    "kpi:definition_draft": f"{DEFINITIONS}/REG01/draft/",
    "kpi:definition_draft@unknown": f"{DEFINITIONS}/REG99/draft/",
    "kpi:definition_edit": f"{DRAFT}/edit/",
    "kpi:definition_edit@published": f"{PUBLISHED}/edit/",
    "kpi:definition_publish": f"{DRAFT}/publish/",
    "kpi:definition_publish@published": f"{PUBLISHED}/publish/",
    "kpi:cycle_new_of": f"{NETWORK}/cycles/new/REG01/?period={{i_period}}",
    "kpi:cycle_new_of@taken": f"{NETWORK}/cycles/new/REG01/?period=2024-T1",
    "kpi:cycle": f"{CYCLE}/",
    "kpi:cycle_export": f"{CYCLE}/export.csv",
    "kpi:cycle_act": f"{CYCLE}/act/extend/",
    "kpi:cycle_act@excuse": f"{CYCLE}/act/excuse/",
    "kpi:cycle_act@remind": f"{CYCLE}/act/remind/",
    "kpi:cycle_act@remind_late": f"{NETWORK}/cycles/{{i_closed}}/act/remind/",
    "kpi:cycle_act@lock": f"{CYCLE}/act/lock/",
    "kpi:cycle_act@unknown": f"{CYCLE}/act/unlock/",
    "kpi:review": f"{REVIEW}/{{i_approved}}/",
    "kpi:review@accepted": f"{REVIEW}/{{i_accepted}}/",
    "kpi:review@waiting": f"{REVIEW}/{{i_waiting}}/",
    "kpi:review_accept": f"{REVIEW}/{{i_approved}}/accept/",
    "kpi:review_accept@accepted": f"{REVIEW}/{{i_accepted}}/accept/",
    "kpi:review_accept@waiting": f"{REVIEW}/{{i_waiting}}/accept/",
    "kpi:review_return": f"{REVIEW}/{{i_approved}}/return/",
    "kpi:review_return@accepted": f"{REVIEW}/{{i_accepted}}/return/",
    "kpi:review_return@waiting": f"{REVIEW}/{{i_waiting}}/return/",
}

CONFIRMED = {"confirmed": "yes"}
FOR_ONE = {"institution": "{i_university}", "reason": "the system was moved"}

FORMS = {
    "kpi:indicator_new": {"code": "REG05", "name_th": "ตัวชี้วัดใหม่"},
    "kpi:indicator_rename": {"name_th": "ร้อยละความถูกต้อง", "name_en": "Share without a mistake"},
    "kpi:definition_edit": {
        "formula": "share", "period_kind": "year", "year_kind": "fiscal", "lowest": "0",
        "highest": "100", "change_limit": "10", "valid_from": "1/10/2569",
    },
    "kpi:definition_publish": CONFIRMED,
    "kpi:definition_publish@published": CONFIRMED,
    "kpi:network_scores": {**CONFIRMED, "scores": "on"},
    "kpi:cycle_new_of": {
        "opens_on": "1/9/2569", "due_on": "30/9/2569", "locks_on": "31/10/2569",
        "institutions": "{i_university}",
    },
    "kpi:cycle_act": {**FOR_ONE, "until": "{i_later}"},
    "kpi:cycle_act@excuse": FOR_ONE,
    "kpi:cycle_act@lock": CONFIRMED,
    "kpi:review_accept": {"version": "{i_approved_version}"},
    "kpi:review_accept@accepted": {"version": "{i_accepted_version}"},
    "kpi:review_return": {**PIN, "version": "{i_approved_version}"},
    "kpi:review_return@accepted": {**PIN, "version": "{i_accepted_version}"},
    "kpi:review_return@waiting": {**PIN, "version": "{i_waiting_version}"},
}  # fmt: skip

# what wants a tick leads back to its page without it
EMPTY = """
kpi:indicator_new       secretary  422
kpi:indicator_rename    secretary  422
kpi:definition_edit     secretary  422
kpi:definition_publish  secretary  302
kpi:network_scores      secretary  302
kpi:cycle_new_of        secretary  422
kpi:cycle_act           secretary  422
kpi:cycle_act@excuse    secretary  422
kpi:cycle_act@lock      secretary  302
kpi:review_accept       secretary  409
kpi:review_return       secretary  422
"""

NETWORK_PAGES = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS, EMPTY)
