"""The API of qualification checks and of the register. A asks, B holds, C is a stranger to both."""

from tests.architecture.routes import Part
from tests.architecture.routes_api import COLUMNS as API_COLUMNS
from tests.architecture.routes_api import NOTE, OFFICER, V1

COLUMNS = {
    "nobody": API_COLUMNS["nobody"],
    "client A": ("client_a",),
    "client B": ("client_b",),
    "client C": ("client_c",),
    "without": ("verifier_a", "reader_a", "reader_b", "clerk_a", "clerk_b"),
}
"""A, B, C have every scope; the others none of `qualifications:…` and `register:write`."""

CHECKS = f"{V1}/qualification-checks"
WAITING = f"{CHECKS}/{{api_waiting}}"
DEGREE = f"{V1}/register/degrees/{{api_degree}}"
FILE = {"filename": "a.pdf", "content": "JVBERi0xLjcK"}
ACT = {"version": "2", **NOTE}
CHANGE = {**ACT, "version": "1", "reason": "registry_error"}

# Columns: nobody | client A (asks), client B (holds), client C | without the scopes
BY_ROLE = """
api_checks                     GET  401  200 200 200  403
api_checks                     POST 401  200 400 200  403
api_check_board                GET  401  200 200 200  403
api_check_board                POST 401  405 405 405  405
api_check                      GET  401  200 200 404  403
api_check                      POST 401  405 405 405  405
api_check_timeline             GET  401  200 200 404  403
api_check_timeline             POST 401  405 405 405  405
api_check_matches              GET  401  404 200 404  403
api_check_matches              POST 401  405 405 405  405
api_check_messages             GET  401  405 405 405  403
api_check_messages             POST 401  200 200 404  403
api_check_cancel               GET  401  405 405 405  403
api_check_cancel               POST 401  200 403 404  403
api_check_documents            GET  401  405 405 405  403
api_check_documents            POST 401  200 403 404  403
api_check_document             GET  401  200 200 404  403
api_check_document             POST 401  405 405 405  405
api_check_request_documents    GET  401  405 405 405  403
api_check_request_documents    POST 401  403 200 404  403
api_check_answer               GET  401  405 405 405  403
api_check_answer               POST 401  403 200 404  403
api_check_letter               GET  401  404 404 404  403
api_check_letter               POST 401  200 403 404  403
api_check_letter@made          GET  401  200 404 404  403
api_degrees                    GET  401  200 200 200  403
api_degrees                    POST 401  201 201 201  403
api_degree                     GET  401  404 200 404  403
api_degree                     POST 401  405 405 405  405
api_degree_correct             GET  401  405 405 405  403
api_degree_correct             POST 401  404 201 404  403
api_degree_withdraw            GET  401  405 405 405  403
api_degree_withdraw            POST 401  404 201 404  403
api_register_loads             GET  401  200 200 200  403
api_register_loads             POST 401  405 405 405  405
api_register_load              GET  401  404 200 404  403
api_register_load              POST 401  405 405 405  405
api_register_coverage          GET  401  200 200 200  403
api_register_coverage          POST 401  405 405 405  405
"""

PATHS = {
    "api_checks": f"{CHECKS}/?side=asker",
    "api_check": WAITING,
    "api_check_timeline": f"{WAITING}/timeline",
    "api_check_matches": f"{WAITING}/matches",
    "api_check_messages": f"{WAITING}/messages",
    "api_check_cancel": f"{WAITING}/cancel",
    "api_check_documents": f"{CHECKS}/{{api_documents}}/documents",
    "api_check_document": f"{WAITING}/documents/{{api_document}}",
    "api_check_request_documents": f"{WAITING}/request-documents",
    "api_check_answer": f"{WAITING}/answer",
    "api_check_letter": f"{CHECKS}/{{api_confirmed}}/letter",
    "api_check_letter@made": f"{CHECKS}/{{api_lettered}}/letter",
    "api_degree": DEGREE,
    "api_degree_correct": f"{DEGREE}/correct",
    "api_degree_withdraw": f"{DEGREE}/withdraw",
    "api_register_load": f"{V1}/register/loads/{{api_load}}",
}

FORMS = {
    "api_checks": {
        "officer": OFFICER, "purpose": "graduate_admission", "basis": "public_task",
        "case": "บศ.69/0001",
        "claims": [
            {"holder": "00300", "first_name": "กานดา", "last_name": "ใจงาม", "level": "bachelor"},
        ],
    },
    "api_check_messages": NOTE,
    "api_check_cancel": ACT,
    "api_check_documents": {**ACT, "version": "3", "documents": [FILE]},
    "api_check_request_documents": ACT,
    "api_check_answer": {**ACT, "outcome": "not_found"},
    "api_check_letter": {"language": "th"},
    "api_degrees": {
        "officer": OFFICER,
        "degrees": [
            {"student_code": "6301000777", "first_name": "กานดา", "last_name": "ใจงาม",
             "degree_th": "วิทยาศาสตรบัณฑิต", "academic_year": 2566, "approved_on": "2024-06-01"},
        ],
    },
    "api_degree_correct": {**CHANGE, "changes": {"gpax": "3.99"}},
    "api_degree_withdraw": CHANGE,
}  # fmt: skip

EMPTY = """
api_checks                     client_a 400
api_check_messages             client_a 400
api_check_cancel               client_a 400
api_check_documents            client_a 400
api_check_request_documents    client_b 400
api_check_answer               client_b 400
api_check_letter               client_a 200
api_degrees                    client_b 400
api_degree_correct             client_b 400
api_degree_withdraw            client_b 400
"""

CHECKS_API = Part(COLUMNS, "", BY_ROLE, PATHS, FORMS, EMPTY)
