"""The conditions of a recognition in words, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.courses.recognising import Criterion, CriterionCode

CRITERION_LABELS: Mapping[CriterionCode, str | Promise] = {
    "content": _("Content"),
    "grade": _("Grade"),
    "credits": _("Credits"),
    "level": _("Level of study"),
    "cap": _("Credits from elsewhere in the programme"),
}
MET_LABELS: Mapping[bool | None, str | Promise] = {
    True: _("met"),
    False: _("not met"),
    None: _("not known"),
}
SENTENCES: Mapping[tuple[CriterionCode, bool | None], str | Promise] = {
    ("content", True): _(
        "The content agrees to %(found)s; the policy asks for at least %(asked)s."
    ),
    ("content", False): _(
        "The content agrees only to %(found)s; the policy asks for at least %(asked)s. Choose"
        " another course, or ask for an override with a reason."
    ),
    ("content", None): _(
        "Nobody has judged yet how much of the content agrees; the policy asks for at least"
        " %(asked)s. Compare the two syllabuses and enter the share."
    ),
    ("grade", True): _(
        "Passed with at least %(asked)s points, or with a pass without points that the policy"
        " accepts: %(found)s."
    ),
    ("grade", False): _(
        "The policy asks for a pass with at least %(asked)s points in every course; found:"
        " %(found)s. Choose “no transfer”, or ask for an override with a reason."
    ),
    ("grade", None): _(
        "There is no result yet for every course (%(found)s); the policy asks for at least"
        " %(asked)s points. This is checked again when the results are announced."
    ),
    ("credits", True): _("%(found)s credits were taken for a course of %(asked)s."),
    ("credits", False): _(
        "Only %(found)s credits were taken for a course of %(asked)s. Add a further course, or ask"
        " for an override with a reason."
    ),
    ("level", True): _("The courses are of the same level of study: %(found)s."),
    ("level", False): _(
        "The levels of study differ: %(found)s for a course of the level %(asked)s. Choose another"
        " course, or ask for an override with a reason."
    ),
    ("level", None): _(
        "The level of study is not stated for every course. Enter it in the offering or in the"
        " recognition."
    ),
    ("cap", True): _(
        "%(found)s credits would be recognised in the programme; at most %(asked)s are allowed."
    ),
    ("cap", False): _(
        "%(found)s credits would be recognised in the programme; at most %(asked)s are allowed."
        " Choose “no transfer”, or ask for an override with a reason."
    ),
    ("cap", None): _(
        "%(found)s credits would be recognised; at most %(asked)s of the programme are allowed, but"
        " the programme's credits are not known. Enter them."
    ),
}


def criterion_sentence(
    criterion: Criterion, *, level_labels: Mapping[str, str | Promise] | None = None
) -> str:
    """Return what was asked and found, in the language in force.

    ``level_labels`` names the levels of study; a level that it does not hold is shown as it is.
    """
    asked, found = criterion.asked, criterion.found
    if criterion.code == "level" and level_labels is not None:
        asked, found = _named(asked, level_labels), _named(found, level_labels)
    return str(SENTENCES[criterion.code, criterion.met]) % {"asked": asked, "found": found}


def _named(levels: str, labels: Mapping[str, str | Promise]) -> str:
    return ", ".join(str(labels.get(level, level)) for level in levels.split(", "))
