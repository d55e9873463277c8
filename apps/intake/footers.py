"""What is printed under a list: totals, signatures, dates, page numbers.

They stand under every printed page and more rows follow, so reading never stops at the first.
"""

import re

_FOOTER = re.compile(
    r"^(รวม|ลงชื่อ|ลงนาม|หมายเหตุ|ผู้อำนวยการ|รองผู้อำนวยการ|ผู้จัดทำ|ผู้ตรวจ|ผู้พิมพ์|ผู้รายงาน|นายทะเบียน|หัวหน้า"
    r"|ตำแหน่ง|วันที่|ณ วันที่|ข้อมูล ณ|จำนวน|ยอด|ทั้งหมด|ทั้งสิ้น|หน้า ?[0-9]|พิมพ์|total|page|signed)"
    r"|\.{4}|…{2}|_{4}|^\(.*\)$",
    re.IGNORECASE,
)


def is_footer_text(text: str) -> bool:
    """Tell whether a cell begins as footers do, or holds the dots of a signature."""
    return _FOOTER.search(text) is not None
