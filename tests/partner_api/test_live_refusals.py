"""Every refusal under /api/ is a problem, in both languages, and rolls back."""

from typing import Any

import pytest
import requests

from tests.live import Portal
from tests.partner_api.conftest import Partner

pytestmark = pytest.mark.usefixtures("committed")
MEMBERS = {
    "type", "title", "status", "detail", "code", "title_th", "title_en", "detail_th", "detail_en",
}  # fmt: skip


def assert_problem(answer: requests.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body.keys() >= MEMBERS
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"urn:registrar-net:problem:{code}"
    return body


@pytest.fixture
def signed_in(probe_portal: Portal, partner: Partner) -> dict[str, str]:
    return probe_portal.bearer(partner.client_id, partner.secret)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/nothing", "/api/v1/me/", "/api/oauth/authorize"]
)
def test_an_unknown_address(probe_portal: Portal, method: str, path: str) -> None:
    answer = requests.request(method, probe_portal.url + path, timeout=30)
    assert_problem(answer, 404, "unknown_route")


def test_the_language_of_the_title_is_the_readers(probe_portal: Portal) -> None:
    english = probe_portal.get("/api/v1/nothing", headers={"Accept-Language": "en-GB"})
    assert english.headers["Content-Language"] == "en"
    assert english.json()["title"] == english.json()["title_en"] == "Not found"
    thai = probe_portal.get("/api/v1/nothing")
    assert thai.headers["Content-Language"] == "th"
    assert thai.json()["title"] == thai.json()["title_th"]


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("state", 409, "wrong_state"),
        ("missing", 404, "not_found"),
        ("large", 413, "request_too_large"),
        ("unforeseen", 500, "internal"),
    ],
)
def test_errors_of_the_portal(
    probe_portal: Portal, signed_in: dict[str, str], fault: str, status: int, code: str
) -> None:
    answer = probe_portal.get(f"/api/v1/fault/{fault}", headers=signed_in)
    assert_problem(answer, status, code)
    assert "1101700230708" not in answer.text


def test_an_unforeseen_error_is_logged_without_its_message(
    probe_portal: Portal, signed_in: dict[str, str]
) -> None:
    probe_portal.get("/api/v1/fault/unforeseen", headers=signed_in)
    written = probe_portal.log.read_text()
    assert "ZeroDivisionError" in written
    assert "1101700230708" not in written


