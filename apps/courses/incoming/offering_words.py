"""Words that universities write in lists of offerings, each under its normal form."""

from collections.abc import Mapping

from apps.courses.choices import Level
from apps.intake.headings import normal_heading

LEVELS: Mapping[str, Level] = {
    normal_heading(word): level
    for level, words in {
        Level.DIPLOMA: ("อนุปริญญา", "diploma", "associate"),
        Level.BACHELOR: (
            "ปริญญาตรี", "ป.ตรี", "ตรี", "bachelor", "bachelor's", "bachelor's degree",
            "undergraduate",
        ),
        Level.GRADUATE_CERTIFICATE: (
            "ประกาศนียบัตรบัณฑิต", "ป.บัณฑิต", "graduate certificate", "graduate_certificate",
            "graduate diploma",
        ),
        Level.MASTER: ("ปริญญาโท", "ป.โท", "โท", "master", "master's", "master's degree"),
        Level.HIGHER_CERTIFICATE: (
            "ประกาศนียบัตรบัณฑิตชั้นสูง", "ป.บัณฑิตชั้นสูง", "higher graduate certificate",
            "higher_certificate", "higher graduate diploma",
        ),
        Level.DOCTOR: (
            "ปริญญาเอก", "ป.เอก", "เอก", "doctor", "doctoral", "doctoral degree", "doctorate", "phd",
        ),
    }.items()
    for word in words
}  # fmt: skip
LANGUAGES: Mapping[str, str] = {
    normal_heading(word): code
    for code, words in {
        "th": ("ไทย", "ภาษาไทย", "thai", "th"),
        "en": ("อังกฤษ", "ภาษาอังกฤษ", "english", "en"),
        "zh": ("จีน", "ภาษาจีน", "chinese", "zh"),
        "ja": ("ญี่ปุ่น", "ภาษาญี่ปุ่น", "japanese", "ja"),
        "ko": ("เกาหลี", "ภาษาเกาหลี", "korean", "ko"),
        "fr": ("ฝรั่งเศส", "ภาษาฝรั่งเศส", "french", "fr"),
        "de": ("เยอรมัน", "ภาษาเยอรมัน", "german", "de"),
        "ms": ("มลายู", "ภาษามลายู", "malay", "ms"),
        "ar": ("อาหรับ", "ภาษาอาหรับ", "arabic", "ar"),
    }.items()
    for word in words
}
UNLIMITED = frozenset(normal_heading(word) for word in ("ไม่จำกัด", "ไม่จำกัดจำนวน", "unlimited"))
FREE = frozenset(normal_heading(word) for word in ("ไม่มี", "ไม่เสียค่าใช้จ่าย", "ฟรี", "free", "none"))
