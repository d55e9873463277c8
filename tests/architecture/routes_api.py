"""The API. 401 without a token, 403 without the scope or on the wrong side, 404 for a stranger.

Bodies are those of a registrar's system that knows everything of the exchange between A and B.
"""

from tests.architecture.routes import Part

COLUMNS = {
    "nobody": ("anonymous", "uploader_a", "certifier_a", "uploader_b", "certifier_b",
               "registrar_a", "approver_a", "director_a", "registrar_b", "approver_b",
               "registrar_c", "approver_c", "coordinator", "secretary", "privacy",
               "privacy_b"),
    "client A": ("client_a",),
    "client B": ("client_b",),
    "client C": ("client_c",),
    "verifier A": ("verifier_a",),
    "reader A": ("reader_a",),
    "reader B": ("reader_b",),
    "clerk A": ("clerk_a",),
    "clerk B": ("clerk_b",),
}  # fmt: skip
"""A session in the browser opens nothing here. A, B, C: home, host, stranger, with every scope;
the verifier has graduates:verify alone, readers courses:read (A's indicators:read too), clerks
what courses need without courses:approve."""

OFFICER = {"name": "วรรณา ตั้งใจ", "post": "นักวิชาการศึกษา"}
CHIEF = {"name": "สมศักดิ์ รอบคอบ", "post": "นายทะเบียน"}
NOTE = {"officer": CHIEF, "note": "compare with the sheet"}
V1 = "/api/v1"
ROWS = f"{V1}/cross-registrations"


def picked(state: str, **more: str) -> dict[str, object]:
    """An act on the registration in this state."""
    row = {"uuid": f"{{{state}}}", "version": f"{{{state}_version}}"}
    return {"officer": OFFICER, "registrations": [row], **more}


EVERYBODY = """
api_token                           405  400
api_docs                            200  405
api_schema                          200  405
api_unknown                         404  404
"""

