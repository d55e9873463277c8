"""What the papers of the story say of invented students; graduates come from the register."""

from apps.qualifications.choices import level_of
from apps.qualifications.demo.graduates import STUDYING, graduate
from apps.qualifications.demo.programmes import programme_of

_TITLES_EN = {"นาย": "Mr", "นางสาว": "Miss", "นาง": "Mrs"}
_YEARS_BY_LEVEL = {2: 4, 4: 2, 6: 4}


def title_en(title: str) -> str:
    return _TITLES_EN.get(title, "")


def student_facts(
    slug: str, number: int, *, academic_year: int, term: int, seed: int
) -> dict[str, object]:
    """Facts of a certificate of student status; `academic_year` (Christian) is the running one."""
    ahead = number % 2  # years until the one in which they will graduate
    row = graduate(slug, STUDYING + number, academic_year + ahead, seed=seed)
    programme = programme_of(slug, row.faculty, row.major)
    level = row.level or 2
    year_of_study = _YEARS_BY_LEVEL[level] - ahead
    return {
        "student_code": row.student_code,
        "title": row.title,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "title_en": title_en(row.title),
        "first_name_en": row.first_name_en,
        "last_name_en": row.last_name_en,
        "programme": row.degree_th,
        "programme_en": row.degree_en,
        "major": row.major,
        "major_en": programme.major_en,
        "faculty": row.faculty,
        "faculty_en": programme.faculty_en,
        "level": level_of(level),
        "year_of_study": year_of_study,
        "admitted_year": academic_year + 1 - year_of_study,
        "academic_year": academic_year,
        "term": term,
        "status": "studying",
    }


def graduate_extras(slug: str, faculty: str, major: str, title: str) -> dict[str, object]:
    """What an English certificate says beyond the register of degrees."""
    programme = programme_of(slug, faculty, major)
    return {
        "title_en": title_en(title),
        "faculty_en": programme.faculty_en,
        "major_en": programme.major_en,
    }
