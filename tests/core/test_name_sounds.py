"""A hint whether a Latin spelling may be that of a Thai name."""

import pytest

from apps.core.name_sounds import likely_same_latin


@pytest.mark.parametrize(
    ("thai", "latin"),
    [
        ("ศรีสุวรรณ์", "Srisuwan"),
        ("ศรีสุวรรณ์", "Sreesuvarn"),
        ("น้ำฝน", "Namfon"),
        ("สมชาย", "Somchai"),
        ("สมชาย", "SOMCHAY"),
        ("กัญญาณัฐ", "Kanyanat"),
        ("พิมพ์ชนก", "Pimchanok"),
        ("พิมพ์ชนก", "Phimchanok"),
        ("ธนกฤต", "Thanakrit"),
        ("หนูนา", "Nuna"),
        ("แก้วมณี", "Kaewmanee"),
        ("บุญช่วย", "Boonchuay"),
    ],
)
def test_spellings_that_people_use(thai: str, latin: str) -> None:
    assert likely_same_latin(thai, latin)


@pytest.mark.parametrize(
    ("thai", "latin"),
    [
        ("ศรีสุวรรณ์", "Kaewmanee"),
        ("สมชาย", "Somsak"),
        ("น้ำฝน", "Thanakrit"),
        ("สมชาย", ""),
        ("", "Ann"),
        ("อาอี", "Aee"),
    ],
)
def test_spellings_of_other_names(thai: str, latin: str) -> None:
    assert not likely_same_latin(thai, latin)
