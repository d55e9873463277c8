"""What figures are made of: records, counts that were sent, the survey, samples; and reports."""

from tests.architecture.routes import Part
from tests.architecture.routes_indicators import COLUMNS, HERE

RECORDS, FED, SURVEY = f"{HERE}/records", f"{HERE}/fed", f"{HERE}/survey"
AUDITS, REPORTS = f"{HERE}/audits", f"{HERE}/reports"
UPLOAD = f"{FED}/upload/{{i_counts_upload}}/"
REGISTER = f"{AUDITS}/cycles/{{i_register}}/register"
AUDIT = f"{AUDITS}/{{i_audit}}"
CHECKED, CLOSED = f"{AUDITS}/{{i_audit_checked}}", f"{AUDITS}/{{i_audit_closed}}"

EVERYBODY = """
verify_paper@report        200  403
survey:thanks              200  405
survey:answer              200  302
survey:answer@used         200  200
survey:answer@unknown      404  404
kpi:records                *    405
kpi:records@unknown        *    405
kpi:records_export         *    405
kpi:records_export@survey  *    405
kpi:feed_template          *    405
kpi:feed_history           *    405
kpi:survey_results         *    405
kpi:survey_export          *    405
kpi:survey_ask             405  *
kpi:survey_ask@mail        405  *
kpi:survey_ask@early       405  *
kpi:audit_list             *    405
kpi:audit                  *    405
kpi:audit@closed           *    405
kpi:audit_close            405  *
kpi:audit_close@early      405  *
kpi:audit_close@closed     405  *
kpi:audit_drop             405  *
kpi:audit_drop@closed      405  *
kpi:audit_records          *    405
kpi:audit_papers           *    405
kpi:audit_export           *    405
kpi:report_again           405  *
kpi:report_again@waiting   405  *
kpi:report_again@network   405  *
kpi:report_paper           *    405
kpi:report_paper@waiting   *    405
kpi:report_workbook        *    405
kpi:report_workbook@waiting * 405
"""

