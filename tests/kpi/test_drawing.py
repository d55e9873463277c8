"""The draw: the same for everybody, fair to every code; the register's codes as files hold them."""

import hashlib
import io
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from apps.core.identifiers import check_digit
from apps.courses.incoming.problems import ListRefusedError
from apps.kpi import drawing
from apps.kpi.audit_errors import SampleSizeError
from apps.kpi.incoming import register_codes
from apps.kpi.incoming.register_codes import Register, read_register_file, register_code

CODES = [f"65{number:08d}" for number in range(1, 101)]
FRAMES = st.sets(st.text("0123456789AB", min_size=3, max_size=8), min_size=1, max_size=40)
CHI_SQUARE_99 = 134.6  # upper 1 % point for 99 degrees of freedom


class TestDraw:
    @settings(max_examples=60)
    @given(frame=FRAMES, seed=st.text("0123456789abcdef", min_size=1, max_size=64), data=st.data())
    def test_a_draw_is_repeated_from_any_order(
        self, frame: set[str], seed: str, data: st.DataObject
    ) -> None:
        size = data.draw(st.integers(1, len(frame)))
        shuffled = data.draw(st.permutations([*frame, *frame]))
        drawn = drawing.draw(shuffled, size, seed)
        assert drawn == drawing.draw(sorted(frame), size, seed)
        assert len(set(drawn)) == size
        assert set(drawn) <= frame
        assert drawing.frame_digest(shuffled) == drawing.frame_digest(sorted(frame))
        # a smaller sample is where a larger one begins
        assert drawing.draw(frame, len(frame), seed)[:size] == drawn

    def test_as_the_page_says_it_is_done_without_the_portal(self) -> None:
        def hashed(code: str) -> str:
            return hashlib.sha256(("seed" + code).encode()).hexdigest()

        assert drawing.draw(CODES, 5, "seed") == sorted(CODES, key=hashed)[:5]
        assert drawing.frame_digest(["2", "10"]) == hashlib.sha256(b"10\n2").hexdigest()

    def test_every_code_has_the_same_chance(self) -> None:
        rounds, size = 400, 10
        times = dict.fromkeys(CODES, 0)
        for number in range(rounds):
            for code in drawing.draw(CODES, size, f"seed-{number}"):
                times[code] += 1
        expected = rounds * size / len(CODES)
        # sampling without replacement varies less than independent throws by (N - n) / (N - 1)
        chi = sum((seen - expected) ** 2 / expected for seen in times.values()) * 99 / 90
        assert chi < CHI_SQUARE_99

    def test_another_seed_draws_others(self) -> None:
        seeds = {drawing.new_seed() for _each in range(5)}
        assert len(seeds) == 5
        assert {len(seed) for seed in seeds} == {64}
        assert len({tuple(drawing.draw(CODES, 10, seed)) for seed in seeds}) == 5

    @pytest.mark.parametrize("size", [0, -1, 101])
    def test_no_such_sample(self, size: int) -> None:
        with pytest.raises(SampleSizeError):
            drawing.draw(CODES, size, "seed")


class TestSize:
    def test_proposals_narrow(self) -> None:
        offered = drawing.proposals(4_210)
        assert [one.size for one in offered] == [30, 60, 100, 150, 200, 300, 400]
        widths = [one.half_width for one in offered]
        assert widths == sorted(widths, reverse=True)
        # 29 of 30 right: Clopper–Pearson 82.78–99.92, a little narrower in a finite register
        assert Decimal("8.3") < widths[0] < Decimal("8.6")

    def test_a_small_register_is_checked_as_a_whole(self) -> None:
        assert drawing.proposals(12) == (drawing.Proposal(12, Decimal(0)),)
        assert drawing.sizes_allowed(12) == (12, 12)
        assert [one.size for one in drawing.proposals(100)] == [30, 60, 100]
        assert drawing.sizes_allowed(50_000) == (30, 2_000)


def workbook(*rows: tuple[object, ...], more: tuple[tuple[object, ...], ...] = ()) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    if more:
        sheet = book.create_sheet("more")
        for row in more:
            sheet.append(list(row))
    book.save(out)
    return out.getvalue()


def national_ids(count: int) -> list[str]:
    firsts = [f"1{7_368_787 * (number + 3) % 10**11:011d}" for number in range(count)]
    return [first + check_digit(first) for first in firsts]


