"""Settings of the partner API and its OAuth 2 server (apps/partner_api/README.md)."""

from typing import Any

from registrar_net.settings.environment import optional

OAUTH2_PROVIDER_APPLICATION_MODEL = "partner_api.Client"

# What a client may be allowed; every endpoint names the scopes that it needs.
API_SCOPES = {
    "graduates:verify": "Verify that applicants completed upper secondary school (M.6).",
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
        "here, except certifying and approving. Every answer is JSON; every refusal is "
        "`application/problem+json` (RFC 9457) in Thai and English. Every look at a person names "
        "the officer, the purpose and the case, and is on record."
    ),
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
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