def test_a_method_that_is_not_offered(probe_portal: Portal, signed_in: dict[str, str]) -> None:
    answer = probe_portal.post("/api/v1/me", headers=signed_in)
    assert_problem(answer, 405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


def test_an_answer_is_json_or_refused(probe_portal: Portal, signed_in: dict[str, str]) -> None:
    answer = probe_portal.get("/api/v1/me", headers=signed_in | {"Accept": "application/xml"})
    assert_problem(answer, 406, "not_acceptable")
    browser = "text/html,application/xhtml+xml,*/*;q=0.8"
    assert probe_portal.get("/api/v1/me", headers=signed_in | {"Accept": browser}).ok


@pytest.mark.parametrize(
    ("content_type", "body", "status", "code"),
    [
        ("application/json", b"{", 400, "parse_error"),
        ("application/json", b'{"officer": NaN}', 400, "parse_error"),
        ("application/json", b"\xff\xfe", 400, "parse_error"),
        ("application/json", b"[" * 200_000, 400, "parse_error"),
        ("application/json", b" " * (4 * 1024 * 1024 + 1), 413, "request_too_large"),
        ("application/x-www-form-urlencoded", b"officer=x", 415, "unsupported_media_type"),
        ("multipart/form-data; boundary=x", b"--x--", 415, "unsupported_media_type"),
    ],
)
def test_a_body_that_cannot_be_read(
    probe_portal: Portal,
    signed_in: dict[str, str],
    content_type: str,
    body: bytes,
    status: int,
    code: str,
) -> None:
    headers = signed_in | {"Content-Type": content_type, "Idempotency-Key": "a"}
    assert_problem(probe_portal.post("/api/v1/look", data=body, headers=headers), status, code)


def test_errors_name_fields_by_pointer_in_both_languages(
    probe_portal: Portal, signed_in: dict[str, str]
) -> None:
    right = {"name": "A", "birth_date": "2008-01-31"}
    wrong = {"name": "A" * 21, "birth_date": "31/01/2551", "kind": "1-1017-00230-70-8"}
    body = {"applicants": [right, wrong], "codes": [1, "x"]}
    headers = signed_in | {"Idempotency-Key": "a"}
    answer = probe_portal.post("/api/v1/look", json=body, headers=headers)
    problem = assert_problem(answer, 400, "invalid_input")
    found = {error["pointer"]: error for error in problem["errors"]}
    assert {pointer: error["code"] for pointer, error in found.items()} == {
        "/officer": "required",
        "/applicants/1/name": "max_length",
        "/applicants/1/birth_date": "invalid",
        "/applicants/1/kind": "invalid_choice",
        "/codes/1": "invalid",
    }
    name = found["/applicants/1/name"]
    assert name["message_en"] == "Ensure this field has no more than 20 characters."
    assert "20" in name["message_th"]
    assert name["message_th"] != name["message_en"]
    assert "00230" not in answer.text


def test_too_many_and_too_few_elements(probe_portal: Portal, signed_in: dict[str, str]) -> None:
    headers = signed_in | {"Idempotency-Key": "a"}
    for applicants in ([], [{"name": "A", "birth_date": "2008-01-31"}] * 4):
        body = {"officer": "x", "applicants": applicants}
        answer = probe_portal.post("/api/v1/look", json=body, headers=headers)
        problem = assert_problem(answer, 400, "invalid_input")
        assert [error["pointer"] for error in problem["errors"]] == ["/applicants"]


def test_a_null_byte_and_half_a_character_are_refused(
    probe_portal: Portal, signed_in: dict[str, str]
) -> None:
    headers = signed_in | {"Idempotency-Key": "a", "Content-Type": "application/json"}
    for officer in (b"\\u0000", b"\\ud800"):
        body = b'{"officer": "%s", "applicants": []}' % officer
        answer = probe_portal.post("/api/v1/look", data=body, headers=headers)
        problem = assert_problem(answer, 400, "invalid_input")
        assert "/officer" in {error["pointer"] for error in problem["errors"]}


def test_pages_of_a_list_show_every_row_once(
    probe_portal: Portal, signed_in: dict[str, str], other_partner: Partner
) -> None:
    for number in range(5):
        body = {"officer": "x", "applicants": [{"name": "A", "birth_date": "2008-01-31"}]}
        headers = signed_in | {"Idempotency-Key": str(number)}
        assert probe_portal.post("/api/v1/look", json=body, headers=headers).ok
    shown: list[str] = []
    link = "/api/v1/answers?page_size=2"
    for _page in range(3):
        page = probe_portal.get(link, headers=signed_in).json()
        shown += [item["uuid"] for item in page["items"]]
        link = page["next"] or link
    assert page["next"] is None
    assert len(shown) == len(set(shown)) == 5
    stranger = probe_portal.bearer(other_partner.client_id, other_partner.secret)
    assert probe_portal.get("/api/v1/answers", headers=stranger).json()["items"] == []
    assert_problem(probe_portal.get(link, headers=stranger), 400, "invalid_cursor")
    assert_problem(probe_portal.get(link + "x", headers=signed_in), 400, "invalid_cursor")


@pytest.mark.parametrize("size", ["0", "201", "-1", "x", "๕", "1" * 1000])
def test_a_page_size_that_is_not_offered(
    probe_portal: Portal, signed_in: dict[str, str], size: str
) -> None:
    answer = probe_portal.get(f"/api/v1/answers?page_size={size}", headers=signed_in)
    problem = assert_problem(answer, 400, "invalid_input")
    assert problem["errors"][0]["pointer"] == "?page_size"
