"""Degrees that Thai universities confer: names and abbreviations in Thai and English, as data.

A degree is a stem at a level: วิทยาศาสตร + บัณฑิต, abbreviated วท. + บ., in English Bachelor of
Science, B.Sc. Sources: the abbreviations that universities print on transcripts, after the rules of
the higher education commission on names of degrees (พ.ศ. 2549, amended 2559).
"""

from collections.abc import Mapping
from typing import NamedTuple

BACHELOR, MASTER, DOCTOR = 2, 4, 6
ASSOCIATE, GRADUATE_DIPLOMA, HIGHER_GRADUATE_DIPLOMA = 1, 3, 5

THAI_SUFFIXES: Mapping[int, str] = {BACHELOR: "บัณฑิต", MASTER: "มหาบัณฑิต", DOCTOR: "ดุษฎีบัณฑิต"}
THAI_LETTERS: Mapping[int, str] = {BACHELOR: "บ", MASTER: "ม", DOCTOR: "ด"}
ENGLISH_WORDS: Mapping[int, str] = {BACHELOR: "Bachelor", MASTER: "Master", DOCTOR: "Doctor"}
ENGLISH_LETTERS: Mapping[int, str] = {BACHELOR: "B", MASTER: "M", DOCTOR: "D"}


class Stem(NamedTuple):
    """``thai`` and ``abbreviation`` without their suffix; English names after "Bachelor of".

    In ``english_abbreviations`` the star stands for B, M or D.
    """

    thai: str
    abbreviation: str
    english: tuple[str, ...] = ()
    english_abbreviations: tuple[str, ...] = ()
    levels: tuple[int, ...] = (BACHELOR, MASTER, DOCTOR)


STEMS: tuple[Stem, ...] = (
    Stem("วิทยาศาสตร", "วท", ("Science",), ("*.Sc.", "*.S.")),
    Stem("ศิลปศาสตร", "ศศ", ("Arts",), ("*.A.",)),
    Stem("อักษรศาสตร", "อ", ("Arts",), ("*.A.",)),
    Stem("บริหารธุรกิจ", "บธ", ("Business Administration",), ("*.B.A.",)),
    Stem("วิศวกรรมศาสตร", "วศ", ("Engineering",), ("*.Eng.", "*.E.")),
    Stem("นิติศาสตร", "น", ("Laws", "Law"), ("LL.*.",)),
    Stem("ครุศาสตร", "ค", ("Education",), ("*.Ed.",)),
    Stem("ศึกษาศาสตร", "ศษ", ("Education",), ("*.Ed.",)),
    Stem("การศึกษา", "กศ", ("Education",), ("*.Ed.",)),
    Stem("ครุศาสตรอุตสาหกรรม", "คอ", ("Industrial Education", "Science in Technical Education")),
    Stem("พยาบาลศาสตร", "พย", ("Nursing Science",), ("*.N.S.",)),
    Stem("แพทยศาสตร", "พ", levels=(BACHELOR,)),
    Stem("ทันตแพทยศาสตร", "ท", levels=(BACHELOR,)),
    Stem("สัตวแพทยศาสตร", "สพ", levels=(BACHELOR,)),
    Stem("เภสัชศาสตร", "ภ", ("Pharmacy",), ("*.Pharm.",)),
    Stem("สาธารณสุขศาสตร", "ส", ("Public Health",), ("*.P.H.",)),
    Stem("กายภาพบำบัด", "กภ", ("Physical Therapy",), ("*.P.T.",)),
    Stem("รัฐศาสตร", "ร", ("Political Science",), ("*.Pol.Sc.",)),
    Stem("รัฐประศาสนศาสตร", "รป", ("Public Administration",), ("*.P.A.",)),
    Stem("เศรษฐศาสตร", "ศ", ("Economics",), ("*.Econ.",)),
    Stem("บัญชี", "บช", ("Accountancy", "Accounting"), ("*.Acc.",)),
    Stem("พาณิชยศาสตร", "พณ", ("Commerce",), ("*.Com.",)),
    Stem("การจัดการ", "กจ", ("Management",)),
    Stem("นิเทศศาสตร", "นศ", ("Communication Arts",), ("*.Com.Arts",)),
    Stem("วารสารศาสตร", "วส", ("Journalism", "Journalism and Mass Communication")),
    Stem("สังคมสงเคราะห์ศาสตร", "สส", ("Social Work",), ("*.S.W.",)),
    Stem("สังคมวิทยาและมานุษยวิทยา", "สม", ("Sociology and Anthropology",)),
    Stem("สถาปัตยกรรมศาสตร", "สถ", ("Architecture",), ("*.Arch.",)),
    Stem("ภูมิสถาปัตยกรรมศาสตร", "ภส", ("Landscape Architecture",)),
    Stem("ศิลปกรรมศาสตร", "ศป", ("Fine and Applied Arts", "Fine Arts"), ("*.F.A.",)),
    Stem("ศิลป", "ศล", ("Fine Arts",), ("*.F.A.",)),
    Stem("ดุริยางคศาสตร", "ดศ", ("Music",)),
    Stem("คหกรรมศาสตร", "คศ", ("Home Economics",)),
    Stem("เทคโนโลยี", "ทล", ("Technology",), ("*.Tech.",)),
    Stem("อุตสาหกรรมศาสตร", "อส", ("Industrial Technology",), ("*.Ind.Tech.",)),
    Stem("พุทธศาสตร", "พธ"),
    Stem("ปรัชญา", "ปร", levels=(DOCTOR,)),
)