# Columns: nobody, schools and privacy officers | coordinator, secretary | director A, registrar A,
# approver A | registrar B, approver B, registrar C, approver C
BY_ROLE = """
kpi:records                GET  302 403  403 403  200 200 200  200 200 200 200
kpi:records@unknown        GET  302 403  403 403  404 404 404  404 404 404 404
kpi:records_export         GET  302 403  403 403  403 200 200  200 200 200 200
kpi:records_export@survey  GET  302 403  403 403  403 404 404  404 404 404 404
kpi:feed                   GET  302 403  403 403  200 200 200  200 200 200 200
kpi:feed                   POST 302 403  403 403  403 422 422  422 422 422 422
kpi:feed_template          GET  302 403  403 403  403 200 200  200 200 200 200
kpi:feed_preview           GET  302 403  403 403  403 200 404  404 404 404 404
kpi:feed_preview           POST 302 403  403 403  403 302 404  404 404 404 404
kpi:feed_preview@give_up   GET  302 403  403 403  403 200 404  404 404 404 404
kpi:feed_preview@give_up   POST 302 403  403 403  403 302 404  404 404 404 404
kpi:feed_history           GET  302 403  403 403  200 200 200  404 404 404 404
kpi:survey_results         GET  302 403  403 403  200 200 200  200 200 200 200
kpi:survey_export          GET  302 403  403 403  200 200 200  200 200 200 200
kpi:survey_links           GET  302 403  403 403  403 200 200  200 200 200 200
kpi:survey_links           POST 302 403  403 403  403 200 200  200 200 200 200
kpi:survey_ask             POST 302 403  403 403  403 200 200  404 404 404 404
kpi:survey_ask@mail        POST 302 403  403 403  403 302 302  404 404 404 404
kpi:survey_ask@early       POST 302 403  403 403  403 302 302  404 404 404 404
kpi:audit_list             GET  302 403  403 403  200 200 200  200 200 200 200
kpi:audit_register         GET  302 403  403 403  403 200 200  404 404 404 404
kpi:audit_register         POST 302 403  403 403  403 422 422  404 404 404 404
kpi:audit_register@drawn   GET  302 403  403 403  403 409 409  404 404 404 404
kpi:audit_register@drawn   POST 302 403  403 403  403 409 409  404 404 404 404
kpi:audit_draw             GET  302 403  403 403  403 200 404  404 404 404 404
kpi:audit_draw             POST 302 403  403 403  403 302 404  404 404 404 404
kpi:audit_draw@give_up     GET  302 403  403 403  403 200 404  404 404 404 404
kpi:audit_draw@give_up     POST 302 403  403 403  403 302 404  404 404 404 404
kpi:audit                  GET  302 403  403 403  200 200 200  404 404 404 404
kpi:audit@closed           GET  302 403  403 403  200 200 200  404 404 404 404
kpi:audit_close            POST 302 403  403 403  403 403 302  404 404 404 404
kpi:audit_close@early      POST 302 403  403 403  403 403 409  404 404 404 404
kpi:audit_close@closed     POST 302 403  403 403  403 409 409  404 404 404 404
kpi:audit_drop             POST 302 403  403 403  403 302 302  404 404 404 404
kpi:audit_drop@closed      POST 302 403  403 403  403 403 302  404 404 404 404
kpi:audit_again            GET  302 403  403 403  403 200 200  404 404 404 404
kpi:audit_again            POST 302 403  403 403  403 422 422  404 404 404 404
kpi:audit_records          GET  302 403  403 403  403 200 200  404 404 404 404
kpi:audit_record           GET  302 403  403 403  403 200 200  404 404 404 404
kpi:audit_record           POST 302 403  403 403  403 403 302  404 404 404 404
kpi:audit_record@changed   GET  302 403  403 403  403 200 200  404 404 404 404
kpi:audit_record@changed   POST 302 403  403 403  403 403 409  404 404 404 404
kpi:audit_record@closed    GET  302 403  403 403  403 200 200  404 404 404 404
kpi:audit_record@closed    POST 302 403  403 403  403 409 409  404 404 404 404
kpi:audit_record@foreign   GET  302 403  403 403  403 404 404  404 404 404 404
kpi:audit_record@foreign   POST 302 403  403 403  403 404 404  404 404 404 404
kpi:audit_papers           GET  302 403  403 403  200 200 200  404 404 404 404
kpi:audit_export           GET  302 403  403 403  200 200 200  404 404 404 404
kpi:report_list            GET  302 403  403 200  200 200 200  200 200 200 200
kpi:report_list            POST 302 403  403 302  302 302 302  302 302 302 302
kpi:report_again           POST 302 403  403 404  302 302 302  404 404 404 404
kpi:report_again@waiting   POST 302 403  403 404  409 409 409  404 404 404 404
kpi:report_again@network   POST 302 403  403 302  404 404 404  404 404 404 404
kpi:report_paper           GET  302 403  403 404  200 200 200  404 404 404 404
kpi:report_paper@waiting   GET  302 403  403 404  404 404 404  404 404 404 404
kpi:report_workbook        GET  302 403  403 404  200 200 200  404 404 404 404
kpi:report_workbook@waiting GET 302 403  403 404  404 404 404  404 404 404 404
"""

