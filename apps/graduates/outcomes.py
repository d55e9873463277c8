"""Outcomes in words: for the page in the reader's language, for Thai papers in Thai."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOME_LABELS: dict[str, str | Promise] = {
    "confirmed": _("Confirmed"),
    "mismatch": _("Found, but fields differ"),
    "studying": _("Still studying"),
    "not_graduated": _("Judged not graduated"),
    "not_in_roster": _("Not in the certified roster"),
    "roster_missing": _("The school has not certified that year"),
    "withheld": _("Withheld for privacy"),
    "ambiguous": _("A person must look"),
}
OUTCOME_MEANINGS: dict[str, str | Promise] = {
    "confirmed": _("Certified graduate; all compared fields agree."),
    "mismatch": _(
        "The person was found, but the named fields differ. Compare with the transcript."
    ),
    "studying": _("On the list of those who study in M.6; no graduation has been certified yet."),
    "not_graduated": _("On the list, judged not graduated. A late graduation is still possible."),
    "not_in_roster": _(
        "The school certified that year completely and the person is not in it. Late graduates are"
        " still possible."
    ),
    "roster_missing": _(
        "No statement is possible: the school has not certified its graduates of that year."
    ),
    "withheld": _(
        "The person asked that no answer be given. Ask the person for the original paper."
    ),
    "ambiguous": _(
        "The person nearly matches. Compare the paper with what differs, or ask the school."
    ),
}
OUTCOME_TONES = {
    "confirmed": "done",
    "mismatch": "need",
    "studying": "progress",
    "not_graduated": "refused",
    "not_in_roster": "refused",
    "roster_missing": "neutral",
    "withheld": "neutral",
    "ambiguous": "need",
}
OUTCOME_THAI = {
    "confirmed": "ยืนยันการสำเร็จการศึกษา",
    "mismatch": "พบข้อมูล แต่บางรายการไม่ตรง",
    "studying": "กำลังศึกษา ยังไม่สำเร็จการศึกษา",
    "not_graduated": "ยังไม่จบหลักสูตร",
    "not_in_roster": "ไม่พบในรายชื่อของสถานศึกษา",
    "roster_missing": "ยังไม่มีรายชื่อที่สถานศึกษารับรอง",
    "withheld": "งดเปิดเผยข้อมูล",
    "ambiguous": "ต้องให้เจ้าหน้าที่ตรวจสอบ",
}
FIELD_LABELS: dict[str, str | Promise] = {
    "person_id": _("identifier"),
    "name": _("name"),
    "birth_date": _("birth date"),
    "school": _("school"),
    "year": _("school year"),
    "por1_set": _("transcript set"),
    "por1_number": _("transcript number"),
    "approved_on": _("date of approval"),
    "gpax": _("GPAX"),
}
EXPLANATIONS: dict[str, str | Promise] = {
    "found_by_id": _("found by the identifier"),
    "found_by_name": _("found by name in the school's list of that year, not by an identifier"),
    "title": _("a title before the name was overlooked"),
    "spelling": _("another spelling form of the same name was overlooked"),
    "spacing": _("spaces within the name were overlooked"),
    "scripts_differ": _(
        "one name is in Thai and the other in Latin letters, so they were not compared"
    ),
    "name_order": _("the order of first name and surname was overlooked"),
    "former_name": _("the former name agrees"),
    "late_graduate": _("graduated later, on the list of late graduates"),
}
