"""A degree and its field of study in one line, the field once. Pure."""

import re

from apps.core.thai.text import clean
from apps.qualifications.degrees import parse_degree
from apps.qualifications.units import unit_key

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def names_major(degree: str, major: str) -> bool:
    """Tell whether the degree says the field itself: วท.บ. (เคมี), Bachelor of Science in Chemistry.

    In brackets, after "in" or after สาขาวิชา; a Thai and an English name are not compared.
    """
    wanted = unit_key(major)
    within = (*_BRACKETS.findall(degree), parse_degree(degree).major)
    return bool(wanted) and wanted in {unit_key(one) for one in within}


def major_beside(degree: str, major: str) -> str:
    """Return the field as it is written beside the degree: "" where the degree names it."""
    return "" if names_major(degree, major) else major


def degree_and_major(degree: str, major: str) -> str:
    """Return both in one line."""
    return clean(f"{degree} {major_beside(degree, major)}")
