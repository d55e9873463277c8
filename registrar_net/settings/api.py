"""Settings of the partner API and its OAuth 2 server (apps/partner_api/README.md)."""

from typing import Any

from registrar_net.settings.environment import optional

OAUTH2_PROVIDER_APPLICATION_MODEL = "partner_api.Client"

# What a client may be allowed; every endpoint names the scopes that it needs.
API_SCOPES = {
    "graduates:verify": "Verify that applicants completed upper secondary school (M.6).",
    "courses:read": "Read agreements, catalogue, rules, own registrations, results and accounts.",
    "courses:home": "Act as the home: requests, changes, receipt of results, recognitions.",
    "courses:host": "Act as the host: offerings, acceptance, registration, results.",
    "courses:approve": "Pass on an approval that another named officer gave at the university.",
    "qualifications:read": "Read qualification checks of both sides, the own register, coverage.",
    "qualifications:ask": "Ask about degrees, give documents, cancel, request letters.",
    "qualifications:hold": "Pass on what the holder's officers answer; ask for documents.",
    "register:write": "Bring degrees, corrections and withdrawals for the own register.",
    "certificates:read": "Read requests for papers, their batches and papers, service figures.",
    "certificates:request": "Ask for papers; change, cancel, deliver and replace what was asked.",
    "certificates:feed": "Tell the stages of papers that the own system makes.",
    "indicators:read": "Read definitions, own figures and the network's distribution.",
    "indicators:write": "Enter figures with evidence, send counts.",
    "changes:read": "Read the feed of changes of the institution and of those addressed to it.",
}
API_TOKEN_SECONDS = 15 * 60

OAUTH2_PROVIDER: dict[str, Any] = {
    # the server knows the client credentials grant and no other
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",
    "OAUTH2_VALIDATOR_CLASS": "apps.partner_api.validator.ClientValidator",
    "SCOPES": API_SCOPES,
    "SCOPES_BACKEND_CLASS": "apps.partner_api.scopes.ClientScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": API_TOKEN_SECONDS,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "ALLOW_URI_WILDCARDS": False,
    "PKCE_REQUIRED": True,
    # RFC 9700, the current best practice: all of it
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_SCHEME": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_MATCHING": True,
    "COMPLIANT_BCP_RFC9700_PKCE_REQUIRED": True,
}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.partner_api.authentication.ClientAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["apps.partner_api.permissions.HasScopes"],
    "DEFAULT_THROTTLE_CLASSES": ["apps.partner_api.throttling.ClientThrottle"],
    "DEFAULT_PARSER_CLASSES": ["apps.partner_api.parsers.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "apps.partner_api.schema.PartnerSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "apps.partner_api.problems.problem_handler",
    "URL_FORMAT_OVERRIDE": None,
    # proxies in front whose X-Forwarded-For may be believed; none by default
    "NUM_PROXIES": int(optional("PROXIES", "0")),
}

