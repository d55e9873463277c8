"""Names of invented persons, composed from parts so that nobody in particular is meant.

Every combination of a head and a tail is one name. The parts are in canonical Thai spelling and can
be written in cp874.
"""


def _composed(heads: str, tails: str) -> tuple[str, ...]:
    """Every head with every tail, the parts being separated by blanks."""
    return tuple(head + tail for head in heads.split() for tail in tails.split() if head != tail)


MALE_NAMES = _composed(
    "กิตติ ธน ณัฐ ภาณุ วร ศุภ อนุ ชย ปิย สิทธิ เจต จิร ธีร ปวร ภูมิ รัฐ สร นว ก้อง ปุณณ",
    "พงศ์ วัฒน์ ชัย ภัทร เดช กร ศักดิ์ วุฒิ พล นนท์ โชติ วิทย์",
)
FEMALE_NAMES = _composed(
    "กัญญา ณัฐ ธิดา พิม ปิย วร ศิริ สุ อร ชนิ จิรา นภา ปวีณ์ ภัทร รัตน มณี ลลิ เบญจ กมล เพ็ญ",
    "พร วรรณ กานต์ ธิดา ลักษณ์ มาศ รัตน์ ภา นันท์ ญาดา ชนก ทิพย์",
)
SURNAMES = _composed(
    "ศรี ทอง บุญ แก้ว วงศ์ สุข จันทร์ คำ ชัย พงษ์ ดวง แสง ธรรม เพชร อินทร์ ไพร นิล เขียว นคร สวน ดอน น้ำ ปั้น เที่ยง",
    "เมฆาลัย ธาราทิพย์ พนาเวศ คีรีวงกต สาครินทร์ อรุณรุ่ง รัตติกาล วารีสวรรค์ พฤกษาชาติ บุปผาราม "
    "ตะวันฉาย จันทราภา ดาราพิสุทธิ์ ลำธารใส ทุ่งรวงทอง สุริยาเยือน ภูพนมไพร วสันต์ศรี เหมันต์เย็น "
    "คิมหันต์งาม หิ่งห้อยคืน สะพานไม้ รุ้งเจ็ดสี ไผ่ล้อมลม",
)
