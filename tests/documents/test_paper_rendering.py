"""The finished letter: conforming, complete, readable, and deaf to what stands in names."""

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.template import Engine, TemplateSyntaxError

from apps.documents import rendering
from apps.documents.conformance import conformance_faults
from apps.documents.errors import ForbiddenFetchError
from apps.documents.fetching import FONTS, TEMPLATES, allowed_file
from apps.documents.letters import graduate_verification_context
from apps.documents.rendering import render_pdf
from tests.documents.paper_builders import CREATED_AT, DATA, applicant

NAMES = (
    "นางสาวน้ำทิพย์อัมพรรัตน์ประภาพรรณกุล ศรีสุวรรณ์กุลชัยเจริญรัตนาภรณ์",
    "นายอำนาจ ศรีสุวรรณ์",
    "นางสาวสุภัทรธิดา ป่ำพิทักษ์วงศ์",
    "เด็กหญิงฝ้ายคำ ณ อยุธยา",
    "นางสาวปิ่นมุก เปี๊ยะสกุล",
    "ว่าที่ร้อยตรีหญิงจิณห์จุฑา ก๋วยเจริญ",
    "นายกตัญญู ฎีกาวงศ์",
    "Miss Maria-José O'Connor",
)


@pytest.fixture(scope="module")
def single(render: Callable[..., bytes]) -> bytes:
    return render(applicant(NAMES[0]))


@pytest.fixture(scope="module")
def batch(render: Callable[..., bytes]) -> bytes:
    return render(*(applicant(NAMES[at % len(NAMES)]) for at in range(40)))


