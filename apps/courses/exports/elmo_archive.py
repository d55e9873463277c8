"""Results of many learners: one ZIP with an ELMO document for each."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from apps.courses.exports.elmo import Scales, elmo_xml
from apps.courses.exports.record import THAI_TIME, CourseRecord

_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP cannot tell of anything before
_LONGEST_NAME = 60


def elmo_zip(
    groups: Iterable[Sequence[CourseRecord]],
    *,
    generated_at: dt.datetime,
    scale: Scales | None = None,
) -> bytes:
    """Return the archive; each group holds the records of one learner (see ``by_learner``).

    The same records and time give the same bytes. Raises ValueError as ``elmo_xml`` does.
    """
    written = BytesIO()
    stamp = max(_EARLIEST, generated_at.astimezone(THAI_TIME).timetuple()[:6])
    taken: set[str] = set()
    with ZipFile(written, "w") as archive:
        for records in groups:
            document = elmo_xml(records, generated_at=generated_at, scale=scale)
            entry = ZipInfo(_free_name(records[0], taken), stamp)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, document, compress_type=ZIP_DEFLATED)
    return written.getvalue()


def _free_name(record: CourseRecord, taken: set[str]) -> str:
    """00500-6410123456.xml: letters and digits alone, and no two alike in any file system."""
    parts = (_UNSAFE.sub("", part)[:_LONGEST_NAME] for part in record.learner)
    stem = "-".join(part for part in parts if part) or "learner"
    name, number = stem, 1
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.lower())
    return f"{name}.xml"
