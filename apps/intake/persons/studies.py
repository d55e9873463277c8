"""What lists of persons say of their studies: student code and average."""

from decimal import Decimal

from apps.core.thai.numerals import to_arabic
from apps.intake.persons.values import FINE, Read, decimal_of, text_of
from apps.intake.reading import Cell

_GPAX_MAX = Decimal(4)
_CODE_LENGTH = 20


def check_gpax(cell: Cell) -> Read[Decimal | None]:
    """Rules gpax_unreadable, gpax_out_of_range, gpax_decimals; kept with two decimals."""
    if text_of(cell) == "":
        return None, FINE
    gpax = decimal_of(cell)
    if gpax is None:
        return None, ("gpax_unreadable",)
    if gpax > _GPAX_MAX:
        return None, ("gpax_out_of_range",)
    exact = gpax.quantize(Decimal("0.01"))
    return (exact, FINE) if exact == gpax else (None, ("gpax_decimals",))


def check_code(cell: Cell) -> Read[str]:
    """Rule code_too_long; for student codes, which are kept as text with Arabic digits."""
    if type(cell) is str and cell.isascii() and cell.isalnum() and len(cell) <= _CODE_LENGTH:
        return cell, FINE  # nearly every code, and no two are alike: not worth remembering
    code = to_arabic(text_of(cell)).replace(" ", "")
    return (code, FINE) if len(code) <= _CODE_LENGTH else ("", ("code_too_long",))
