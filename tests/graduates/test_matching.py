"""What ปพ.1 adds: GPAX of five or six terms, set and number."""

from decimal import Decimal

from apps.graduates.matching import compare_gpax, compare_por1


def test_gpax_and_por1() -> None:
    assert compare_gpax(Decimal("3.5"), Decimal("3.50")) == "agree"
    assert compare_gpax(Decimal("3.51"), Decimal("3.50")) == "differ"
    assert compare_gpax(Decimal("3.51"), Decimal("3.50"), terms=5) == "not_given"
    assert compare_gpax(None, Decimal("3.50")) == "not_given"
    assert compare_por1(("๐๐๐๑๒", "12"), ("00012", "000012")) == "agree"
    assert compare_por1(("00012", ""), ("00012", "000012")) == "agree"
    assert compare_por1(("00013", "000012"), ("00012", "000012")) == "differ"
    assert compare_por1(("", ""), ("00012", "1")) == "not_given"
