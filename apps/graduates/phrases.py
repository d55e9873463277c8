"""Findings and refusals in words, in the reader's language."""

from apps.graduates.checks.rules import RULES
from apps.graduates.models import Finding, Roster
from apps.intake.errors import Unreadable


def finding_sentence(finding: Finding) -> str:
    """What is wrong at this cell."""
    return str(RULES[finding.rule].message) % {"value": finding.value, **finding.params}


def finding_remedy(finding: Finding) -> str:
    return str(RULES[finding.rule].remedy) % {"value": finding.value, **finding.params}


def refusal_sentence(roster: Roster) -> str:
    """Why the file as a whole could not be read, and what to do."""
    return Unreadable(roster.refusal, roster.refusal_params).message
