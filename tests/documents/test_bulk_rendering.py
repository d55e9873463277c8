"""Many papers at once: each as it would be alone, and nothing of one in another."""

import gc
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from django.template import Engine, TemplateSyntaxError

from apps.documents import rendering
from apps.documents.bulk_rendering import Failed, render_many
from apps.documents.conformance import conformance_faults
from apps.documents.errors import ForbiddenFetchError
from apps.documents.letters import VerificationRequest, graduate_verification_context
from apps.documents.rendering import Order, render_order
from tests.documents.bulk_builders import certificate_of, name_of, order_of
from tests.documents.paper_builders import CREATED_AT, applicant, letter

MANY = 4


@pytest.fixture(scope="module")
def orders() -> list[Order]:
    return [order_of(certificate_of(number)) for number in range(MANY)]


@pytest.fixture(scope="module")
def files(orders: list[Order]) -> list[bytes]:
    return [file for file in render_many(orders) if isinstance(file, bytes)]


def spread(pdf: bytes) -> bytes:
    """All of a file, uncompressed, and its texts of two bytes a letter as UTF-8 beside it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            qdf=True,
        )
    whole = out.getvalue()
    texts = re.findall(rb"<(feff(?:[0-9a-f]{4})+)>", whole)
    return whole + b"\n".join(
        bytes.fromhex(one.decode()).decode("utf-16").encode() for one in texts
    )


def test_each_is_the_file_it_would_be_alone(orders: list[Order], files: list[bytes]) -> None:
    assert files == [render_order(order) for order in orders]


def test_each_conforms(files: list[bytes]) -> None:
    assert [conformance_faults(file) for file in files] == [[]] * MANY
    assert max(map(len, files)) < 120_000


def test_no_file_knows_another_person(files: list[bytes], text_of: Callable[..., str]) -> None:
    for number, file in enumerate(files):
        whole, text = spread(file), " ".join(text_of(file, "-raw").split())
        for other in range(MANY):
            own = other == number
            assert (f"ลำดับ{other:04d}".encode() in whole) is own
            assert (f"66{other:08d}".encode() in whole) is own
            assert (f"U00500-2569-{other:06d}".encode() in whole) is own
            assert (name_of(other) in text) is own


def test_pages_are_counted_for_each_paper(text_of: Callable[..., str]) -> None:
    asked = VerificationRequest(
        officer="นางสาวพิมพ์ชนก ใจดี", institution="มหาวิทยาลัยเกษตรศาสตร์", purpose="รับเข้าศึกษา",
        case="1", asked_on=CREATED_AT.date(),
    )  # fmt: skip
    papers = [
        Order(
            template="documents/graduate_verification.html",
            context=graduate_verification_context(
                letter=letter(), request=asked, rows=(applicant("นายอำนาจ ศรีสุวรรณ์"),) * persons
            ),
            language="th",
            title="ผล",
            author="ฝ่ายเลขานุการเครือข่าย",
            created_at=CREATED_AT,
        )
        for persons in (40, 1, 40)
    ]
    counted = []
    for file in render_many(papers):
        assert isinstance(file, bytes)
        assert conformance_faults(file) == []
        counted.append(re.findall(r"หน้า ([๐-๙0-9]+) / ([๐-๙0-9]+)", text_of(file, "-raw")))
    (first, second, third) = counted
    assert first == third
    assert second == []  # first pages bear no number
    pages = len(first) + 1
    assert [int(page) for page, _ in first] == list(range(2, pages + 1))
    assert {int(whole) for _, whole in first} == {pages}
    assert pages > 2


def test_one_that_fails_leaves_the_others(
    orders: list[Order], files: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = '<html lang="th"><body><img src="http://127.0.0.1:1/x.png"></body></html>'
    loaders = [("django.template.loaders.locmem.Loader", {"documents/x.html": source})]
    fetching, own = Engine(loaders=loaders), rendering.paper_engine()

    class Both:
        def get_template(self, name: str) -> object:
            return (fetching if name == "documents/x.html" else own).get_template(name)

    monkeypatch.setattr(rendering, "paper_engine", Both)
    incomplete = replace(orders[1], context={})
    hostile = replace(orders[2], template="documents/x.html")
    first, second, third, fourth = render_many([orders[0], incomplete, hostile, orders[3]])
    assert (first, fourth) == (files[0], files[3])
    assert isinstance(second, Failed)
    assert isinstance(third, Failed)
    assert isinstance(second.error, TemplateSyntaxError)
    assert isinstance(third.error, ForbiddenFetchError)


def test_a_mistake_in_the_program_is_not_taken_for_a_failed_paper(orders: list[Order]) -> None:
    with pytest.raises(ValueError, match="templates/documents"):
        render_many([orders[0], replace(orders[1], template="verify/paper.html")])
    assert gc.get_freeze_count() == 0


def test_a_chunk_leaves_nothing_behind(orders: list[Order]) -> None:
    """Layouts are full of rings; a worker that makes chunk after chunk must not grow by them."""
    gc.collect()
    render_many(orders[:3])
    assert gc.collect() < 1_000


def test_fonts_tell_nothing_about_the_letters_used(files: list[bytes]) -> None:
    """The same subset in each, so that it does not depend on who else was laid out."""
    found = set()
    for file in files:
        with pikepdf.open(BytesIO(file)) as pdf:
            fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            found.add(frozenset(one.read_bytes() for one in fonts if "/Length1" in one))
    assert len(found) == 1
    assert all(len(font) < 40_000 for font in found.pop())


def test_a_rare_sign_gets_a_font_of_its_own(text_of: Callable[..., str]) -> None:
    """Outside of the shared subset, so that the paper's own glyphs are cut out."""
    rare = order_of(certificate_of(0))
    rare = replace(rare, context={**rare.context, "name": "José Ñandú ฐาปนา"})
    (file,) = render_many([rare])
    assert isinstance(file, bytes)
    assert conformance_faults(file) == []
    assert "José Ñandú ฐาปนา" in " ".join(text_of(file, "-raw").split())