# Columns: nobody | client A (home), client B (host), client C | verifier A, readers A and B,
# clerks A and B
BY_ROLE = """
api_me                            GET  401  200 200 200  200 200 200 200 200
api_me                            POST 401  405 405 405  405 405 405 405 405
api_changes                       GET  401  200 200 200  403 403 403 403 403
api_changes                       POST 401  405 405 405  403 403 403 403 403
api_verifications                 GET  401  200 200 200  200 403 403 403 403
api_verifications                 POST 401  200 200 200  200 403 403 403 403
api_verification                  GET  401  200 404 404  200 403 403 403 403
api_verification                  POST 401  405 405 405  405 403 403 403 403
api_agreements                    GET  401  200 200 200  403 200 200 200 200
api_agreements                    POST 401  405 405 405  405 405 405 405 405
api_agreement                     GET  401  200 200 404  403 200 200 200 200
api_agreement                     POST 401  405 405 405  405 405 405 405 405
api_agreement@draft               GET  401  200 200 404  403 200 200 200 200
api_rules                         GET  401  200 200 200  403 200 200 200 200
api_rules                         POST 401  405 405 405  405 405 405 405 405
api_precedents                    GET  401  200 200 200  403 200 200 200 200
api_precedents                    POST 401  405 405 405  405 405 405 405 405
api_offerings                     GET  401  200 200 200  403 200 200 200 200
api_offerings                     POST 401  404 200 404  403 403 403 404 200
api_catalogue                     GET  401  200 200 200  403 200 200 200 200
api_catalogue                     POST 401  405 405 405  405 405 405 405 405
api_cross_requests                GET  401  200 200 200  403 200 200 200 200
api_cross_requests                POST 401  201 422 422  403 403 403 201 422
api_cross_request                 GET  401  200 200 404  403 200 200 200 200
api_cross_request                 POST 401  405 405 405  405 405 405 405 405
api_cross_request@draft           GET  401  200 404 404  403 200 404 200 404
api_submit                        GET  401  405 405 405  403 405 405 405 405
api_submit                        POST 401  200 404 404  403 403 403 200 404
api_cross_registrations           GET  401  200 200 200  403 200 200 200 200
api_cross_registrations           POST 401  405 405 405  405 405 405 405 405
api_cross_registration            GET  401  200 200 404  403 200 200 200 200
api_cross_registration            POST 401  405 405 405  405 405 405 405 405
api_cross_registration@draft      GET  401  200 404 404  403 200 404 200 404
api_cross_registration@graded     GET  401  200 200 404  403 200 200 200 200
api_change                        GET  401  405 405 405  403 405 405 405 405
api_change                        POST 401  200 403 404  403 403 403 200 403
api_change@draft                  POST 401  200 404 404  403 403 403 200 404
api_accept                        GET  401  405 405 405  403 405 405 405 405
api_accept                        POST 401  403 200 404  403 403 403 403 200
api_decline                       GET  401  405 405 405  403 405 405 405 405
api_decline                       POST 401  403 200 404  403 403 403 403 200
api_enrol                         GET  401  405 405 405  403 405 405 405 405
api_enrol                         POST 401  403 200 404  403 403 403 403 200
api_details                       GET  401  405 405 405  403 405 405 405 405
api_details                       POST 401  403 200 404  403 403 403 403 200
api_withdraw                      GET  401  405 405 405  403 405 405 405 405
api_withdraw                      POST 401  200 200 404  403 403 403 200 200
api_cancel                        GET  401  405 405 405  403 405 405 405 405
api_cancel                        POST 401  200 403 404  403 403 403 200 403
api_acknowledge                   GET  401  405 405 405  403 405 405 405 405
api_acknowledge                   POST 401  200 403 404  403 403 403 200 403
api_results                       GET  401  200 200 200  403 200 200 200 200
api_results                       POST 401  403 200 404  403 403 403 403 200
api_results_approve               GET  401  405 405 405  403 405 405 405 405
api_results_approve               POST 401  404 200 404  403 403 403 403 403
api_result_return                 GET  401  405 405 405  403 405 405 405 405
api_result_return                 POST 401  404 200 404  403 403 403 403 403
api_recognitions                  GET  401  200 200 200  403 200 200 200 200
api_recognitions                  POST 401  201 403 404  403 403 403 201 403
api_recognition                   GET  401  200 404 404  403 200 404 200 404
api_recognition                   POST 401  405 405 405  405 405 405 405 405
api_recognition_approve           GET  401  405 405 405  403 405 405 405 405
api_recognition_approve           POST 401  200 404 404  403 403 403 403 403
api_recognition_return            GET  401  405 405 405  403 405 405 405 405
api_recognition_return            POST 401  200 404 404  403 403 403 403 403
api_recognition_reopen            GET  401  405 405 405  403 405 405 405 405
api_recognition_reopen            POST 401  200 404 404  403 403 403 403 403
api_learners                      GET  401  200 404 404  403 200 404 200 404
api_learners                      POST 401  405 405 405  405 405 405 405 405
api_learner                       GET  401  200 404 404  403 200 404 200 404
api_learner                       POST 401  405 405 405  405 405 405 405 405
"""

