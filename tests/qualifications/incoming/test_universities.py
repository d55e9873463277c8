"""Which institution a name means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.qualifications.incoming.universities import Universities
from tests.qualifications.incoming.reads import DUBIOUS, UNIVERSITIES

KNOWN = Universities(UNIVERSITIES, DUBIOUS)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("มหาวิทยาลัยธรรมศาสตร์", "00500"),
        ("ธรรมศาสตร์", "00500"),
        ("ม. ธรรมศาสตร์", "00500"),
        ("มธ.", "00500"),
        ("มธ", "00500"),
        ("00500", "00500"),
        ("500", "00500"),
        ("๐๐๕๐๐", "00500"),
        ("THAMMASAT UNIVERSITY", "00500"),
        ("Thammasat Univ.", "00500"),
        ("มหาวิทยาลัยธรรมศาสตร์ ศูนย์รังสิต", "00500"),
        ("จุฬาฯ", "00100"),
        ("จุฬาลงกรณ์มหาวิทยาลัย\u200b", "00100"),
        ("ม.เกษตรศาสตร์ วิทยาเขตกำแพงแสน", "00200"),
    ],
)
def test_names_of_one_institution(written: str, code: str) -> None:
    found = KNOWN.resolve(written)
    assert (found.codes, found.problem) == ((code,), "")


@pytest.mark.parametrize(
    ("written", "codes", "problem"),
    [
        ("", (), "missing"),
        ("-", (), "missing"),
        ("มหาวิทยาลัย", (), "unknown"),
        ("99999", (), "unknown"),
        ("Oxford", (), "unknown"),
        ("มหาวิทยาลัยเทคโนโลยีพระจอมเกล้า", ("01400", "01500"), "ambiguous"),
        ("มรภ.พระนคร", ("90001",), "ambiguous"),
        ("มหาวิทยาลัยโลกเสรี", (), "dubious"),
        ("ม.โลกเสรี", (), "dubious"),
    ],
)
def test_names_of_none_or_several(written: str, codes: tuple[str, ...], problem: str) -> None:
    found = KNOWN.resolve(written)
    assert (found.codes, found.problem) == (codes, problem)


@given(st.one_of(st.text(max_size=12), st.text("มธ.กเษตราวิทยลั 05", max_size=12)))
@settings(max_examples=100)
def test_an_institution_is_certain_or_a_problem_is_named(written: str) -> None:
    found = KNOWN.resolve(written)
    assert (len(found.codes) == 1) or found.problem
    assert set(found.codes) <= {one.code for one in UNIVERSITIES}
