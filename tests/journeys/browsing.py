"""A person at a browser: signs in, looks, and complains of everything that the console says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response

from apps.accounts.models import User
from tests.builders.cast import PASSWORD

DESK, PHONE = (1440, 900), (390, 844)
SECONDS = 20_000  # in milliseconds, for each wait
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy ${event.violatedDirective}: ${event.blockedURI}`));
"""


@dataclass
class Journey:
    """Pages of one portal; every page opened here must stay without complaints."""

    url: str
    browser: Browser
    pictures: Path
    complaints: list[str] = field(default_factory=list)
    taken: int = 0

    @contextmanager
    def at(self, size: tuple[int, int] = DESK) -> Iterator[Page]:
        """A new browser of a visitor, in the screen's size (CSS pixels)."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="th-TH", accept_downloads=True
        )
        page = self._watched(context)
        try:
            yield page
            assert self.complaints == []
        except Error as error:
            error.add_note(f"Complaints until then: {self.complaints}")
            raise
        finally:
            context.close()

    @contextmanager
    def signed_in(self, user: User, size: tuple[int, int] = DESK) -> Iterator[Page]:
        """The home page of this person, in English."""
        with self.at(size) as page:
            page.goto(f"{self.url}/accounts/login/")
            page.locator("#id_login").fill(user.email)
            page.locator("#id_password").fill(PASSWORD)
            page.locator("main form button[type=submit]").click()
            page.wait_for_url(f"{self.url}/")
            self.in_english(page)
            yield page

    def in_english(self, page: Page) -> None:
        """By the button of the top bar; Thai comes first, and a person's choice is kept."""
        if page.locator("html").get_attribute("lang") != "en":
            page.locator("button[name=language][value=en]").click()
        page.locator("html[lang=en]").wait_for(state="attached")

    def picture(self, page: Page, name: str) -> None:
        """The whole page as a file; nothing on it may be wider than the screen."""
        self.taken += 1
        page.screenshot(path=self.pictures / f"{self.taken:02d}-{name}.png", full_page=True)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} is {overflow} pixels wider than the screen"

    def _watched(self, context: BrowserContext) -> Page:
        context.set_default_timeout(SECONDS)
        context.add_init_script(WATCH_POLICY)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("response", self._see)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _see(self, response: Response) -> None:
        outside = not response.url.startswith((self.url, "data:"))
        if outside or response.status >= 400:
            self.complaints.append(f"{response.status} {re.sub('[?].*', '', response.url)}")
