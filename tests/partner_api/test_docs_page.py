"""The page of the API in a browser: under the portal's own policy, with nothing from outside."""

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.live import Portal
from tests.partner_api.conftest import Partner

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# not a loopback name: on those the page would not even try to reach an outside validator
HOST = "portal.example"
# said of plain HTTP, which only this test uses with such a name
PLAIN_HTTP = "Cross-Origin-Opener-Policy header has been ignored"


@pytest.fixture
def page() -> Iterator[Page]:
    program = next(filter(None, map(shutil.which, BROWSERS)))
    arguments = ["--no-sandbox", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser.new_page()
        finally:
            browser.close()


class Watched:
    """What the browser complains of, and where it went."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.hosts: set[str | None] = set()
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))

    def heard(self, message: Any) -> None:
        if message.type in {"error", "warning"} and PLAIN_HTTP not in message.text:
            self.complaints.append(message.text)


def test_a_developer_signs_in_and_calls_an_endpoint(
    probe_portal: Portal, partner: Partner, page: Page
) -> None:
    watched = Watched(page)
    answer = page.goto(f"http://{HOST}:{urlsplit(probe_portal.url).port}/api/docs/")
    assert answer is not None
    assert "unsafe" not in answer.headers["content-security-policy"]

    page.get_by_role("button", name="Authorize").click()
    dialog = page.locator(".dialog-ux")
    dialog.get_by_label("client_id").fill(partner.client_id)
    dialog.get_by_label("client_secret").fill(partner.secret)
    dialog.get_by_role("button", name="Apply given OAuth2 credentials").click()
    dialog.get_by_role("button", name="Close").last.click()

    endpoint = page.locator("#operations-client-me")
    endpoint.locator(".opblock-summary").click()
    endpoint.get_by_role("button", name="Try it out").click()
    endpoint.get_by_role("button", name="Execute").click()
    shown = endpoint.locator(".live-responses-table .highlight-code")
    shown.get_by_text("Student system A").wait_for()

    assert watched.complaints == []
    assert watched.hosts == {HOST}


def test_the_schema_names_the_key_the_scopes_and_the_problem(probe_portal: Portal) -> None:
    schema = probe_portal.get("/api/v1/schema").json()
    assert schema["openapi"].startswith("3.")
    look = schema["paths"]["/api/v1/look"]["post"]
    assert look["security"] == [{"clientCredentials": ["graduates:verify"]}]
    [key] = [found for found in look["parameters"] if found["name"] == "Idempotency-Key"]
    assert (key["in"], key["required"]) == ("header", True)
    assert set(look["responses"]) >= {"400", "401", "403", "409", "415", "422", "429"}
    problem = look["responses"]["429"]["content"]["application/problem+json"]
    assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}
    assert problem["example"]["code"] == "budget_exhausted"
    flows = schema["components"]["securitySchemes"]["clientCredentials"]["flows"]
    assert flows["clientCredentials"]["tokenUrl"] == "/api/oauth/token"
    assert "/api/oauth/token" not in schema["paths"]
    parameters = schema["paths"]["/api/v1/answers"]["get"]["parameters"]
    assert {parameter["name"] for parameter in parameters} == {"cursor", "page_size"}
