"""The API of indicators, on the figures of world_indicators: A's; B is expected in one cycle."""

from tests.architecture.routes import Part
from tests.architecture.routes_api import COLUMNS as API_COLUMNS
from tests.architecture.routes_api import OFFICER, V1
from tests.architecture.routes_checks_api import FILE

COLUMNS = {
    "nobody": API_COLUMNS["nobody"],
    "client A": ("client_a",),
    "client B": ("client_b",),
    "client C": ("client_c",),
    "reader A": ("reader_a",),
    "without": ("verifier_a", "reader_b", "clerk_a", "clerk_b"),
}
"""A, B, C have every scope; A's reader may read indicators, the others nothing of them."""

HERE = f"{V1}/indicators"
DEFINITIONS, CYCLES, ALL = f"{HERE}/definitions", f"{HERE}/cycles", f"{HERE}/submissions"
WHERE = f"{HERE}/distribution?indicator=REG01"

# Columns: nobody | client A (whose they are), client B, client C | A's reader | without the scopes
BY_ROLE = """
api_indicator_definitions             GET  401  200 200 200  200  403
api_indicator_definitions             POST 401  405 405 405  403  403
api_indicator_definition              GET  401  200 200 200  200  403
api_indicator_definition              POST 401  405 405 405  403  403
api_indicator_definition@draft        GET  401  404 404 404  404  403
api_indicator_cycles                  GET  401  200 200 200  200  403
api_indicator_cycles                  POST 401  405 405 405  403  403
api_indicator_cycle                   GET  401  200 200 404  200  403
api_indicator_cycle                   POST 401  405 405 405  403  403
api_indicator_cycle@own               GET  401  200 404 404  200  403
api_indicator_submissions             GET  401  200 200 200  200  403
api_indicator_submissions             POST 401  201 201 409  403  403
api_indicator_submissions@draft       POST 401  200 409 409  403  403
api_indicator_submissions@changed     POST 401  409 409 409  403  403
api_indicator_submissions@waiting     POST 401  409 409 409  403  403
api_indicator_submissions@closed      POST 401  409 409 409  403  403
api_indicator_submission              GET  401  200 404 404  200  403
api_indicator_submission              POST 401  405 405 405  403  403
api_indicator_submission@draft        GET  401  200 404 404  200  403
api_indicator_submit                  GET  401  405 405 405  405  403
api_indicator_submit                  POST 401  200 404 404  403  403
api_indicator_submit@waiting          POST 401  409 404 404  403  403
api_indicator_attach                  GET  401  405 405 405  405  403
api_indicator_attach                  POST 401  201 404 404  403  403
api_indicator_attach@waiting          POST 401  409 404 404  403  403
api_indicator_evidence                GET  401  200 404 404  200  403
api_indicator_evidence                POST 401  405 405 405  403  403
api_indicator_evidence_remove         GET  401  405 405 405  405  403
api_indicator_evidence_remove         POST 401  200 404 404  403  403
api_indicator_evidence_remove@waiting POST 401  409 404 404  403  403
api_indicator_values                  GET  401  200 200 200  200  403
api_indicator_values                  POST 401  405 405 405  403  403
api_indicator_distribution            GET  401  200 200 200  200  403
api_indicator_distribution            POST 401  405 405 405  403  403
api_indicator_distribution@unknown    GET  401  404 404 404  404  403
api_indicator_counts                  GET  401  200 200 200  200  403
api_indicator_counts                  POST 401  200 200 200  403  403
"""

PATHS = {
    "api_indicator_definition": f"{DEFINITIONS}/REG01/1",
    "api_indicator_definition@draft": f"{DEFINITIONS}/REG02/2",
    "api_indicator_cycle": f"{CYCLES}/{{i_open}}",
    "api_indicator_cycle@own": f"{CYCLES}/{{i_draft_cycle}}",
    "api_indicator_submissions@draft": f"{ALL}/",
    "api_indicator_submissions@changed": f"{ALL}/",
    "api_indicator_submissions@waiting": f"{ALL}/",
    "api_indicator_submissions@closed": f"{ALL}/",
    "api_indicator_submission": f"{ALL}/{{i_waiting}}",
    "api_indicator_submission@draft": f"{ALL}/{{i_draft}}",
    "api_indicator_submit": f"{ALL}/{{i_draft}}/submit",
    "api_indicator_submit@waiting": f"{ALL}/{{i_waiting}}/submit",
    "api_indicator_attach": f"{ALL}/{{i_draft}}/evidence",
    "api_indicator_attach@waiting": f"{ALL}/{{i_waiting}}/evidence",
    "api_indicator_evidence": f"{HERE}/evidence/{{i_draft_file}}",
    "api_indicator_evidence_remove": f"{HERE}/evidence/{{i_draft_file}}/remove",
    "api_indicator_evidence_remove@waiting": f"{HERE}/evidence/{{i_waiting_file}}/remove",
    "api_indicator_distribution": f"{WHERE}&period=2024-T1",
    "api_indicator_distribution@unknown": f"{WHERE}&period=2010-T1",
}

NUMBERS = {"numerator": "95", "denominator": "100"}
FIGURE = {"officer": OFFICER, **NUMBERS}
ACT, ATTACH = {"officer": OFFICER}, {"officer": OFFICER, "criterion": "E1", "document": FILE}

FORMS = {
    "api_indicator_submissions": {**FIGURE, "cycle": "{i_open}", "version": "0"},
    "api_indicator_submissions@draft": {
        **FIGURE, "cycle": "{i_draft_cycle}", "version": "{i_draft_version}",
    },
    "api_indicator_submissions@changed": {**FIGURE, "cycle": "{i_draft_cycle}", "version": "99"},
    "api_indicator_submissions@waiting": {
        **FIGURE, "cycle": "{i_waiting_cycle}", "version": "{i_waiting_version}",
    },
    "api_indicator_submissions@closed": {**FIGURE, "cycle": "{i_closed}", "version": "0"},
    "api_indicator_submit": {**ACT, "version": "{i_draft_version}"},
    "api_indicator_submit@waiting": {**ACT, "version": "{i_waiting_version}"},
    "api_indicator_attach": ATTACH,
    "api_indicator_attach@waiting": ATTACH,
    "api_indicator_evidence_remove": ACT,
    "api_indicator_evidence_remove@waiting": ACT,
    "api_indicator_counts": {"counts": [{"indicator": "REG01", "period": "2024-T1", **NUMBERS}]},
}  # fmt: skip

EMPTY = """
api_indicator_submissions       client_a 400
api_indicator_submit            client_a 400
api_indicator_attach            client_a 400
api_indicator_evidence_remove   client_a 400
api_indicator_counts            client_a 400
"""

INDICATORS_API = Part(COLUMNS, "", BY_ROLE, PATHS, FORMS, EMPTY)
