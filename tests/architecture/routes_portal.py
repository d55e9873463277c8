"""Pages of the portal, accounts and the M.6 roster. Ids are those of school A and university A."""

from tests.architecture.routes import Part

PATHS = {
    "jobs:progress": "/jobs/{job}/progress/",
    "jobs:progress@results_paper": "/jobs/{results_paper_job}/progress/",
    "verify_paper": "/verify/{paper}",
    "verify_paper@results": "/verify/{results_code}",
    "graduates:roster": "/graduates/rosters/{roster}/",
    "graduates:roster_findings": "/graduates/rosters/{roster}/findings.csv",
    "graduates:roster_confirm": "/graduates/rosters/{roster}/confirm/",
    "graduates:roster_keep_row": "/graduates/rosters/{roster}/keep-row/",
    "graduates:roster_certify": "/graduates/rosters/{roster}/certify/",
    "graduates:roster_discard": "/graduates/rosters/{roster}/discard/",
    "graduates:verification": "/graduates/verifications/{verification}/",
    "graduates:verification_letter": "/graduates/verifications/{verification}/letter/",
    "graduates:verification_letter_file": "/graduates/verifications/{lettered}/letter.pdf",
    "account_confirm_email": "/accounts/confirm-email/unknown-key/",
    "account_reset_password_from_key": "/accounts/password/reset/key/1-unknown-key/",
}

FORMS = {
    "language": {"language": "en", "next": "/"},
    "act_as": {"membership": "{membership}"},
    "account_change_password": {"oldpassword": "wrong"},
    "account_reset_password": {"email": "nobody@test.example"},
    "verify_paper": {"pin": "000000"},
    "verify_paper@results": {"pin": "000000"},
    "graduates:roster_confirm": {
        "rule": "title_gender_differs", "reason": "compared with the ID card"
    },
    "graduates:roster_keep_row": {"row": "{doubled_row}"},
    "graduates:roster_certify": {"content": "{content}"},
    "graduates:roster_discard": {"confirmed": "yes"},
}  # fmt: skip

EVERYBODY = """
home                                *    405
healthz                             200  405
no_role                             *    405
help                                200  405
privacy                             200  405
language                            405  302
act_as                              405  302
audit_log                           *    405
account_logout                      *    302
account_inactive                    200  405
account_email                       *    302
account_email_verification_sent     200  405
account_set_password                302  302
account_reset_password              200  302
account_confirm_login_code          302  302
account_confirm_email               200  404
account_reset_password_from_key_done 200  405
account_reset_password_from_key     200  200
account_reset_password_done         200  405
jobs:progress                       *    405
jobs:progress@results_paper         *    405
verify                              200  405
verify_file                         405  422
verify_paper                        200  403
verify_paper@results                200  403
graduates:roster_list               *    405
graduates:roster_template           *    405
graduates:roster                    *    405
graduates:roster_findings           *    405
graduates:roster_confirm            405  *
graduates:roster_keep_row           405  *
graduates:roster_certify            405  *
graduates:roster_discard            405  *
graduates:verification_list         *    405
graduates:verification              *    405
graduates:verification_letter       405  *
graduates:verification_letter_file  *    405
graduates:coverage                  *    405
"""

COLUMNS = {
    "nobody": ("anonymous", "client_a", "client_b", "client_c", "verifier_a", "reader_a",
               "reader_b", "clerk_a", "clerk_b"),
    "uploader A": ("uploader_a",),
    "certifier A": ("certifier_a",),
    "uploader B": ("uploader_b",),
    "certifier B": ("certifier_b",),
    "registrar A": ("registrar_a",),
    "approver A": ("approver_a",),
    "registrars B, C": ("registrar_b", "registrar_c"),
    "approvers B, C": ("approver_b", "approver_c"),
    "director A": ("director_a",),
    "coordinator": ("coordinator",),
    "secretary": ("secretary",),
    "privacy officers": ("privacy", "privacy_b"),
}  # fmt: skip
"""A system has no session, so that a page takes it for nobody."""

# Columns: nobody | uploader A, certifier A, uploader B, certifier B | registrar A, approver A,
# registrars B and C, approvers B and C | director A, coordinator, secretary, privacy officer
BY_ROLE = """
home                              GET  302 200 200 200 200 200 200 200 200 200 200 200 200
no_role                           GET  200 302 302 302 302 302 302 302 302 302 302 302 302
audit_log                         GET  302 403 200 403 200 403 200 403 200 403 403 403 200
account_login                     GET  200 302 302 302 302 302 302 302 302 302 302 302 302
account_login                     POST 200 302 302 302 302 302 302 302 302 302 302 302 302
account_logout                    GET  302 200 200 200 200 200 200 200 200 200 200 200 200
account_signup                    GET  200 302 302 302 302 302 302 302 302 302 302 302 302
account_signup                    POST 200 302 302 302 302 302 302 302 302 302 302 302 302
account_reauthenticate            GET  302 200 200 200 200 200 200 200 200 200 200 200 200
account_reauthenticate            POST 302 200 200 200 200 200 200 200 200 200 200 200 200
account_email                     GET  302 200 200 200 200 200 200 200 200 200 200 200 200
account_change_password           GET  302 200 200 200 200 200 200 200 200 200 200 200 200
account_change_password           POST 302 200 200 200 200 200 200 200 200 200 200 200 200
jobs:progress                     GET  302 200 200 404 404 404 404 404 404 404 404 404 404
graduates:roster_list             GET  302 200 200 200 200 403 403 403 403 403 403 403 403
graduates:roster_upload           GET  302 200 403 200 403 403 403 403 403 403 403 403 403
graduates:roster_upload           POST 302 422 403 422 403 403 403 403 403 403 403 403 403
graduates:roster_template         GET  302 200 200 200 200 403 403 403 403 403 403 403 403
graduates:roster                  GET  302 200 200 404 404 403 403 403 403 403 403 403 403
graduates:roster_findings         GET  302 200 200 404 404 403 403 403 403 403 403 403 403
graduates:roster_confirm          POST 302 302 302 404 404 403 403 403 403 403 403 403 403
graduates:roster_keep_row         POST 302 302 302 404 404 403 403 403 403 403 403 403 403
graduates:roster_certify          POST 302 403 302 403 404 403 403 403 403 403 403 403 403
graduates:roster_discard          POST 302 302 302 404 404 403 403 403 403 403 403 403 403
graduates:verification_list       GET  302 403 403 403 403 200 200 200 200 403 403 403 403
graduates:verification_new        GET  302 403 403 403 403 200 200 200 200 403 403 403 403
graduates:verification_new        POST 302 403 403 403 403 422 422 422 422 403 403 403 403
graduates:verification            GET  302 403 403 403 403 200 200 404 404 403 403 403 403
graduates:verification_letter     POST 302 403 403 403 403 302 302 404 404 403 403 403 403
graduates:verification_letter_file GET 302 403 403 403 403 200 200 404 404 403 403 403 403
graduates:coverage                GET  302 403 403 403 403 200 200 200 200 200 200 200 403
"""

PORTAL = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS)