PATHS = {
    "verify_paper@report": "/verify/{i_report_code}",
    "survey:answer": "/survey/{i_link}/",
    "survey:answer@used": "/survey/{i_link_used}/",
    "survey:answer@unknown": "/survey/{i_link}x/",
    "kpi:records": f"{RECORDS}/REG01/2024-T1/",
    "kpi:records@unknown": f"{RECORDS}/REG01/2567-T1/",
    "kpi:records_export": f"{RECORDS}/REG01/2024-T1/export.csv",
    "kpi:records_export@survey": f"{RECORDS}/REG03/2026/export.csv",
    "kpi:feed_preview": UPLOAD,
    "kpi:feed_preview@give_up": UPLOAD,
    "kpi:feed_history": f"{FED}/REG01/2025-T1/",
    "kpi:survey_ask": f"{SURVEY}/ask/{{c_delivered}}/",
    "kpi:survey_ask@mail": f"{SURVEY}/ask/{{c_delivered}}/",
    "kpi:survey_ask@early": f"{SURVEY}/ask/{{c_requested}}/",
    "kpi:audit_register": f"{REGISTER}/",
    "kpi:audit_register@drawn": f"{AUDITS}/cycles/{{i_audit_cycle}}/register/",
    "kpi:audit_draw": f"{REGISTER}/{{i_register_upload}}/",
    "kpi:audit_draw@give_up": f"{REGISTER}/{{i_register_upload}}/",
    "kpi:audit": f"{AUDIT}/",
    "kpi:audit@closed": f"{CLOSED}/",
    "kpi:audit_close": f"{CHECKED}/close/",
    "kpi:audit_close@early": f"{AUDIT}/close/",
    "kpi:audit_close@closed": f"{CLOSED}/close/",
    "kpi:audit_drop": f"{AUDIT}/drop/",
    "kpi:audit_drop@closed": f"{CLOSED}/drop/",
    "kpi:audit_again": f"{AUDIT}/again/",
    "kpi:audit_records": f"{AUDIT}/records/",
    "kpi:audit_record": f"{AUDIT}/records/{{i_audit_record}}/",
    "kpi:audit_record@changed": f"{CHECKED}/records/{{i_audit_checked_record}}/",
    "kpi:audit_record@closed": f"{CLOSED}/records/{{i_audit_closed_record}}/",
    "kpi:audit_record@foreign": f"{AUDIT}/records/{{i_audit_closed_record}}/",
    "kpi:audit_papers": f"{AUDIT}/papers/",
    "kpi:audit_export": f"{AUDIT}/papers/export.csv",
    "kpi:report_again": f"{REPORTS}/{{i_report_failed}}/again/",
    "kpi:report_again@waiting": f"{REPORTS}/{{i_report_waiting}}/again/",
    "kpi:report_again@network": f"{REPORTS}/{{i_report_network}}/again/",
    "kpi:report_paper": f"{REPORTS}/{{i_report}}/report.pdf",
    "kpi:report_paper@waiting": f"{REPORTS}/{{i_report_waiting}}/report.pdf",
    "kpi:report_workbook": f"{REPORTS}/{{i_report}}/report.xlsx",
    "kpi:report_workbook@waiting": f"{REPORTS}/{{i_report_waiting}}/report.xlsx",
}

GIVE_UP, CONFIRMED = {"discard": "1"}, {"confirmed": "yes"}
RIGHT = {"all_right": "1", "seen": ""}
DROPPED = {"reason": "the file was not complete"}

FORMS = {
    "verify_paper@report": {"pin": "000000"},
    "survey:answer": {"overall": "4"},
    "survey:answer@used": {"overall": "4"},
    "survey:answer@unknown": {"overall": "4"},
    "kpi:feed_preview@give_up": GIVE_UP,
    "kpi:survey_links": {"count": "2"},
    "kpi:survey_ask@mail": {"how": "mail"},
    "kpi:audit_draw": {"size": "3"},
    "kpi:audit_draw@give_up": GIVE_UP,
    "kpi:audit_close": CONFIRMED,
    "kpi:audit_close@early": CONFIRMED,
    "kpi:audit_close@closed": CONFIRMED,
    "kpi:audit_drop": DROPPED,
    "kpi:audit_drop@closed": DROPPED,
    "kpi:audit_record": RIGHT,
    "kpi:audit_record@changed": RIGHT,
    "kpi:audit_record@closed": RIGHT,
    "kpi:audit_record@foreign": RIGHT,
    "kpi:report_list": {"period": "{i_report_period}", "language": "en"},
}

# the preview's form has no field, and asking for a link needs none
EMPTY = """
survey:answer     anonymous    422
kpi:feed_preview  registrar_a  302
kpi:survey_links  registrar_a  422
kpi:survey_ask    registrar_a  200
kpi:audit_draw    registrar_a  422
kpi:audit_close   approver_a   302
kpi:audit_drop    approver_a   422
kpi:audit_record  approver_a   422
kpi:report_list   registrar_a  422
"""

SOURCE_PAGES = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS, EMPTY)
