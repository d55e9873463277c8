"""The content model of ELMO 1.7.0, as far as we write it: children in order, values, attributes.

Own account of the official schema (elmo-1.7.0.xsd), which is not part of the project.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping

_INSTANCE = "learningOpportunityInstance"
_COURSE = "learningOpportunitySpecification"
# Children in order; ? none or one, * any number, + one or more, nothing: exactly one.
CHILDREN: Mapping[str, str] = {
    "elmo": "generatedDate learner report+ attachment* groups? extension? Signature?",
    "learner": "citizenship? identifier* givenNames familyName bday? placeOfBirth? birthName?"
    " currentAddress? gender?",
    "report": f"issuer {_COURSE}* issueDate gradingScheme* attachment*",
    "issuer": "country? identifier+ title+ url",
    "gradingScheme": "description*",
    _COURSE: "identifier* title+ type? subjectArea? iscedCode? url? description* descriptionHtml*"
    " specifies hasPart* extension?",
    "specifies": _INSTANCE,
    "hasPart": _COURSE,
    _INSTANCE: "identifier* start? date? academicTerm? status? gradingSchemeLocalId? resultLabel?"
    " shortenedGrading? resultDistribution? credit* level* languageOfInstruction? engagementHours?"
    " attachments? grouping? extension? diplomaSupplement?",
    "academicTerm": "title+ start end",
    "resultDistribution": "category+ description*",
    "credit": "scheme level? value?",
    f"{_INSTANCE}/level": "type description? value?",
    "attachment": "identifier* title* type? description* content* extension?",
}
NEEDED_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "identifier": ("type",),
    "category": ("label", "count"),
    "gradingScheme": ("localId",),
}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
NOT_LOOKED_AT = frozenset({"extension", "Signature", "diplomaSupplement", "groups"})


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and dt.date.fromisoformat(text))
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        return "T" in text and dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_decimal(text: str) -> bool:
    return _DECIMAL.fullmatch(text) is not None


def _is_country(text: str) -> bool:
    return _COUNTRY.fullmatch(text) is not None


def _one_of(*allowed: str) -> Callable[[str], bool]:
    return lambda text: text in allowed


VALUES: Mapping[str, Callable[[str], bool]] = {
    "generatedDate": _is_moment,
    "issueDate": _is_moment,
    "bday": _is_date,
    "start": _is_date,
    "end": _is_date,
    "date": _is_date,
    "credit/value": _is_decimal,
    "credit/level": _one_of("Bachelor", "Master", "PhD"),
    "gender": _one_of("0", "1", "2", "9"),
    "country": _is_country,
    "status": _one_of("passed", "failed", "in-progress"),
    f"{_COURSE}/type": _one_of("Degree Programme", "Module", "Course", "Class"),
    "attachment/type": _one_of(
        "Diploma", "Diploma Supplement", "Transcript of Records", "EMREX transcript",
        "Micro Credential", "Letter of Nomination", "Certificate of Training",
        "Learning Agreement", "Other",
    ),
}  # fmt: skip
