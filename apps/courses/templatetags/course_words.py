"""How values of courses are written. `{% load course_words %}`.

{{ policy.content_share|percent }}   75 %
{{ offering.credit_value|credits }}  3, 1.5
{% term_word row %}                  1/2569 or 1/2026, from academic_year and term of the row
{{ offering.fee|baht }}              1,500
"""

from decimal import Decimal
from typing import Any

from django import template

from apps.courses.credits import plain_number
from apps.courses.forms.fields import term_word as word_of_term

register = template.Library()

NOTHING = "–"


@register.filter
def percent(share: Decimal | None) -> str:
    return NOTHING if share is None else f"{plain_number(share * 100)} %"


@register.filter
def credits(value: Decimal | None) -> str:  # noqa: A001  the field's word for it
    return NOTHING if value is None else plain_number(value)


@register.filter
def baht(value: Decimal | None) -> str:
    """Whole amounts without decimals."""
    if value is None:
        return NOTHING
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


@register.simple_tag
def term_word(row: Any) -> str:
    return word_of_term(row.academic_year, row.term)