def text(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def refusal(content: bytes, filename: str = "codes.csv") -> str:
    with pytest.raises(ListRefusedError) as refused:
        read_register_file(content, filename)
    return refused.value.rule


class TestFile:
    def test_a_workbook_with_titles_other_columns_and_a_footer(self) -> None:
        content = workbook(
            ("ทะเบียนนักศึกษา มหาวิทยาลัยตัวอย่าง",),
            ("ที่", "รหัสนักศึกษา", "ชื่อ-สกุล"),
            (1, 6501000003, "นายสมชาย ใจดี"),
            (2, "6501000001", "นางสาวน้ำฝน ใจดี"),
            (3, "๖๕๐๑๐๐๐๐๐๒", "นายธนกฤต แก้วมณี"),
            (4, 6501000003, "นายสมชาย ใจดี"),
            (5, None, "นางสาวไม่มี รหัส"),
            (None, "รวม 4 คน", None),
        )
        with translation.override("en"):
            read = read_register_file(content, "register.xlsx")
        assert read.codes == ("6501000001", "6501000002", "6501000003")
        assert (read.rows, read.duplicates, read.blanks, read.wrong) == (4, 1, 1, 0)
        assert read.column == "รหัสนักศึกษา"
        assert any("total" in note for note in read.notes)

    def test_two_sheets_are_one_register(self) -> None:
        heading = ("Student ID",)
        content = workbook(heading, ("65001",), more=(heading, ("65002",)))
        assert read_register_file(content, "register.xlsx").codes == ("65001", "65002")

    def test_an_old_thai_encoding(self) -> None:
        lines = ("รหัสนิสิต,คณะ", "6530100021,วิศวกรรมศาสตร์", "6530100121,อักษรศาสตร์")
        read = read_register_file("\r\n".join(lines).encode("cp874"), "register.csv")
        assert read.codes == ("6530100021", "6530100121")
        assert read.column == "รหัสนิสิต"

    @pytest.mark.parametrize("heading", [(), ("codes of 5 faculties:",)])
    def test_the_only_column_needs_no_heading(self, heading: tuple[str, ...]) -> None:
        lines = [line.replace(" of 5", "") for line in heading]
        read = read_register_file(text(*lines, "b6012345", "B6012346", "64-010126"), "codes.txt")
        assert read.codes == ("64-010126", "B6012345", "B6012346")

    def test_long_text_goes_in_pieces(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(register_codes, "PIECE_LINES", 3)
        read = read_register_file(text("รหัสนักศึกษา", *CODES[:8], "???", CODES[0]), "codes.csv")
        assert read.codes == tuple(CODES[:8])
        assert (read.duplicates, read.wrong) == (1, 1)
        assert read.problems[0].line == 10

    def test_what_is_no_code_stops_the_file(self) -> None:
        content = text("รหัสนักศึกษา", "6501000001", "6.501E+09", "ไม่ทราบ")
        read = read_register_file(content, "codes.csv")
        assert read.wrong == 2
        assert [problem.line for problem in read.problems] == [3, 4]
        assert read.problems[0].sentence != read.problems[1].sentence

    def test_a_formula_without_a_value(self) -> None:
        content = workbook(("รหัสนักศึกษา",), ("=A9&1",), ("6501000001",))
        read = read_register_file(content, "register.xlsx")
        assert (read.codes, read.wrong) == (("6501000001",), 1)

    def test_national_ids_are_refused_and_never_repeated(self) -> None:
        ids = national_ids(12)
        for codes in (ids, [*CODES, ids[0]], [f"{ids[0][0]}-{ids[0][1:5]}-{ids[0][5:]}"]):
            with pytest.raises(ListRefusedError) as refused:
                read_register_file(text("รหัสนักศึกษา", *codes), "codes.csv")
            assert refused.value.rule == "national_ids"
            assert ids[0] not in str(refused.value.message)

    def test_codes_of_thirteen_digits_are_no_national_ids(self) -> None:
        codes = [f"64010126{number:05d}" for number in range(200)]
        assert read_register_file(text("รหัสนักศึกษา", *codes), "codes.csv").size == 200

    def test_files_that_are_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert refusal(b"") == "empty"
        assert refusal(text("a,b", "1,2")) == "headings_missing"
        assert refusal(text("รหัสนักศึกษา,รหัสนิสิต", "65001,65002")) == "headings_ambiguous"
        assert refusal(text("รหัสนักศึกษา", "")) == "no_rows"
        assert refusal(b"%PDF-1.7", "codes.csv") == "wrong_extension"
        monkeypatch.setattr(register_codes, "MOST_CODES", 2)
        assert refusal(text("รหัสนักศึกษา", "65001", "65002", "65001", "65003")) == "list_too_long"

    def test_a_register_shows_no_code_when_printed(self) -> None:
        read: Register = read_register_file(text("รหัสนักศึกษา", "6501000001"), "codes.csv")
        assert "6501000001" not in repr(read)

    @settings(max_examples=60)
    @given(st.text(max_size=30))
    def test_a_code_stays_as_it_is_once_read(self, cell: str) -> None:
        assert register_code(register_code(cell)) == register_code(cell)
