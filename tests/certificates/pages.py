"""What tests of the pages share: addresses, forms as a browser would send them."""

import html
import re
from typing import Any

from django.test import Client

from apps.certificates.models import RequestBatch, ServiceRequest
from tests.builders import certificates as build

LIST, NEW = "/certificates/", "/certificates/new/"
STATUS_FORM, GRADUATION = f"{NEW}student_status/", f"{NEW}graduation/"
BATCHES, BATCH_NEW = "/certificates/batches/", "/certificates/batches/new/"
APPROVE, SELECTED = "/certificates/approve/", "/certificates/selected/"
ELSEWHERE, LEVELS = "/certificates/elsewhere/", "/certificates/levels/"
FIGURES, EXPORT = "/certificates/figures/", "/certificates/export.csv"
MOST_QUERIES = 25


def address(row: ServiceRequest, more: str = "") -> str:
    return f"/certificates/requests/{row.uuid}/{more}"


def batch_address(batch: RequestBatch, more: str = "") -> str:
    return f"{BATCHES}{batch.uuid}/{more}"


def form_of(page: str, action: str = "") -> dict[str, list[str]]:
    """What the form (whose tag holds `action`, else the last one) would send as it stands."""
    main = page.partition("<main")[2].partition("</main>")[0]
    forms = re.findall(r"(<form[^>]*>)(.*?)</form>", main, re.DOTALL)
    body = [inside for tag, inside in forms if action in tag][-1]
    given: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        found = {name: html.unescape(text) for name, text in re.findall(r'(\w+)="([^"]*)"', tag)}
        sends = found.get("type") not in ("checkbox", "radio") or "checked" in tag
        if "name" in found and sends and found["name"] != "csrfmiddlewaretoken":
            given.setdefault(found["name"], []).append(found.get("value", ""))
    for name, inside in re.findall(r'<select[^>]*name="(\w+)".*?>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside) or re.search(
            r'value="([^"]*)"', inside
        )
        given[name] = [chosen[1] if chosen else ""]
    for name, inside in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', body, re.DOTALL
    ):
        given[name] = [html.unescape(inside.strip())]
    return given


def typed(place: int = 1, **changes: Any) -> dict[str, Any]:
    """The fields of the form for a certificate of student status."""
    return {
        **build.STATUS,
        "student_code": build.code(place),
        "language": "th",
        "purpose": "ขอทุนการศึกษา",
    } | changes


def sent(browser: Client, url: str, given: dict[str, Any]) -> Any:
    """Filled in, checked, sent: as two clicks do it."""
    checked = browser.post(url, given)
    assert checked.status_code == 200, checked.context["form"].errors
    form = form_of(checked.content.decode())
    return browser.post(url, form | {"step": "send"})
