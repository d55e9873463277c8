"""What the examples share: identifiers, officers, universities. Persons are invented."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

ROW = "6a8f0b9e-5a55-4a0b-9a2f-1c8c7b2c1d10"
RESULT = "b3a1a0c4-64a5-4f1e-8d0d-0a0e8f1f7a11"
DECISION = "c0ffee00-1d2b-4e33-9a77-4d1f5a6b7c12"
REQUEST = "d4c1f6a2-7c7d-4f0e-8a58-2f3a4b5c6d13"
AGREED = "e5d2a7b3-8d8e-4a1f-9b69-3a4b5c6d7e14"
SECTION = "f6e3b8c4-9e9f-4b20-8c70-4b5c6d7e8f15"
LEARNER = "a7f4c9d5-0f01-4c31-9d81-5c6d7e8f9a16"
SEEN = "0f343b0931126a20f133d67c2b018a3b"
CLERK = {"name": "วรรณา ตั้งใจ", "post": "นักวิชาการศึกษา"}
CHIEF = {"name": "สมศักดิ์ รอบคอบ", "post": "ผู้อำนวยการสำนักทะเบียน"}
HOME = {"code": "00500", "name_th": "มหาวิทยาลัยธรรมศาสตร์", "name_en": "Thammasat University"}
HOST = {"code": "00300", "name_th": "มหาวิทยาลัยขอนแก่น", "name_en": "Khon Kaen University"}
PICKS = [{"uuid": ROW, "version": 2}]


def sent(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def shown(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True)
