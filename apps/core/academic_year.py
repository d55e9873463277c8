"""School years: Christian numbers inside, Buddhist ones where people write them."""

BUDDHIST_OFFSET = 543
BUDDHIST_YEARS = range(2400, 2701)


def christian_year(year: int) -> int:
    """2567 and 2024 both mean the school year that is stored as 2024."""
    return year - BUDDHIST_OFFSET if year in BUDDHIST_YEARS else year


def buddhist_year(year: int) -> int:
    return year + BUDDHIST_OFFSET
