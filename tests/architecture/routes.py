"""The table of routes as text, and the addresses and forms that go with it."""

from django.urls import URLPattern, URLResolver

METHODS = ("GET", "POST")

PATHS = {
    "jobs:progress": "/jobs/{job}/progress/",
    "verify_paper": "/verify/{paper}",
    "graduates:roster": "/graduates/rosters/{roster}/",
    "graduates:roster_findings": "/graduates/rosters/{roster}/findings.csv",
    "graduates:roster_confirm": "/graduates/rosters/{roster}/confirm/",
    "graduates:roster_keep_row": "/graduates/rosters/{roster}/keep-row/",
    "graduates:roster_certify": "/graduates/rosters/{roster}/certify/",
    "graduates:roster_discard": "/graduates/rosters/{roster}/discard/",
    "graduates:verification": "/graduates/verifications/{verification}/",
    "graduates:verification_letter": "/graduates/verifications/{verification}/letter/",
    "graduates:verification_letter_file": "/graduates/verifications/{lettered}/letter.pdf",
    "api_verification": "/api/v1/graduate-verifications/{verification}",
    "api_unknown": "/api/v1/nothing",
    "account_confirm_email": "/accounts/confirm-email/unknown-key/",
    "account_reset_password_from_key": "/accounts/password/reset/key/1-unknown-key/",
}
"""Routes with parameters; the ids are those of school A and university A."""

FORMS = {
    "language": {"language": "en", "next": "/"},
    "act_as": {"membership": "{membership}"},
    "account_change_password": {"oldpassword": "wrong"},
    "account_reset_password": {"email": "nobody@test.example"},
    "verify_paper": {"pin": "000000"},
    "graduates:roster_confirm": {
        "rule": "title_gender_differs", "reason": "compared with the ID card"
    },
    "graduates:roster_keep_row": {"row": "{doubled_row}"},
    "graduates:roster_certify": {"content": "{content}"},
    "graduates:roster_discard": {"confirmed": "yes"},
}  # fmt: skip
"""What is posted; an empty form where nothing stands here."""


def routes_of(patterns: list[URLPattern | URLResolver], space: str = "") -> dict[str, str]:
    """Name → pattern as written in the URLconf, of every route below these patterns."""
    found: dict[str, str] = {}
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            below = routes_of(one.url_patterns, inner)
            found |= {name: f"{one.pattern}{written}" for name, written in below.items()}
        else:
            name = f"{space}{one.name}"
            assert name not in found, f"two routes are called {name}"
            found[name] = str(one.pattern)
    return found
