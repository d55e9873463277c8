"""What somebody who wants to pry tries, in the pages and the API."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.institutions.scope import scope
from apps.qualifications.models import Attachment, Check
from apps.qualifications.services.holding import place_hold
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.courses.worlds import undone
from tests.qualifications.api_systems import claimed, question, system_of
from tests.qualifications.asking_pages import filled
from tests.qualifications.attacking import (
    PDF,
    PNG,
    asked,
    plain,
    with_file,
)
from tests.qualifications.held import act, check_url

pytestmark = pytest.mark.django_db


class TestADocument:
    def give(self, browser: Client, check: Check, person: Any, *files: Any) -> Any:
        return act(browser, check, "message", person, note="with a file", documents=list(files))

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("page.html", b"<html><script>alert(1)</script>"),
            ("page.pdf", b"<html><script>alert(1)</script>"),
            # a reader would forgive it, a browser would show it as a page
            ("both.pdf", b"<html><script>alert(1)</script>%PDF-1.7"),
            ("space.pdf", b"\n%PDF-1.7"),
            ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("program.exe", b"MZ\x90"),
            ("archive.zip", b"PK\x03\x04"),
            ("empty.pdf", b""),
        ],
    )
    def test_of_another_kind_is_refused(
        self, world: Graduate, asker: Client, name: str, content: bytes
    ) -> None:
        check = asked(world)
        file = SimpleUploadedFile(name, content, "application/pdf")
        assert self.give(asker, check, world.registrar, file).status_code == 422
        with scope(world.registrar.actor):
            assert not Attachment.objects.exists()

    def test_is_not_too_large_and_they_are_not_too_many(
        self, world: Graduate, asker: Client
    ) -> None:
        check = asked(world)
        limit = 10 * 1024 * 1024
        for files in (
            [SimpleUploadedFile("a.pdf", PDF.ljust(limit + 1, b" "))],
            [SimpleUploadedFile(f"{one}.pdf", PDF) for one in range(11)],
        ):
            assert self.give(asker, check, world.registrar, *files).status_code == 422
        with scope(world.registrar.actor):
            assert not Attachment.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content", "kept"),
        [
            ("../../etc/passwd.pdf", PDF, "_.._etc_passwd.pdf"),
            ("..\\..\\boot.pdf", PDF, "_.._boot.pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", PDF, "aSet-Cookie: x=1.pdf"),
            # right-to-left override: shown as …exe.pdf turned round
            ("tra\u202efdp.exe.pdf", PDF, "trafdp.exe.pdf"),
            # PDF and HTML at once, to be saved as a page
            ("page.html", PDF + b"<script>alert(1)</script>", "page.html.pdf"),
            ("picture.pdf", PNG, "picture.pdf.png"),
            ('quo"te;.pdf', PDF, 'quo"te;.pdf'),
            ("สำเนาใบแสดงผล.pdf", PDF, "สำเนาใบแสดงผล.pdf"),
            ("." * 300, PDF, "document.pdf"),
            ("ก" * 300 + ".pdf", PDF, "ก" * 196 + ".pdf"),
        ],
    )
    def test_is_saved_under_a_plain_name_and_never_opened(
        self, world: Graduate, clerk: Client, name: str, content: bytes, kept: str
    ) -> None:
        check = asked(world)
        file = with_file(world, check, name, content)
        with scope(world.registrar.actor):
            found = Attachment.objects.get(uuid=file).filename
        assert found == kept
        answer = clerk.get(check_url(check, f"documents/{file}/"))
        assert answer.content == content
        assert answer["Content-Type"] in ("application/pdf", "image/png")
        assert answer["X-Content-Type-Options"] == "nosniff"
        disposition = answer["Content-Disposition"]
        assert disposition.startswith("attachment;")
        assert not set("\r\n\u202e") & set(disposition)
        assert "Set-Cookie" not in answer.headers or "x=1" not in answer["Set-Cookie"]

    def test_by_api_is_held_to_the_same(self, world: Graduate) -> None:
        check = asked(world)
        system = system_of(world.asker)
        page = {"filename": "a.pdf", "content": "PGh0bWw+"}  # <html>
        body = {"note": "with a file", "documents": [page]}
        told = system.post(f"qualification-checks/{check.uuid}/messages", body, status=400)
        assert told["errors"]
        with scope(world.registrar.actor):
            assert not Attachment.objects.exists()


class TestNobodyLearnsWhatTheRegisterHolds:
    """Whoever asks learns the same whether nobody is found or somebody with another degree."""

    def unknown(self, world: Graduate) -> None:
        build.registered(world, [build.degree(9)])

    def different(self, world: Graduate) -> None:
        row = build.degree(1, degree_th="นิติศาสตรบัณฑิต", degree_abbr="น.บ.", degree_en="")
        build.registered(world, [row])

    def named_otherwise(self, world: Graduate) -> None:
        build.registered(world, [build.degree(1, first_name="อื่น", last_name="ไปเลย")])

    def held_back(self, world: Graduate) -> None:
        line = build.registered(world, [build.degree(1)]).first_line
        assert line is not None
        with scope(world.holder_approver.actor) as actor:
            place_hold(actor=actor, line=line, note="at the person's wish")

    def not_conferred(self, world: Graduate) -> None:
        build.registered(world, [build.degree(1, standing="attended"), build.degree(9)])

    def two_unknown(self, world: Graduate) -> None:
        build.registered(world, [build.degree(9), build.degree(10)])

    def two_that_fit(self, world: Graduate) -> None:
        """Not told apart by what was asked, so a person says which one is meant."""
        build.registered(world, [build.degree(1), build.degree(1, major="ฟิสิกส์")])

    @pytest.mark.parametrize(
        ("case", "nobody"),
        [("different", "unknown"), ("named_otherwise", "unknown"), ("held_back", "unknown"),
         ("not_conferred", "unknown"), ("two_that_fit", "two_unknown")],
    )  # fmt: skip
    def test_by_api(self, world: Graduate, case: str, nobody: str) -> None:
        system = system_of(world.asker)
        told = [self.told_by_api(world, system, getattr(self, one)) for one in (case, nobody)]
        assert "'state': 'waiting'" in told[0][0]
        assert told[0] == told[1]

    def told_by_api(
        self, world: Graduate, system: Any, prepare: Callable[[Graduate], None]
    ) -> tuple[Any, ...]:
        """Answer, what is read afterwards, and how much work it was."""
        with undone():
            prepare(world)
            body = question(claimed(build.degree(1), world.holder))
            with CaptureQueriesContext(connection) as queries:
                answer = system.post("qualification-checks/", body)
                work = len(queries)
            (check,) = answer["checks"]
            path = f"qualification-checks/{check['uuid']}"
            whole, timeline = system.get(path), system.get(f"{path}/timeline")
            assert work > 0
            return plain(answer), plain(whole), plain(timeline), work

    @pytest.mark.parametrize("case", ["different", "held_back", "not_conferred"])
    def test_on_the_page(self, world: Graduate, asker: Client, case: str) -> None:
        assert self.told_on_page(world, asker, getattr(self, case)) == self.told_on_page(
            world, asker, self.unknown
        )

    def told_on_page(
        self, world: Graduate, browser: Client, prepare: Callable[[Graduate], None]
    ) -> tuple[str, int, int]:
        with undone():
            prepare(world)
            data = filled(world, build.degree(1))
            with CaptureQueriesContext(connection) as queries:
                made = browser.post("/qualifications/checks/new/", data)
                work = len(queries)
            page = browser.get(made["Location"]).content.decode()
            assert work > 0
            return plain(page), made.status_code, work


VOLATILE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.+Z]+|\d\d:\d\d(:\d\d)?"
    r"|(?<=csrfmiddlewaretoken\" value=\")\w+|nonce-\S+"
)
