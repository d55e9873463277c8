"""Results as ELMO 1.7.0 (EMREX): one document is about one learner, with a report for each host.

Source of the format: the schema elmo-1.7.0.xsd of emrex-eu/elmo-schemas and its annotations. The
document is not signed (``ds:Signature``): it travels inside signed papers, or over our own API.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from lxml import etree

from apps.courses.exports.elmo_course import add_course, stamp, uses_scale, was_studied
from apps.courses.exports.elmo_nodes import ELMO, Node, add, add_own, add_text, add_titles
from apps.courses.exports.plain_text import one_line
from apps.courses.exports.record import Body, CourseRecord

Scales = Mapping[str, Sequence[str]]
_GENDER = {"m": "1", "f": "2"}  # ISO/IEC 5218


def elmo_xml(
    records: Sequence[CourseRecord],
    *,
    generated_at: dt.datetime,
    scale: Scales | None = None,
) -> bytes:
    """Return the document of one learner, UTF-8.

    ``scale`` gives, by ``grade_scale`` of a record (the host's code where that is empty), the lines
    that describe the grades ("A = 4.00"). A registration that has neither begun nor ended in a
    result is left out. Raises ValueError without records, for records of several learners, and for
    a time without a time zone.
    """
    if len({record.learner for record in records}) != 1:
        raise ValueError("an ELMO document is about exactly one learner")
    root = etree.Element(etree.QName(ELMO, "elmo"), nsmap={None: ELMO})
    add(root, "generatedDate", stamp(generated_at))
    _add_learner(root, records)
    hosts: dict[str, list[CourseRecord]] = {}
    for record in records:
        hosts.setdefault(record.host.code, []).append(record)
    for host_records in hosts.values():
        _add_report(root, host_records, generated_at, scale or {})
    home = records[0].home
    add_own(root, "home", {"code": home.code, "nameTh": home.name_th, "nameEn": home.name_en})
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _add_learner(root: Node, records: Sequence[CourseRecord]) -> None:
    """Names as they were last; Thai ones, for the home register is searched by them."""
    latest = max(records, key=lambda record: (record.academic_year, record.term))
    learner = add(root, "learner")
    if one_line(latest.home_student_code):
        add(learner, "identifier", latest.home_student_code, kind="homeStudentCode")
    add(learner, "givenNames", one_line(latest.first_name) or latest.first_name_en)
    add(learner, "familyName", one_line(latest.last_name) or latest.last_name_en)
    if latest.born_on:
        add(learner, "bday", latest.born_on.isoformat())
    if latest.gender in _GENDER:
        add(learner, "gender", _GENDER[latest.gender])


def _add_report(
    root: Node, records: Sequence[CourseRecord], generated_at: dt.datetime, scales: Scales
) -> None:
    host = records[0].host
    report = add(root, "report")
    _add_issuer(report, host)
    studied = [record for record in records if was_studied(record)]
    names = dict.fromkeys(record.scale for record in studied if uses_scale(record))
    local_ids = {name: f"scale-{number}" for number, name in enumerate(names, start=1)}
    for record in studied:
        add_course(report, record, scale=local_ids.get(record.scale, ""))
    add(report, "issueDate", stamp(generated_at))
    for name, local_id in local_ids.items():
        _add_scale(report, local_id, host, scales.get(name, ()))


def _add_issuer(report: Node, host: Body) -> None:
    issuer = add(report, "issuer")
    add(issuer, "country", "TH")
    domain = (urlsplit(host.url).hostname or "").removeprefix("www.")
    if domain:
        add(issuer, "identifier", domain, kind="schac")
    add(issuer, "identifier", host.code, kind="univId")  # the ministry's UNIV_ID
    add_titles(issuer, host.name_th, host.name_en, host.code)
    add(issuer, "url", host.url)


def _add_scale(report: Node, local_id: str, host: Body, lines: Sequence[str]) -> None:
    scheme = add(report, "gradingScheme")
    scheme.set("localId", local_id)
    for lang, heading in (("th", "ระดับคะแนนของ"), ("en", "Grades of")):
        text = [f"{heading} {host.name(lang)}", *lines]
        add_text(scheme, "description", "\n".join(map(one_line, text)), lang)
