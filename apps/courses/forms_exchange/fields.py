"""A field for credits as people type them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.thai.numerals import to_arabic


class NumberTextField(forms.CharField):
    """A number from `least` to `most`, Thai digits too; an empty field gives None."""

    def __init__(self, *, least: Decimal, most: Decimal, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = Decimal(to_arabic(text).strip().rstrip("%").strip())
        except InvalidOperation as error:
            raise self._wrong() from error
        if not number.is_finite() or not self.least <= number <= self.most:
            raise self._wrong()
        return number

    def _wrong(self) -> forms.ValidationError:
        return forms.ValidationError(
            _("Write a number from %(least)s to %(most)s."),
            params={"least": self.least, "most": self.most},
        )
