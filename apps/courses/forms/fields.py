"""Fields that several forms of this app share."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.reader import reads_thai, year_text
from apps.core.thai.dates import parse_date, thai_date
from apps.core.thai.numerals import to_arabic
from apps.core.uploads import FileField
from apps.courses.choices import TermNumber

YEARS_AHEAD, YEARS_BACK = 1, 3
FIRST_SEMESTER_MONTH = 6
LANGUAGES = [
    ("th", _("Thai")),
    ("en", _("English")),
    ("zh", _("Chinese")),
    ("ja", _("Japanese")),
    ("ko", _("Korean")),
    ("fr", _("French")),
    ("de", _("German")),
    ("ms", _("Malay")),
    ("ar", _("Arabic")),
]
DATE_PROBLEMS = {
    "two_digit_year": _(
        "Write the year with four digits, for example 31/12/2026: two digits can mean two years."
    ),
    "unreadable": _("This is not a date. Write day/month/year, for example 31/12/2026."),
    "year_only": _("Write the whole date, for example 31/12/2026."),
}


class DayField(forms.Field):
    """A day as people write it: 31/12/2569, 31 ธ.ค. 2569, 2026-12-31. Cleaned to a date or None."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "maxlength": "40"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dt.date):
            return value
        return thai_date(value, "numeric") if reads_thai() else f"{value:%d/%m/%Y}"

    def to_python(self, value: Any) -> dt.date | None:
        read = parse_date(str(value or "")[:40])
        if read.problem == "missing":
            return None
        if read.value is None:
            raise forms.ValidationError(
                DATE_PROBLEMS[read.problem or "year_only"], code=read.problem or "year_only"
            )
        return read.value


class PercentField(forms.Field):
    """75 or 75 % on the screen, Decimal("0.75") inside; 0 to 100."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "8"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value * 100:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = to_arabic(str(value or "")).replace("%", "").strip()
        if not text:
            return None
        try:
            share = Decimal(text) / 100
        except InvalidOperation:
            share = Decimal(-1)
        if not share.is_finite() or not 0 <= share <= 1:
            raise forms.ValidationError(_("Write a percentage from 0 to 100, for example 75."))
        return share.quantize(Decimal("0.001"))


def current_term(today: dt.date | None = None) -> tuple[int, int]:
    """(Christian academic year, term): the first semester from June, the second from January."""
    today = today or timezone.localdate()
    if today.month >= FIRST_SEMESTER_MONTH:
        return today.year, TermNumber.FIRST
    return today.year - 1, TermNumber.SECOND


def term_word(academic_year: int, term: int) -> str:
    """1/2569 in Thai, 1/2026 in English."""
    return f"{term}/{year_text(academic_year)}"


def term_choices() -> list[tuple[str, str]]:
    """`2026-1` → "first semester, 1/2026", newest first."""
    newest = current_term()[0] + YEARS_AHEAD
    return [
        (
            f"{year}-{number}",
            _named(term_word(year, number), str(TermNumber(number).label)),
        )
        for year in range(newest, newest - YEARS_BACK - 1, -1)
        for number in sorted(TermNumber.values, reverse=True)
    ]


def _named(short: str, words: str) -> str:
    return str(pgettext_lazy("a term, e.g. 1/2026 – first semester", "%(short)s – %(words)s")) % {
        "short": short,
        "words": words,
    }


def read_term(text: str) -> tuple[int, int]:
    """The term of an address, `2026-1`; the current one for anything that is not offered."""
    if text in dict(term_choices()):
        year, _dash, number = text.partition("-")
        return int(year), int(number)
    return current_term()


class TermField(forms.ChoiceField):
    """Cleaned to (Christian academic year, term)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=term_choices, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value[0]}-{value[1]}" if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[int, int]:
        year, _dash, number = str(super().clean(value)).partition("-")
        return int(year), int(number)


LARGEST_FILE = 5 * 1024 * 1024


class ListFileField(FileField):
    """A list of students or grades, beside the text to paste it into; it may be empty."""

    def __init__(self) -> None:
        hint = _("Excel (.xlsx, .xls) or CSV with headings.")
        super().__init__(label=_("File"), required=False, help_text=hint)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Divide it."))
        return file


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
