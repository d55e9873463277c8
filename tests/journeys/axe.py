"""Faults that shut people out, found by axe-core in the page as it is open."""

from typing import Any

from playwright.sync_api import Page

from tests.journeys.browsing import DESK
from tests.live import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
RUN = "(tags) => axe.run(document, {runOnly: tags})"
Fault = tuple[str, list[str]]


def faults(page: Page, size: tuple[int, int] = DESK) -> list[Fault]:
    """Serious and critical ones in a screen of this size (CSS pixels): rule, elements as HTML.

    The page stays as it is, its policy for scripts included: what the debugger evaluates is no
    script of the page.
    """
    width, height = size
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(RUN, STANDARDS)
    if before is not None:
        page.set_viewport_size(before)
    return [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found["violations"]
        if each["impact"] in GRAVE
    ]
