"""Examples of definitions."""

from typing import Any

from apps.courses.api.examples.common import shown

TEXTS: dict[str, Any] = {
    "dimension_th": "ความถูกต้อง",
    "dimension_en": "Accuracy",
    "unit_th": "ร้อยละ",
    "unit_en": "percent",
    "meaning_th": "ผลการศึกษาที่ประกาศแล้วไม่ถูกแก้ไขภายหลังด้วยเหตุที่เครือข่ายนับ",
    "meaning_en": "Announced results that were not corrected later for a reason that counts.",
    "formula_text_th": "(ผลที่ไม่ถูกแก้ไข ÷ ผลที่ประกาศทั้งหมด) × 100",
    "formula_text_en": "(results not corrected ÷ all announced results) × 100",
    "numerator_th": "ผลการศึกษาที่ประกาศแล้วไม่ถูกแก้ไขด้วยเหตุที่นับ",
    "numerator_en": "Announced results not corrected for a counted reason",
    "denominator_th": "ผลการศึกษาที่ประกาศทั้งหมดในภาคการศึกษา",
    "denominator_en": "All results announced for the term",
    "sources_th": "ระบบทะเบียนของสถาบัน",
    "sources_en": "The institution's registration system",
    "collection_th": "นับตามรายวิชาที่ลงทะเบียนของนักศึกษาแต่ละคน",
    "collection_en": "Counted by student and course",
    "supervisor_th": "ผู้อำนวยการสำนักทะเบียน",
    "supervisor_en": "Director of the registrar's office",
    "collector_th": "งานประมวลผลการศึกษา",
    "collector_en": "Results section",
}
DEFINITION = shown(
    "REG01, version 1",
    {
        "indicator": "REG01",
        "name_th": "ร้อยละความถูกต้องของการประกาศผลการศึกษา",
        "name_en": "Accuracy of announced study results",
        "version": 1,
        "in_force": True,
        "valid_from": "2017-08-01",
        "valid_until": None,
        "published_at": "2026-11-02T03:00:00Z",
        "published_by": "ระบบของเครือข่าย",
        "formula": {
            "code": "share",
            "label_th": "สัดส่วนที่ดีต่อทั้งหมดที่ทราบผลแล้ว",
            "label_en": "Good ones out of all that were decided",
            "parameters": {},
            "outcomes": ["good", "bad", "open"],
        },
        "measure": "results",
        "grouping": {"right": "good", "registry_error": "bad"},
        "audited_fields": [],
        "weight": "25.00",
        "target": "99.000",
        "levels": ["80.000", "85.000", "90.000", "95.000", "100.000"],
        "lowest": "0.000",
        "highest": "100.000",
        "change_limit": "10.000",
        "period_kind": "term",
        "year_kind": "academic",
        "criteria": [
            {
                "code": "E1",
                "text_th": "รายงานสรุปจำนวนผลการศึกษาที่ประกาศและที่แก้ไข แยกตามเหตุ",
                "text_en": "Summary of results announced and corrected, by reason",
                "required": True,
            }
        ],
        **TEXTS,
        "past": [{"period": "2024-T1", "version": 1, "value": "98.812351"}],
    },
)
