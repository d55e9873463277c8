"""What the universities of the story teach: faculties, majors and the degrees they lead to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from apps.qualifications.degree_table import (
    BACHELOR,
    DOCTOR,
    ENGLISH_WORDS,
    MASTER,
    STEMS,
    THAI_LETTERS,
    THAI_SUFFIXES,
    Stem,
)

PHILOSOPHY = "ปร"
"""Doctors are doctors of philosophy, whatever the stem below is called."""


@dataclass(frozen=True, slots=True)
class DegreeNames:
    thai: str
    short: str
    english: str


@dataclass(frozen=True, slots=True)
class Programme:
    """`stem` as in the table of degrees; `levels` of TQF that it is taught at."""

    faculty: str
    faculty_en: str
    stem: Stem
    major: str
    major_en: str
    levels: tuple[int, ...]
    campus: str

    def degree(self, level: int) -> DegreeNames:
        stem = _STEM[PHILOSOPHY] if level == DOCTOR else self.stem
        named = stem.english[0] if stem.english else "Philosophy"
        return DegreeNames(
            stem.thai + THAI_SUFFIXES[level],
            f"{stem.abbreviation}.{THAI_LETTERS[level]}.",
            f"{ENGLISH_WORDS[level]} of {named}",
        )


_STEM = {stem.abbreviation: stem for stem in STEMS}
_LEVELS = {"b": BACHELOR, "m": MASTER, "d": DOCTOR}
# university|faculty|English|stem|major|English|levels|campus
_TABLE = """
tu|คณะพาณิชยศาสตร์และการบัญชี|Thammasat Business School|บธ|การเงิน|Finance|bm|ท่าพระจันทร์
tu|คณะศิลปศาสตร์|Faculty of Liberal Arts|ศศ|ภาษาอังกฤษ|English|bm|ศูนย์รังสิต
tu|คณะวิทยาศาสตร์และเทคโนโลยี|Faculty of Science and Technology|วท|วิทยาการคอมพิวเตอร์|Computer Science|bmd|ศูนย์รังสิต
tu|คณะรัฐศาสตร์|Faculty of Political Science|ร|การระหว่างประเทศ|International Affairs|bm|ท่าพระจันทร์
tu|คณะเศรษฐศาสตร์|Faculty of Economics|ศ|เศรษฐศาสตร์|Economics|bd|ศูนย์รังสิต
bu|คณะนิเทศศาสตร์|School of Communication Arts|นศ|การสื่อสารดิจิทัล|Digital Communication|bm|
bu|คณะบริหารธุรกิจ|School of Business Administration|บธ|การตลาด|Marketing|bm|
bu|คณะศิลปกรรมศาสตร์|School of Fine and Applied Arts|ศป|ออกแบบนิเทศศิลป์|Communication Design|b|
ku|คณะเกษตร|Faculty of Agriculture|วท|เกษตรศาสตร์|Agricultural Science|bmd|บางเขน
ku|คณะวิศวกรรมศาสตร์|Faculty of Engineering|วศ|วิศวกรรมคอมพิวเตอร์|Computer Engineering|bm|บางเขน
ku|คณะบริหารธุรกิจ|Faculty of Business Administration|บธ|การตลาด|Marketing|b|บางเขน
ku|คณะวิทยาการจัดการ|Faculty of Management Sciences|บธ|การจัดการโลจิสติกส์|Logistics Management|bm|ศรีราชา
kmitl|คณะวิศวกรรมศาสตร์|School of Engineering|วศ|วิศวกรรมคอมพิวเตอร์|Computer Engineering|bmd|
kmitl|คณะสถาปัตยกรรม ศิลปะและการออกแบบ|School of Architecture, Art, and Design|สถ|สถาปัตยกรรม|Architecture|bm|
kmitl|คณะเทคโนโลยีสารสนเทศ|School of Information Technology|วท|เทคโนโลยีสารสนเทศ|Information Technology|bmd|
kku|วิทยาลัยการคอมพิวเตอร์|College of Computing|วท|วิทยาการคอมพิวเตอร์|Computer Science|bmd|
kku|คณะวิศวกรรมศาสตร์|Faculty of Engineering|วศ|วิศวกรรมโยธา|Civil Engineering|bm|
kku|คณะมนุษยศาสตร์และสังคมศาสตร์|Faculty of Humanities and Social Sciences|ศศ|ภาษาอังกฤษ|English|bm|
kku|คณะสาธารณสุขศาสตร์|Faculty of Public Health|ส|อนามัยสิ่งแวดล้อม|Environmental Health|bm|
cmu|คณะวิทยาศาสตร์|Faculty of Science|วท|วิทยาการคอมพิวเตอร์|Computer Science|bmd|
cmu|คณะมนุษยศาสตร์|Faculty of Humanities|ศศ|ภาษาอังกฤษ|English|bm|
cmu|คณะบริหารธุรกิจ|Faculty of Business Administration|บธ|การจัดการ|Management|bm|
cmu|คณะเศรษฐศาสตร์|Faculty of Economics|ศ|เศรษฐศาสตร์|Economics|b|
wu|สำนักวิชาสารสนเทศศาสตร์|School of Informatics|วท|วิศวกรรมซอฟต์แวร์|Software Engineering|bm|
wu|สำนักวิชาสาธารณสุขศาสตร์|School of Public Health|ส|สาธารณสุขชุมชน|Community Public Health|bm|
wu|สำนักวิชาการจัดการ|School of Management|บธ|การจัดการ|Management|bm|
"""  # noqa: E501


def _read() -> dict[str, tuple[Programme, ...]]:
    found: dict[str, list[Programme]] = defaultdict(list)
    for line in _TABLE.strip().splitlines():
        slug, faculty, faculty_en, stem, major, major_en, levels, campus = line.split("|")
        taught = tuple(_LEVELS[letter] for letter in levels)
        found[slug].append(
            Programme(faculty, faculty_en, _STEM[stem], major, major_en, taught, campus)
        )
    return {slug: tuple(programmes) for slug, programmes in found.items()}


PROGRAMMES: Mapping[str, tuple[Programme, ...]] = _read()
"""By the university's slug (apps.courses.demo.universities)."""


def programme_of(slug: str, faculty: str, major: str) -> Programme:
    """The programme that the faculty teaches the major in."""
    return next(one for one in PROGRAMMES[slug] if (one.faculty, one.major) == (faculty, major))