PATHS = {
    "api_unknown": f"{V1}/nothing",
    "api_verification": f"{V1}/graduate-verifications/{{verification}}",
    "api_agreement": f"{V1}/agreements/{{agreement}}",
    "api_agreement@draft": f"{V1}/agreements/{{negotiated}}",
    "api_precedents": f"{V1}/precedents?host=00300&course=CS101",
    "api_catalogue": f"{V1}/catalogue/?academic_year=2569&term=1",
    "api_cross_requests": f"{V1}/cross-requests/?side=home",
    "api_cross_request": f"{V1}/cross-requests/{{request}}",
    "api_cross_request@draft": f"{V1}/cross-requests/{{draft_request}}",
    "api_submit": f"{V1}/cross-requests/{{draft_request}}/submit",
    "api_cross_registrations": f"{ROWS}/?side=home",
    "api_cross_registration": f"{ROWS}/{{submitted}}",
    "api_cross_registration@draft": f"{ROWS}/{{draft}}",
    "api_cross_registration@graded": f"{ROWS}/{{graded}}",
    "api_change": f"{ROWS}/{{submitted}}/change",
    "api_change@draft": f"{ROWS}/{{draft}}/change",
    "api_results": f"{V1}/results/?waiting=true",
    "api_result_return": f"{V1}/results/{{waiting_result}}/return",
    "api_recognition": f"{V1}/recognitions/{{decision}}",
    "api_recognition_approve": f"{V1}/recognitions/{{proposal}}/approve",
    "api_recognition_return": f"{V1}/recognitions/{{proposal}}/return",
    "api_recognition_reopen": f"{V1}/recognitions/{{decision}}/reopen",
    "api_learners": f"{V1}/learners/?student_code={{student_code}}",
    "api_learner": f"{V1}/learners/{{learner}}",
}

FORMS = {
    "api_verifications": {
        "officer": "วรรณา ตั้งใจ", "purpose": "admission", "case": "TCAS69-0003",
        "applicants": [
            {"first_name": "สมหญิง", "last_name": "ใจงาม", "school_code": "1010720039",
             "academic_year": 2567},
        ],
    },
    "api_offerings": {
        "officer": OFFICER, "uuid": "{offering}", "version": "{offering_version}",
        "academic_year": 2569, "term": 1, "code": "CS101", "name_th": "การโปรแกรม",
        "credits": "3(2-2-5)",
    },
    "api_cross_requests": {
        "officer": OFFICER, "agreement": "{agreement}", "host": "00300", "academic_year": 2569,
        "term": 1, "submit": True,
        "students": [
            {"student_code": "6601099999", "first_name": "กานดา", "last_name": "ใจงาม",
             "course_code": "CS101"},
        ],
    },
    "api_submit": picked("draft"),
    "api_change": {
        "officer": OFFICER, "version": "{submitted_version}", "reason": "timetable",
        "course_code": "CS102",
    },
    "api_change@draft": {
        "officer": OFFICER, "version": "{draft_version}", "reason": "timetable",
        "course_code": "CS102",
    },
    "api_accept": picked("submitted"),
    "api_decline": picked("submitted", reason="full"),
    "api_enrol": picked("accepted"),
    "api_details": picked("enrolled"),
    "api_withdraw": picked("enrolled", reason="student_wish"),
    "api_cancel": picked("submitted", reason="student_wish"),
    "api_acknowledge": picked("announced"),
    "api_results": {
        "officer": OFFICER,
        "results": [
            {"registration": "{enrolled}", "version": "{enrolled_version}", "grade": "B"},
        ],
    },
    "api_results_approve": {
        "officer": CHIEF, "results": [{"uuid": "{waiting_result}", "seen": "{waiting_seen}"}],
    },
    "api_result_return": NOTE,
    "api_recognitions": picked("received", no_transfer="content"),
    "api_recognition_approve": {"officer": CHIEF, "seen": "{proposal_seen}"},
    "api_recognition_return": NOTE,
    "api_recognition_reopen": NOTE,
}  # fmt: skip

EMPTY = """
api_verifications                 client_a 400
api_offerings                     client_b 400
api_cross_requests                client_a 400
api_submit                        client_a 400
api_change                        client_a 400
api_accept                        client_b 400
api_decline                       client_b 400
api_enrol                         client_b 400
api_details                       client_b 400
api_withdraw                      client_a 400
api_cancel                        client_a 400
api_acknowledge                   client_a 400
api_results                       client_b 400
api_results_approve               client_b 400
api_result_return                 client_b 400
api_recognitions                  client_a 400
api_recognition_approve           client_a 400
api_recognition_return            client_a 400
api_recognition_reopen            client_a 400
"""

API = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS, EMPTY)