API_REQUESTS_PER_MINUTE = int(optional("API_REQUESTS_PER_MINUTE", "600"))
# failed attempts at a token in a minute, from one address: for one client, and for all together
API_FAILURES_PER_CLIENT = 10
API_FAILURES_PER_ADDRESS = 60
API_ANSWERS_KEPT_HOURS = 24
API_SECRETS_OVERLAP_HOURS = 72

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Registrar network API",
    "VERSION": "1.0.0",
    "DESCRIPTION": (
        "What a registrar does in the browser with data, a system of the same institution can do "
        "here. Every answer is JSON; every refusal is `application/problem+json` (RFC 9457) in "
        "Thai and English. Every look at a person names the purpose and the case, and is on "
        "record.\n\n"
        "**A system decides nothing.** It does not certify and does not approve. Every act names "
        "the officer who is responsible, with the post; where two persons are required, a system "
        "may pass on the approval that a second officer gave at its university, under the scope "
        "`courses:approve` and by name. The officer who entered something cannot be named as its "
        "approver. Both names stand in the history that both universities read. Answers to "
        "qualification checks, rows of a register, papers and figures of indicators are approved "
        "in the portal alone.\n\n"
        "**Versions.** An act names the version of the registration, or the mark `seen` of the "
        "result or proposal, that the officer saw. If it changed since, the answer is 409 with "
        "the `version` or `state` as it is now: read again, decide again.\n\n"
        "**Batches** are carried out whole or not at all; `errors` points to the rows by JSON "
        "pointer. Unknown fields are refused, so that a misspelt one is not lost.\n\n"
        "**What changed** is told by `/api/v1/changes`, a few seconds after it happened."
    ),
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    # names of closed lists, where one field name stands for several of them
    "ENUM_NAME_OVERRIDES": {
        "Level": "apps.courses.choices.Level",
        "TermNumber": "apps.courses.choices.TermNumber",
        "ChangeReason": "apps.courses.choices.ChangeReason",
        "DeclineReason": "apps.courses.choices.DeclineReason",
        "CorrectionReason": "apps.courses.choices.CorrectionReason",
        "NoTransferReason": "apps.courses.choices.NoTransferReason",
        "RegistrationState": "apps.courses.states.State",
        "AgreementState": "apps.courses.states.AgreementState",
        "OfferingState": "apps.courses.states.OfferingState",
        "RecognitionState": "apps.courses.states.RecognitionState",
        "RegistrationAction": "apps.courses.states.Action",
        "ExchangeSide": "apps.courses.states.Side",
        "ResultOutcome": "apps.courses.grades.OUTCOMES",
        "CheckState": "apps.qualifications.states.CheckState",
        "CheckAction": "apps.qualifications.states.CheckAction",
        "CheckSide": "apps.qualifications.states.Side",
        "LoadState": "apps.qualifications.states.LoadState",
        "CheckOutcome": "apps.qualifications.choices.Closing",
        "BasisEnum": "apps.qualifications.choices.Basis",
        "CheckPurpose": "apps.qualifications.choices.Purpose",
        "CheckActionOffered": "apps.qualifications.api.outputs.checks.OFFERED_CHOICES",
        "CheckField": "apps.qualifications.api.inputs.answers.FIELDS",
        "DegreeCorrectionReason": "apps.qualifications.choices.CorrectionReason",
        "ServiceRequestState": "apps.certificates.states.State",
        "ServiceKind": "apps.certificates.kinds.Kind",
        "ServiceKindMadeHere": "apps.certificates.api.inputs.requests.OFFERED",
        "PaperLanguage": "apps.certificates.kinds.Language",
        "PaperDelivery": "apps.certificates.kinds.Delivery",
        "PaperStatus": "apps.documents.models.Status",
        "IndicatorFigureState": "apps.kpi.states.State",
        "IndicatorCycleState": "apps.kpi.api.outputs.cycles.STATES",
        "IndicatorAction": "apps.kpi.states.Action",
        "IndicatorActionOffered": "apps.kpi.api.outputs.submissions.OFFERED",
        "IndicatorSource": "apps.kpi.choices.Source",
        "IndicatorMeasure": "apps.kpi.choices.Measure",
        "IndicatorPeriodKind": "apps.kpi.choices.PeriodKind",
        "IndicatorYearKind": "apps.kpi.choices.YearKind",
        "IndicatorReturnReason": "apps.kpi.choices.ReturnReason",
        "IndicatorReturnStage": "apps.kpi.choices.Stage",
        "IndicatorFindingWeight": "apps.kpi.api.outputs.submissions.WEIGHTS",
        "IndicatorFormulaCode": "apps.kpi.api.outputs.definitions.FORMULA_CODES",
        "IndicatorGroup": "apps.kpi.api.inputs.queries.GROUPS",
        "IndicatorPlace": "apps.kpi.api.outputs.values.PLACES",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "displayRequestDuration": True,
        "persistAuthorization": False,
        # the default would send the address of the schema to a server outside
        "validatorUrl": None,
    },
}
