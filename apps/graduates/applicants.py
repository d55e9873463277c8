"""The school that an applicant's paper names."""

from apps.core.identifiers import school_code
from apps.core.thai.text import canonical, clean
from apps.institutions.models import Institution, Kind


def find_school(raw: str) -> Institution | None:
    """By code of 10 or 8 digits, or by its full name; None where nothing or several match."""
    text = canonical(clean(raw))
    schools = Institution.objects.filter(kind=Kind.SCHOOL, is_active=True)
    code = school_code(text)
    if code:
        return schools.filter(**{"smis_code" if len(code) == 8 else "code": code}).first()
    bare = text.removeprefix("โรงเรียน")
    named = list(schools.filter(name_th__in=[bare, f"โรงเรียน{bare}"])[:2])
    named = named or list(schools.filter(name_en__iexact=text)[:2])
    return named[0] if len(named) == 1 else None