class TestConformance:
    """PDF/A-3a as far as it can be seen (no validator is at hand), and what is in it."""

    @pytest.fixture
    def pdf(self, batch: bytes) -> Iterator[pikepdf.Pdf]:
        with pikepdf.open(BytesIO(batch)) as opened:
            yield opened

    def test_nothing_is_wrong(self, single: bytes, batch: bytes) -> None:
        assert conformance_faults(single) == []
        assert conformance_faults(batch) == []

    def test_says_what_it_is(self, pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "ผลการตรวจสอบวุฒิการศึกษา"
            assert list(metadata["dc:creator"]) == ["ฝ่ายเลขานุการเครือข่าย"]
            assert dt.datetime.fromisoformat(str(metadata["xmp:CreateDate"])) == CREATED_AT

    def test_structure_for_screen_readers(self, pdf: pikepdf.Pdf) -> None:
        assert str(pdf.Root.Lang) == "th"
        roles = {str(node.S) for node in _nodes(pdf.Root.StructTreeRoot) if "/S" in node}
        assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= roles

    def test_the_fonts_are_those_of_papers(self, pdf: pikepdf.Pdf) -> None:
        fonts = [one for one in pdf.objects if _is(one, "/Font") and "/DescendantFonts" in one]
        assert {re.sub(r"^/\w+\+", "", str(font.BaseFont)) for font in fonts} == {
            "Laksaman",
            "Laksaman-Bold",
        }

    def test_data_is_attached_as_data(self, pdf: pikepdf.Pdf) -> None:
        assert pdf.attachments["verification.json"].get_file().read_bytes() == DATA
        (associated,) = pdf.Root.AF
        assert associated.AFRelationship == "/Data"
        assert associated.EF.F.Subtype == "/application/json"
        assert associated.EF.F.Params.ModDate == f"D:{CREATED_AT.astimezone(dt.UTC):%Y%m%d%H%M%S}Z"


def _is(one: pikepdf.Object, kind: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind


def _nodes(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield node
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield from _nodes(child)


class TestContent:
    def test_names_come_out_as_they_went_in(
        self, batch: bytes, text_of: Callable[..., str]
    ) -> None:
        text = " ".join(text_of(batch, "-raw").split())
        for name in NAMES:
            assert text.count(name) == 5

    def test_no_word_of_a_name_is_torn(self, batch: bytes, text_of: Callable[..., str]) -> None:
        lines = text_of(batch, "-raw").splitlines()
        for word in {word for name in NAMES for word in name.split()}:
            assert sum(line.count(word) for line in lines) >= 5

    def test_head_is_repeated_and_every_row_is_there(
        self, batch: bytes, text_of: Callable[..., str]
    ) -> None:
        pages = text_of(batch, "-raw").split("\f")[1:-1]
        assert len(pages) > 1
        assert all(page.count("ลำดับ ชื่อ–สกุล ตามที่แจ้ง") == 1 for page in pages)
        numbers = re.findall(r"^([๐-๙]+) [นเMว]", "\n".join(pages), re.MULTILINE)
        assert [int(number) for number in numbers] == list(range(1, 41))

    def test_nothing_leaves_the_paper(
        self, render: Callable[..., bytes], text_of: Callable[..., str]
    ) -> None:
        endless = "นางสาว" + "กมลรัตน์" * 12
        pdf = render(applicant(endless), applicant("ก" * 36 + " " + "ข" * 36))
        boxes = text_of(pdf, "-bbox")
        widths = [float(width) for width in re.findall(r'<page width="([\d.]+)"', boxes)]
        right = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)]
        assert min(widths) > 590
        assert max(right) < max(widths) - 30

    def test_one_applicant_needs_one_page(self, single: bytes, text_of: Callable[..., str]) -> None:
        with pikepdf.open(BytesIO(single)) as pdf:
            assert len(pdf.pages) == 1
        text = text_of(single, "-raw")
        for shown in ("NET-2569-000123", "7K3M-9QZT-R4XW", "PIN 482913", "๒๐ พฤศจิกายน ๒๕๖๙"):
            assert shown in text
        assert "x-xxxx-xxxxx-12-3" in text

    def test_meanings_only_of_what_occurs(
        self, render: Callable[..., bytes], text_of: Callable[..., str]
    ) -> None:
        pdf = render(applicant(NAMES[1], outcome="roster_missing", agreeing=(), as_of=None))
        text = " ".join(text_of(pdf, "-raw").split())
        assert "ยังไม่มีรายชื่อ ที่สถานศึกษารับรอง" in text
        assert "ยืนยันการสำเร็จการศึกษา" not in text


class TestHostileInput:
    @pytest.fixture
    def canary(self) -> Iterator[tuple[str, list[str]]]:
        heard: list[str] = []

        class Listener(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                """Quiet."""

        server = HTTPServer(("127.0.0.1", 0), Listener)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", heard
        server.shutdown()
        thread.join()
        server.server_close()

    def test_names_stay_text(
        self,
        render: Callable[..., bytes],
        text_of: Callable[..., str],
        canary: tuple[str, list[str]],
    ) -> None:
        base, heard = canary
        hostile = (
            f'<img src="{base}/a.png">',
            f"</td></table><style>@import url({base}/b.css);</style>",
            f"<link rel=attachment href={base}/c> {{{{ request.case }}}}",
            f"url({base}/d.png)",
        )
        pdf = render(*(applicant(name, school=name) for name in hostile), officer=hostile[0])
        text = " ".join(text_of(pdf, "-raw").split())
        assert "<img" in text
        assert "{{ request.case }}" in text
        assert heard == []

    @pytest.mark.parametrize(
        "body",
        [
            '<img src="{base}/a.png">',
            '<p style="background: url({base}/b.png)">x</p>',
            "<style>@font-face {{ font-family: x; src: url({base}/c.woff2) }}</style>",
            '<link rel="stylesheet" href="{base}/d.css">',
            '<link rel="attachment" href="file:///etc/hostname">',
            '<img src="data:image/png;base64,AAAA">',
            '<object data="{base}/e.svg"></object>',
        ],
    )
    def test_a_template_that_fetches_makes_no_paper(
        self, body: str, canary: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        base, heard = canary
        source = f"<html lang=th><head></head><body>{body.format(base=base)}</body></html>"
        loaders = [("django.template.loaders.locmem.Loader", {"documents/x.html": source})]
        engine = Engine(loaders=loaders)
        monkeypatch.setattr(rendering, "paper_engine", lambda: engine)
        with pytest.raises(ForbiddenFetchError):
            _render({}, template="documents/x.html")
        assert heard == []

    def test_a_missing_value_makes_no_paper(self) -> None:
        with pytest.raises(TemplateSyntaxError, match=r"letter\.|request"):
            _render({})

    def test_templates_of_pages_are_no_papers(self) -> None:
        with pytest.raises(ValueError, match="templates/documents"):
            _render({}, template="verify/paper.html")

    def test_a_letter_needs_an_applicant(self) -> None:
        with pytest.raises(ValueError, match="at least one"):
            graduate_verification_context(letter=None, request=None, rows=())  # type: ignore[arg-type]


def _render(context: dict[str, object], template: str = "documents/letter.html") -> bytes:
    return render_pdf(
        template=template,
        context=context,
        language="th",
        title="x",
        author="x",
        created_at=CREATED_AT,
    )


class TestOwnFiles:
    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1/letter.css",
            "https://example.org/x.woff2",
            "ftp://example.org/x.css",
            "data:text/css,body{}",
            "file:///etc/passwd",
            "file:///etc/fonts/fonts.css",
            f"file://example.org{TEMPLATES}/documents/letter.css",
            f"{TEMPLATES.as_uri()}/documents/letter.html",
            f"{TEMPLATES.as_uri()}/verify/letter.css",
            f"{TEMPLATES.as_uri()}/documents/../../etc/x.css",
            f"{TEMPLATES.as_uri()}/documents/%2e%2e/%2e%2e/%2e%2e/x.css",
            f"{FONTS.as_uri()}/../x.woff2",
        ],
    )
    def test_all_else_is_refused(self, url: str) -> None:
        assert allowed_file(url) is None

    def test_a_link_leads_nowhere_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        outside = tmp_path / "outside.css"
        outside.write_text("")
        folder = tmp_path / "folder"
        folder.mkdir()
        (folder / "inside.css").symlink_to(outside)
        (folder / "own.css").write_text("")
        monkeypatch.setattr("apps.documents.fetching.ALLOWED", {".css": (folder,)})
        assert allowed_file((folder / "own.css").as_uri()) is not None
        assert allowed_file((folder / "inside.css").as_uri()) is None

    def test_the_style_sheet_is_allowed(self) -> None:
        assert allowed_file((TEMPLATES / "documents" / "letter.css").as_uri())
