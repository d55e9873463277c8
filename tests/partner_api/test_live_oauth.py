"""OAuth 2 and its refusals, against a real server."""

import pytest

from apps.partner_api.services import revoke_client, rotate_secret
from tests.live import Portal
from tests.partner_api.conftest import Partner

pytestmark = pytest.mark.usefixtures("committed")


def test_a_client_gets_a_token_and_is_told_who_it_is(
    probe_portal: Portal, partner: Partner
) -> None:
    answer = probe_portal.token(partner.client_id, partner.secret)
    assert answer.status_code == 200
    issued = answer.json()
    assert issued["token_type"] == "Bearer"
    assert issued["expires_in"] == 900
    assert issued["scope"] == "graduates:verify"
    assert "refresh_token" not in issued
    assert answer.headers["Cache-Control"] == "no-store"

    header = {"Authorization": f"Bearer {issued['access_token']}"}
    me = probe_portal.get("/api/v1/me", headers=header)
    assert me.status_code == 200
    assert me.json()["institution"]["code"] == partner.institution.code
    assert me.json()["client"] == {"client_id": partner.client_id, "name": "Student system A"}
    assert me.json()["scopes"] == ["graduates:verify"]
    assert me.json()["lookups_today"]["client"]["used"] == 0


def test_the_secret_may_also_stand_in_the_body(probe_portal: Portal, partner: Partner) -> None:
    body = {
        "grant_type": "client_credentials",
        "client_id": partner.client_id,
        "client_secret": partner.secret,
    }
    assert probe_portal.post("/api/oauth/token", data=body).status_code == 200


def test_a_wrong_secret_is_refused_and_guessing_is_slowed(
    probe_portal: Portal, partner: Partner, other_partner: Partner
) -> None:
    # three in a minute of the clock: at most six when the minute ends among them
    answers = [probe_portal.token(partner.client_id, "wrong") for _attempt in range(7)]
    assert {answer.json()["error"] for answer in answers[:3]} == {"invalid_client"}
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert len(slowed) in {1, 2, 3, 4}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in slowed)
    assert probe_portal.token(other_partner.client_id, other_partner.secret).status_code == 200


@pytest.mark.parametrize("client_id", ["nobody", "null\0byte", ""])
def test_an_unknown_client_is_refused(probe_portal: Portal, client_id: str) -> None:
    assert probe_portal.token(client_id, "whatever").status_code in {400, 401}


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token", "made_up"])
def test_no_other_grant_is_known(probe_portal: Portal, partner: Partner, grant: str) -> None:
    answer = probe_portal.token(partner.client_id, partner.secret, grant_type=grant)
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_a_scope_that_the_client_was_not_given_is_refused(
    probe_portal: Portal, partner: Partner
) -> None:
    answer = probe_portal.token(partner.client_id, partner.secret, scope="kpi:read")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize("path", ["authorize", "device", "introspect", "revoke", "register"])
def test_the_server_offers_the_token_endpoint_alone(probe_portal: Portal, path: str) -> None:
    assert probe_portal.post(f"/api/oauth/{path}").status_code == 404


def test_a_revoked_client_is_refused_with_the_next_request(
    probe_portal: Portal, partner: Partner
) -> None:
    header = probe_portal.bearer(partner.client_id, partner.secret)
    assert probe_portal.get("/api/v1/me", headers=header).status_code == 200
    revoke_client(client_id=partner.client_id)
    refused = probe_portal.get("/api/v1/me", headers=header)
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_token")
    assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]
    assert probe_portal.token(partner.client_id, partner.secret).status_code == 401


def test_two_secrets_overlap_until_the_former_one_leaks(
    probe_portal: Portal, partner: Partner
) -> None:
    second = rotate_secret(client_id=partner.client_id)
    former = probe_portal.bearer(partner.client_id, partner.secret)
    assert probe_portal.token(partner.client_id, second).status_code == 200
    third = rotate_secret(client_id=partner.client_id, leaked=True)
    assert probe_portal.token(partner.client_id, partner.secret).status_code == 401
    assert probe_portal.token(partner.client_id, second).status_code == 401
    assert probe_portal.get("/api/v1/me", headers=former).status_code == 401
    assert probe_portal.token(partner.client_id, third).status_code == 200


def test_a_missing_scope_is_a_problem_that_names_it(probe_portal: Portal, partner: Partner) -> None:
    header = probe_portal.bearer(partner.client_id, partner.secret)
    refused = probe_portal.get("/api/v1/guarded", headers=header)
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert refused.json()["data"] == {"missing_scopes": ["nobody:has-this"]}
    assert 'error="insufficient_scope"' in refused.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer made-up"}, {"Authorization": "Basic YTpi"}]
)
def test_without_a_valid_token_nothing_is_shown(
    probe_portal: Portal, headers: dict[str, str]
) -> None:
    refused = probe_portal.get("/api/v1/me", headers=headers)
    assert refused.status_code == 401
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_in_the_address_is_not_taken(probe_portal: Portal, partner: Partner) -> None:
    token = probe_portal.token(partner.client_id, partner.secret).json()["access_token"]
    assert probe_portal.get(f"/api/v1/me?access_token={token}").status_code == 401
