"""The API of papers and of the service clock, on the requests of world_certificates: A's alone."""

from tests.architecture.routes import Part
from tests.architecture.routes_api import COLUMNS as API_COLUMNS
from tests.architecture.routes_api import OFFICER, V1
from tests.builders.certificates import STATUS

COLUMNS = {
    "nobody": API_COLUMNS["nobody"],
    "client A": ("client_a",),
    "client B": ("client_b",),
    "client C": ("client_c",),
    "without": ("verifier_a", "reader_a", "reader_b", "clerk_a", "clerk_b"),
}
"""A, B, C have every scope; the others none of `certificates:…`."""

REQUESTS = f"{V1}/certificate-requests"
WAITING = f"{REQUESTS}/{{c_requested}}"
READY = f"{REQUESTS}/{{c_produced}}"
BATCH = f"{V1}/certificate-batches/{{c_batch_made}}"
FACTS = {name: str(value) for name, value in STATUS.items()} | {"student_code": "6500000999"}
PAPER = {"facts": FACTS, "purpose": "route table"}
REASON = "no longer wanted"

# Columns: nobody | client A (whose they are), client B, client C | without the scopes
BY_ROLE = """
api_certificate_requests        GET  401  200 200 200  403
api_certificate_requests        POST 401  201 201 201  403
api_certificate_request         GET  401  200 404 404  403
api_certificate_request         POST 401  405 405 405  405
api_certificate_paper           GET  401  200 404 404  403
api_certificate_paper           POST 401  405 405 405  405
api_certificate_paper@waiting   GET  401  404 404 404  403
api_certificate_change          GET  401  405 405 405  403
api_certificate_change          POST 401  200 404 404  403
api_certificate_cancel          GET  401  405 405 405  403
api_certificate_cancel          POST 401  200 404 404  403
api_certificate_cancel@ready    POST 401  409 404 404  403
api_certificate_deliver         GET  401  405 405 405  403
api_certificate_deliver         POST 401  200 404 404  403
api_certificate_replace         GET  401  405 405 405  403
api_certificate_replace         POST 401  201 404 404  403
api_certificate_batches         GET  401  200 200 200  403
api_certificate_batches         POST 401  405 405 405  405
api_certificate_batch           GET  401  200 404 404  403
api_certificate_batch           POST 401  405 405 405  405
api_certificate_batch_deliver   GET  401  405 405 405  403
api_certificate_batch_deliver   POST 401  200 404 404  403
api_certificate_archive         GET  401  200 404 404  403
api_certificate_archive         POST 401  405 405 405  405
api_service_feed                GET  401  405 405 405  403
api_service_feed                POST 401  200 200 200  403
api_service_levels              GET  401  200 200 200  403
api_service_levels              POST 401  405 405 405  405
api_service_figures             GET  401  200 200 200  403
api_service_figures             POST 401  405 405 405  405
"""

PATHS = {
    "api_certificate_request": WAITING,
    "api_certificate_paper": f"{READY}/paper",
    "api_certificate_paper@waiting": f"{WAITING}/paper",
    "api_certificate_change": f"{WAITING}/change",
    "api_certificate_cancel": f"{WAITING}/cancel",
    "api_certificate_cancel@ready": f"{READY}/cancel",
    "api_certificate_deliver": f"{READY}/deliver",
    "api_certificate_replace": f"{READY}/replace",
    "api_certificate_batch": BATCH,
    "api_certificate_batch_deliver": f"{BATCH}/deliver",
    "api_certificate_archive": f"{BATCH}/archive",
    "api_service_figures": f"{V1}/service-figures?start=2026-01-01&end=2026-12-31",
}

FORMS = {
    "api_certificate_requests": {
        "officer": OFFICER, "kind": "student_status", "requests": [PAPER],
    },
    "api_certificate_change": {
        "officer": OFFICER, "seen": "{c_requested_seen}", "request": PAPER,
    },
    "api_certificate_cancel": {"officer": OFFICER, "reason": REASON},
    "api_certificate_cancel@ready": {"officer": OFFICER, "reason": REASON},
    "api_certificate_deliver": {"officer": OFFICER, "how": "desk"},
    "api_certificate_replace": {"officer": OFFICER, "reason": REASON, "request": PAPER},
    "api_certificate_batch_deliver": {"officer": OFFICER, "how": "desk"},
    "api_service_feed": {
        "stages": [
            {"reference": "route-table", "kind": "transcript",
             "requested_at": "2026-01-05T09:00:00+07:00"},
        ],
    },
}  # fmt: skip

EMPTY = """
api_certificate_requests        client_a 400
api_certificate_change          client_a 400
api_certificate_cancel          client_a 400
api_certificate_deliver         client_a 400
api_certificate_replace         client_a 400
api_certificate_batch_deliver   client_a 400
api_service_feed                client_a 400
"""

CERTIFICATES_API = Part(COLUMNS, "", BY_ROLE, PATHS, FORMS, EMPTY)
