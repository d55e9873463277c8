"""The search for faults finds one, so that its silence elsewhere says something."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.axe import faults

pytestmark = pytest.mark.journey

PAGE = (
    '<!doctype html><html lang="th"><head><title>ตัวชี้วัด</title></head>'
    "<body><main><h1>ตัวชี้วัด</h1>{}</main></body></html>"
)


@pytest.mark.parametrize(
    ("part", "rules"),
    [
        ("<label>ตัวตั้ง <input></label>", []),
        ("<input>", ["label"]),
        ('<p style="color: #999; background: #fff">ตัวตั้ง</p>', ["color-contrast"]),
    ],
)
def test_faults_are_found(chromium: Browser, part: str, rules: list[str]) -> None:
    page = chromium.new_page()
    page.set_content(PAGE.format(part))
    assert [rule for rule, _elements in faults(page)] == rules
