"""What the pages show of dates, years, numbers and identifiers."""

import datetime as dt
import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.identifiers import check_digit
from apps.core.templatetags import portal

DAY = dt.date(2024, 3, 12)
MOMENT = dt.datetime(2024, 2, 29, 17, 30, tzinfo=dt.UTC)  # after midnight in Bangkok
twelve_digits = st.integers(10**11, 10**12 - 1).map(str)


def shown(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load portal %}" + source).render(Context(context))


def text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("source", "thai", "english"),
    [
        ("{{ day|reader_date }}", "12 มี.ค. 2567", "12 Mar 2024"),
        ("{{ day|plain_date }}", "12 มี.ค. 2567", "12 Mar 2024"),
        ("{{ day|buddhist_date }}", "12 มี.ค. 2567", "12 มี.ค. 2567"),
        ("{{ moment|reader_date }}", "1 มี.ค. 2567", "1 Mar 2024"),
        ("{{ moment|reader_datetime }}", "1 มี.ค. 2567 00:30 น.", "1 Mar 2024, 00:30"),
        ("{{ 2024|reader_year }}", "2567", "2024"),
        ("{{ 1234567|number }}", "1,234,567", "1,234,567"),
        ("{{ none|reader_date }}", "–", "–"),
        ("{{ none|number }}", "–", "–"),
        ("{{ none|masked }}", "–", "–"),
    ],
)
def test_both_languages(source: str, thai: str, english: str) -> None:
    given_values = {"day": DAY, "moment": MOMENT, "none": None}
    assert text(shown(source, "th", **given_values)) == thai
    assert text(shown(source, "en", **given_values)) == english


def test_the_machine_reads_the_iso_date() -> None:
    assert 'datetime="2024-03-12"' in shown("{{ day|reader_date }}", "th", day=DAY)
    assert 'datetime="2024-03-01T00:30:00+07:00"' in shown(
        "{{ moment|reader_datetime }}", moment=MOMENT
    )


def test_academic_year_has_no_separator_and_the_readers_calendar() -> None:
    assert shown("{{ 2024|academic_year }}") == "Academic year 2024"
    assert "2567" in shown("{{ 2024|academic_year }}", "th")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
@settings(max_examples=80)
def test_every_date_keeps_its_day_and_is_543_years_on(day: dt.date) -> None:
    with translation.override("th"):
        first, _month, year = portal.plain_date(day).split(" ")
    assert (int(first), int(year)) == (day.day, day.year + 543)


@given(st.datetimes(timezones=st.just(dt.UTC), min_value=dt.datetime(1950, 1, 1)))  # noqa: DTZ001
@settings(max_examples=50)
def test_a_moment_is_shown_in_the_portals_zone(moment: dt.datetime) -> None:
    if moment.year == 9999:
        return
    with translation.override("en"):
        assert text(portal.reader_datetime(moment)).endswith(f"{timezone.localtime(moment):%H:%M}")


@given(twelve_digits)
@settings(max_examples=80)
def test_a_national_id_shows_its_last_three_digits_only(twelve: str) -> None:
    plain = twelve + check_digit(twelve)
    seen = portal.masked(plain)
    if plain.endswith("00000"):  # a number that a spreadsheet rounded is no ID
        assert seen == "x" * 10 + "000"
    else:
        assert seen == f"x-xxxx-xxxxx-{plain[10:12]}-{plain[12]}"


@given(st.text(min_size=1, max_size=30))
@settings(max_examples=80)
def test_no_more_than_three_signs_of_anything_are_shown(raw: str) -> None:
    assert len(re.sub("[x-]", "", portal.masked(raw))) <= 3


def test_an_icon_is_decoration_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in shown('{% icon "house" %}')
    assert 'aria-label="Home &amp; more"' in shown('{% icon "house" label %}', label="Home & more")


@pytest.mark.parametrize("tone", sorted(portal.TONES))
def test_a_badge_has_colour_icon_and_word(tone: str) -> None:
    html = shown("{% badge tone word %}", tone=tone, word="Certified <now>")
    assert f"badge-{tone}" in html
    assert f"#{portal.TONES[tone]}" in html
    assert "Certified &lt;now&gt;" in html


def test_an_unknown_tone_is_refused() -> None:
    with pytest.raises(KeyError):
        shown('{% badge "green" "Certified" %}')


class OneField(forms.Form):
    case = forms.CharField(help_text="As on the letter.")


def test_a_control_names_all_that_describes_it() -> None:
    html = shown('{% widget field "case_format" %}', field=OneField(data={})["case"])
    described = re.search('aria-describedby="([^"]*)"', html)
    assert described is not None
    assert described[1].split() == ["id_case_helptext", "id_case_error", "case_format"]


def test_a_control_without_description_claims_none() -> None:
    form = OneField()
    form.fields["case"].help_text = ""
    assert "aria-describedby" not in shown("{% widget field %}", field=form["case"])


@pytest.mark.parametrize(("language", "text"), [("th", "1/8/2569"), ("en", "1/8/2026")])
def test_an_example_of_a_day_is_of_the_readers_calendar(language: str, text: str) -> None:
    with translation.override(language):
        assert Template('{% load portal %}{{ "2026-08-01"|written_day }}').render(Context()) == text
