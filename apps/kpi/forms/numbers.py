"""Numbers of definitions as people write them."""

from decimal import Decimal
from typing import Any

from apps.courses.forms.fields import NumberTextField

MOST = Decimal("9999.999")
PLACES = Decimal("0.001")


class ValueField(NumberTextField):
    """A value with at most three decimals; negative ones are possible, as a lower bound."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(least=-MOST, most=MOST, **kwargs)

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else number.quantize(PLACES)
