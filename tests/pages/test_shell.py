"""The frame of every page and its parts, rendered without a database."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from apps.institutions.actor import Actor, Role
from apps.jobs.selectors import Status
from registrar_net.bootstrap import assets
from registrar_net.navigation import entries_for

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = [path for path in TEMPLATES.rglob("*.html") if "documents" not in path.parts]
UUID_A, UUID_B = UUID(int=1), UUID(int=2)
VOID = {"br", "hr", "img", "input", "link", "meta", "use"}


class Page(HTMLParser):
    """The elements of a page as (tag, attributes), and whether every one is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.elements if name == tag)

    @property
    def ids(self) -> list[str]:
        return [str(found["id"]) for _tag, found in self.elements if found.get("id")]


def request_of(path: str = "/", *, memberships: int = 0) -> HttpRequest:
    """A request as the middleware leaves it: a visitor's, or of a person with memberships."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.memberships = [
        SimpleNamespace(uuid=uuid, institution=name, get_role_display="Registrar")
        for uuid, name in [(UUID_A, "Thammasat"), (UUID_B, "Walailak")][:memberships]
    ]
    if memberships:
        request.user = SimpleNamespace(is_authenticated=True, email="a@demo.example")
        request.membership = request.memberships[0]
        request.actor = Actor(institution_id=1, role=Role.REGISTRAR, user_id=1)
    return request


def rendered(template: str, request: HttpRequest, language: str = "en", **context: object) -> Page:
    with translation.override(language):
        page = Page(render_to_string(template, context, request))
    assert page.open == []
    return page


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("memberships", [0, 1, 2])
@pytest.mark.parametrize(
    "template", ["errors/error.html", "errors/server.html", "help.html", "privacy.html"]
)
def test_every_page_is_whole(template: str, memberships: int, language: str) -> None:
    request = request_of("/help/", memberships=memberships)
    page = rendered(template, request, language, status=404, message="Not here.")
    assert next(page.all("html"))["lang"] == language
    assert len(page.ids) == len(set(page.ids))
    assert "content" in page.ids
    assert next(a["href"] for a in page.all("a")) == "#content"
    assert sum(tag == "h1" for tag, _ in page.elements) == 1
    addresses = [a.get("href") or a.get("src") for _tag, a in page.elements]
    assert not [found for found in addresses if found and re.match("(https?:)?//", found)]


def test_a_visitor_has_no_navigation_and_may_sign_in() -> None:
    page = rendered("help.html", request_of("/help/"))
    assert list(page.all("nav")) == []
    assert "/accounts/login/" in [a["href"] for a in page.all("a")]


def test_a_person_with_two_roles_may_switch() -> None:
    page = rendered("help.html", request_of("/help/", memberships=2))
    choices = [b for b in page.all("button") if b.get("name") == "membership"]
    assert [b["value"] for b in choices] == [str(UUID_A), str(UUID_B)]
    assert [b.get("aria-current") for b in choices] == ["true", None]


def test_a_person_with_one_role_sees_it_and_nothing_to_switch() -> None:
    page = rendered("help.html", request_of("/help/", memberships=1))
    assert not [b for b in page.all("button") if b.get("name") == "membership"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["/"]),
        ("/graduates/verifications/new/", ["/graduates/verifications/"]),
        ("/courses/learners/", ["/courses/requests/"]),
        ("/courses/offerings/new/", ["/courses/requests/"]),
        ("/indicators/REG01/", ["/indicators/"]),
        ("/verify/7K3M", []),
        ("/help/", []),
        ("/accounts/email/", []),
    ],
)
def test_at_most_the_entry_of_this_page_is_marked(path: str, current: list[str]) -> None:
    entries = entries_for(Actor(institution_id=1, role=Role.REGISTRAR, user_id=1), path)
    assert [entry["url"] for entry in entries if entry["current"]] == current


@pytest.mark.parametrize("role", list(Role))
def test_no_role_has_more_than_seven_entries(role: Role) -> None:
    assert 1 <= len(entries_for(Actor(institution_id=1, role=role), "/")) <= 7


def job(**changes: object) -> Page:
    values = {"uuid": UUID_A, "state": "running", "label": "Checking", "done": 1234,
              "total": 5000, "note": "", "failure": ""} | changes  # fmt: skip
    return rendered("components/job_progress.html", request_of(), "th", job=Status(**values))


def test_an_open_job_asks_for_itself_and_counts_without_separators() -> None:
    page = job()
    section = next(page.all("section"))
    assert section["hx-get"] == f"/jobs/{UUID_A}/progress/"
    assert (section["hx-trigger"], section["hx-swap"]) == ("every 1s", "outerHTML")
    bar = next(page.all("progress"))
    assert (bar["value"], bar["max"]) == ("1234", "5000")


def test_a_job_without_a_total_shows_that_it_moves() -> None:
    assert "value" not in next(job(total=0).all("progress"))


def test_an_ended_job_asks_no_more() -> None:
    page = job(state="failed", failure="The file is empty.")
    assert "hx-get" not in next(page.all("section"))
    assert list(page.all("progress")) == []


class Everything(forms.Form):
    name = forms.CharField(help_text="As on the paper.")
    year = forms.ChoiceField(choices=[("2024", "2567")])
    purpose = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(widget=forms.Textarea, required=False)
    agree = forms.BooleanField(help_text="Keep the paper.")
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize("form", [Everything(), Everything(data={})], ids=["new", "refused"])
def test_everything_that_a_form_points_at_is_there(form: forms.Form) -> None:
    page = rendered("components/form_fields.html", request_of(), form=form)
    pointed = [str(label["for"]) for label in page.all("label")]
    pointed += [str(a["href"]).removeprefix("#") for a in page.all("a")]
    for _tag, attributes in page.elements:
        pointed += (attributes.get("aria-describedby") or "").split()
    assert set(pointed) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_summary_names_each_refused_field_once() -> None:
    page = rendered("components/form_fields.html", request_of(), form=Everything(data={}))
    links = [a["href"] for a in page.all("a")]
    assert links == ["#id_name", "#id_year", "#id_purpose", "#id_agree"]
    assert "data-error-summary" in next(page.all("div"))


def test_a_format_belongs_to_the_fields_description() -> None:
    field = Everything()["name"]
    page = rendered("components/field.html", request_of(), field=field, format="1-2345")
    described = next(page.all("input"))["aria-describedby"]
    assert described == "id_name_helptext id_name_format"
    assert {"id_name_helptext", "id_name_format"} <= set(page.ids)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_nothing_inline_that_the_security_policy_forbids(path: Path) -> None:
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|\son(?!e=)[a-z]+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


def test_every_icon_is_in_the_sprite() -> None:
    sources = "\n".join(path.read_text() for path in PAGES)
    named = set(re.findall(r'{% icon ["\']([a-z0-9-]+)["\']', sources))
    named |= set(re.findall(r'icon="([a-z0-9-]+)"', sources))
    for role in Role:
        named |= {e["icon"] for e in entries_for(Actor(institution_id=1, role=role), "/")}
    assert len(named) > 10
    assert named - set(assets.ICONS) == set()


def test_every_static_file_exists() -> None:
    sources = "\n".join(path.read_text() for path in PAGES)
    for name in set(re.findall(r"{% static ['\"]([^'\"]+)['\"] %}", sources)):
        assert finders.find(name), name


ACCOUNT_PAGES = [
    *("account_inactive", "confirm_login_code", "email", "email_confirm", "login", "logout"),
    *("password_change", "password_reset", "password_reset_done", "password_reset_from_key"),
    *("password_reset_from_key_done", "password_set", "reauthenticate", "signup_closed"),
    *("verification_sent", "verified_email_required"),
]


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_account_pages_are_ours(name: str) -> None:
    origin = get_template(f"account/{name}.html").origin.name
    assert Path(origin).is_relative_to(TEMPLATES)


def colours() -> dict[str, str]:
    css = Path(str(finders.find("css/tokens.css"))).read_text()
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2, 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", 7), ("ink", "ground", 7), ("ink-soft", "paper", 7),
        ("ink-soft", "ground", 7), ("paper", "navy", 7), ("link", "ground", 4.5),
        ("navy", "navy-wash", 4.5), ("done", "done-wash", 4.5), ("need", "need-wash", 4.5),
        ("progress", "progress-wash", 4.5), ("refused", "refused-wash", 4.5),
        ("neutral", "neutral-wash", 4.5), ("accent", "paper", 3), ("accent", "ground", 3),
        ("accent-light", "navy", 3), ("line-strong", "ground", 2.5),
    ],
)  # fmt: skip
def test_colours_can_be_told_apart(front: str, back: str, least: float) -> None:
    found = colours()
    light, dark = sorted((luminance(found[front]), luminance(found[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_the_lock_file_names_no_address() -> None:
    lock = (Path(settings.BASE_DIR) / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == 5


def test_style_sheets_point_at_no_source_map() -> None:
    css = "a{color:red}\n/*# sourceMappingURL=bootstrap.min.css.map */"
    assert assets.without_map(css) == "a{color:red}\n"
    vendored = Path(str(finders.find("vendor/bootstrap/bootstrap.min.css"))).read_text()
    assert "sourceMappingURL" not in vendored
