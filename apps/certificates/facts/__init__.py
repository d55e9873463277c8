from apps.certificates.facts.certified import certified_of
from apps.certificates.facts.fields import FIELDS, Field, Shape, field_named
from apps.certificates.facts.reading import FactProblem, Facts, read_facts, shown_name

__all__ = [
    "FIELDS",
    "FactProblem",
    "Facts",
    "Field",
    "Shape",
    "certified_of",
    "field_named",
    "read_facts",
    "shown_name",
]
