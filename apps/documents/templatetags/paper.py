"""What the templates of papers need: text that may not be torn, and Thai figures and dates."""

import datetime as dt

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.core.thai.numerals import to_thai
from apps.documents.codes import grouped
from apps.documents.papers import wording
from apps.documents.papers.sentences import Sentence, with_codes_kept
from apps.documents.qr import qr_svg

FULL_SIZE_LETTERS = 27  # what fits the name column of a table; beyond, it is set smaller there
UNBROKEN_LETTERS = 36  # beyond all custom: broken, for it would otherwise run off the paper

register = template.Library()
register.filter("grouped", grouped)


@register.filter
def nowrap(value: object) -> SafeString:
    """Text that is never broken across lines: degree names, dates, numbers of letters."""
    return format_html('<span class="whole">{}</span>', value)


@register.filter
def name(value: object) -> SafeString:
    """A person's name: moved to the next line as one; broken between its words, never within one,
    where even a whole line is too short for it.
    """
    words = str(value).split()
    parts = format_html_join(
        " ",
        '<span class="{}">{}</span>',
        ((_keeping(word), word) for word in words),
    )
    return format_html('<span class="name">{}</span>', parts)


def _keeping(word: str) -> str:
    """The class of letter.css for a word of so many letters; marks above and below take no room."""
    letters = wording.letters(word)
    if letters > UNBROKEN_LETTERS:
        return "word"
    return "long" if letters > FULL_SIZE_LETTERS else "whole"


@register.filter
def codes_kept(value: "str | Sentence") -> Sentence:
    """A text as a sentence in which no number or code is broken; a sentence as it is."""
    return with_codes_kept(value) if isinstance(value, str) else value


@register.filter
def thai(value: object) -> str:
    """Arabic figures to Thai ones. Not for IDs, codes and PINs: those are typed into a machine."""
    return to_thai(str(value))


@register.filter
def figures(value: object, language: str) -> str:
    """Thai figures where the paper is Thai."""
    return wording.figures(value, "en" if language == "en" else "th")


@register.filter
def day(value: dt.date, language: str) -> SafeString:
    """๕ มีนาคม ๒๕๖๘, or 5 March 2025: the date of an official letter."""
    return nowrap(wording.day_text(value, "en" if language == "en" else "th"))


@register.simple_tag
def qr(content: str, title: str) -> SafeString:
    return qr_svg(content, title=title)
