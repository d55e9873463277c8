"""The seven founding universities as the story needs them: codes, programmes, shapes of codes."""

from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = ("CS", "MA", "BA", "AC", "LA", "EN", "HU", "SO", "EG", "SC", "HS", "CA")
"""Fields of study of the catalogue, in the order in which `prefixes` names them."""


@dataclass(frozen=True, slots=True)
class University:
    """`code` is the ministry's. `shape` makes a course code of a field's prefix and a number.

    faculties: pairs of faculty and programme in Thai; student: what stands in a student code
    between the two digits of the year of entry and the running number.
    """

    slug: str
    code: str
    short_th: str
    prefixes: tuple[str, ...]
    shape: str
    student: str
    faculties: tuple[tuple[str, str], ...]

    def course_code(self, field: str, number: int) -> str:
        return self.shape.format(prefix=self.prefixes[FIELDS.index(field)], number=number)

    def student_code(self, entry_year: int, running: int) -> str:
        """`entry_year` is a Christian year; codes begin with two digits of the Buddhist one."""
        return f"{(entry_year + 543) % 100:02}{self.student}{running:04}"


_SCIENCE = ("คณะวิทยาศาสตร์", "วิทยาศาสตรบัณฑิต สาขาวิชาวิทยาการคอมพิวเตอร์")
_BUSINESS = ("คณะบริหารธุรกิจ", "บริหารธุรกิจบัณฑิต สาขาวิชาการตลาด")
_ENGINEERING = ("คณะวิศวกรรมศาสตร์", "วิศวกรรมศาสตรบัณฑิต สาขาวิชาวิศวกรรมคอมพิวเตอร์")
_ARTS = ("คณะมนุษยศาสตร์", "ศิลปศาสตรบัณฑิต สาขาวิชาภาษาอังกฤษ")

UNIVERSITIES: Mapping[str, University] = {
    each.slug: each
    for each in (
        University(
            "tu", "00500", "มธ.", FIELDS, "{prefix}{number}", "0961",
            (
                ("คณะพาณิชยศาสตร์และการบัญชี", "บริหารธุรกิจบัณฑิต สาขาวิชาการเงิน"),
                ("คณะศิลปศาสตร์", "ศิลปศาสตรบัณฑิต สาขาวิชาภาษาอังกฤษ"),
                ("คณะวิทยาศาสตร์และเทคโนโลยี", "วิทยาศาสตรบัณฑิต สาขาวิชาวิทยาการคอมพิวเตอร์"),
                ("คณะรัฐศาสตร์", "รัฐศาสตรบัณฑิต สาขาวิชาการระหว่างประเทศ"),
            ),
        ),
        University(
            "bu", "05100", "มกท.",
            ("ICT", "MTH", "MKT", "ACC", "LAW", "ENG", "HUM", "SOC", "EGR", "SCI", "HEA", "COM"),
            "{prefix}{number}", "0030",
            (
                ("คณะนิเทศศาสตร์", "นิเทศศาสตรบัณฑิต สาขาวิชาการสื่อสารดิจิทัล"),
                _BUSINESS,
                ("คณะศิลปกรรมศาสตร์", "ศิลปกรรมศาสตรบัณฑิต สาขาวิชาออกแบบนิเทศศิลป์"),
            ),
        ),
        University(
            "ku", "00200", "มก.",
            ("418", "417", "131", "130", "453", "355", "361", "460", "205", "423", "175", "373"),
            "01{prefix}{number}", "1045",
            (("คณะเกษตร", "วิทยาศาสตรบัณฑิต สาขาวิชาเกษตรศาสตร์"), _BUSINESS, _ENGINEERING),
        ),
        University(
            "kmitl", "01600", "สจล.",
            ("076", "236", "906", "916", "936", "644", "641", "946", "016", "056", "966", "286"),
            "01{prefix}{number}", "0101",
            (
                _ENGINEERING,
                ("คณะสถาปัตยกรรม ศิลปะและการออกแบบ", "ศิลปกรรมศาสตรบัณฑิต สาขาวิชาการออกแบบ"),
                ("คณะเทคโนโลยีสารสนเทศ", "วิทยาศาสตรบัณฑิต สาขาวิชาเทคโนโลยีสารสนเทศ"),
            ),
        ),
        University(
            "kku", "00300", "มข.",
            ("CP", "SC", "BS", "AC", "LW", "LI", "HS", "PS", "EN", "AG", "PH", "FA"),
            "{prefix}312{number}", "3020",
            (("วิทยาลัยการคอมพิวเตอร์", _SCIENCE[1]), _ENGINEERING, _ARTS),
        ),
        University(
            "cmu", "00400", "มช.",
            ("204", "206", "703", "701", "176", "001", "011", "154", "259", "202", "510", "104"),
            "{prefix}{number}", "0510",
            (_SCIENCE, _ARTS, ("คณะบริหารธุรกิจ", "บริหารธุรกิจบัณฑิต สาขาวิชาการจัดการ")),
        ),
        University(
            "wu", "02300", "มวล.",
            ("CSE", "MAT", "BUS", "ACC", "LAW", "ENG", "HUM", "POL", "CHE", "BIO", "PUH", "MMA"),
            "{prefix}64-{number}", "1120",
            (
                ("สำนักวิชาสารสนเทศศาสตร์", "วิทยาศาสตรบัณฑิต สาขาวิชาวิศวกรรมซอฟต์แวร์"),
                ("สำนักวิชาสาธารณสุขศาสตร์", "สาธารณสุขศาสตรบัณฑิต สาขาวิชาสาธารณสุขชุมชน"),
                ("สำนักวิชาการจัดการ", "บริหารธุรกิจบัณฑิต สาขาวิชาการจัดการ"),
            ),
        ),
    )
}  # fmt: skip
