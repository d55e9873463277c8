"""The page of the API in a browser: under the portal's own CSP, with nothing from outside."""

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.live import Portal
from tests.partner_api.conftest import Partner

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]
NAMES = ("chromium", "chromium-browser", "google-chrome")
# swagger-ui calls an outside service only where the page is not on a loopback address
HOST = "localhost"


@pytest.fixture
def page() -> Iterator[Page]:
    browser_path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        try:
            yield browser.new_page()
        finally:
            browser.close()


class Watched:
    """What the browser complains of, and where it went."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


def test_the_page_works_under_the_strict_policy(portal_of_docs: Portal, page: Page) -> None:
    watched = Watched(page)
    answer = page.goto(f"{portal_of_docs.url}/api/docs/")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    page.get_by_text("/api/v1/me").first.click()
    page.get_by_text("Who this token stands for").or_(page.get_by_text("look-up budgets")).first.wait_for()
    page.get_by_role("button", name="Authorize").first.click()
    page.get_by_text("Client credentials").first.wait_for()
    assert watched.complaints == []
    assert watched.hosts == {urlsplit(portal_of_docs.url).netloc}