OTHER_ENGLISH: Mapping[tuple[str, int], tuple[str, ...]] = {
    ("พ", BACHELOR): ("Doctor of Medicine", "M.D."),
    ("ท", BACHELOR): ("Doctor of Dental Surgery", "D.D.S."),
    ("สพ", BACHELOR): ("Doctor of Veterinary Medicine", "D.V.M."),
    ("ภ", BACHELOR): ("Doctor of Pharmacy", "Pharm.D."),
    ("ปร", DOCTOR): ("Doctor of Philosophy", "Ph.D."),
}
"""(abbreviation of the stem, level) → names that do not follow the pattern.

Six-year first degrees are doctors in English.
"""

LEVEL_BEGINNINGS: tuple[tuple[str, int], ...] = (
    ("ประกาศนียบัตรบัณฑิตชั้นสูง", HIGHER_GRADUATE_DIPLOMA),
    ("ปบัณฑิตชั้นสูง", HIGHER_GRADUATE_DIPLOMA),
    ("highergraduatediploma", HIGHER_GRADUATE_DIPLOMA),
    ("ประกาศนียบัตรบัณฑิต", GRADUATE_DIPLOMA),
    ("ปบัณฑิต", GRADUATE_DIPLOMA),
    ("graduatediploma", GRADUATE_DIPLOMA),
    ("graddip", GRADUATE_DIPLOMA),
    ("อนุปริญญา", ASSOCIATE),
    ("associate", ASSOCIATE),
    ("bachelorof", BACHELOR),
    ("masterof", MASTER),
    ("doctorof", DOCTOR),
)
"""Beginnings (search keys, longest first) that tell the level of a degree without a stem."""

LEVEL_NAMES: Mapping[str, int] = {
    "ปริญญาตรี": BACHELOR, "ตรี": BACHELOR, "ปตรี": BACHELOR, "bachelor": BACHELOR,
    "bachelordegree": BACHELOR, "bachelorsdegree": BACHELOR, "undergraduate": BACHELOR,
    "ปริญญาโท": MASTER, "โท": MASTER, "ปโท": MASTER, "master": MASTER, "masterdegree": MASTER,
    "mastersdegree": MASTER,
    "ปริญญาเอก": DOCTOR, "เอก": DOCTOR, "ปเอก": DOCTOR, "doctor": DOCTOR, "doctoral": DOCTOR,
    "doctorate": DOCTOR, "doctoraldegree": DOCTOR,
    "อนุปริญญา": ASSOCIATE, "associate": ASSOCIATE,
    "ประกาศนียบัตรบัณฑิต": GRADUATE_DIPLOMA, "ปบัณฑิต": GRADUATE_DIPLOMA,
    "graduatediploma": GRADUATE_DIPLOMA,
    "ประกาศนียบัตรบัณฑิตชั้นสูง": HIGHER_GRADUATE_DIPLOMA,
    "ปบัณฑิตชั้นสูง": HIGHER_GRADUATE_DIPLOMA, "highergraduatediploma": HIGHER_GRADUATE_DIPLOMA,
}  # fmt: skip
"""Names of levels (search keys), as a column of levels or a careless claim has them."""
