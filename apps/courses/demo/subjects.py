"""What the invented catalogues are made of: real-sounding courses of twelve fields."""

from decimal import Decimal
from typing import NamedTuple

from apps.courses.credits import parse_credits


class Subject(NamedTuple):
    """`field` is one of universities.FIELDS; credits in the notation 3(2-2-5); ISCED-F 2013."""

    field: str
    number: int
    name_th: str
    name_en: str
    credits: str
    isced: str
    level: str = "bachelor"

    @property
    def value(self) -> Decimal:
        parsed = parse_credits(self.credits)
        return parsed.value if parsed else Decimal(0)


# field|number|Thai|English|credits|ISCED
_BACHELOR = """
CS|101|การโปรแกรมคอมพิวเตอร์เบื้องต้น|Introduction to Computer Programming|3(2-2-5)|0613
CS|211|โครงสร้างข้อมูลและขั้นตอนวิธี|Data Structures and Algorithms|3(2-2-5)|0613
CS|241|ระบบฐานข้อมูล|Database Systems|3(2-2-5)|0612
CS|314|ปัญญาประดิษฐ์เบื้องต้น|Introduction to Artificial Intelligence|3(3-0-6)|0613
CS|332|เครือข่ายคอมพิวเตอร์|Computer Networks|3(2-2-5)|0612
CS|351|ความมั่นคงปลอดภัยไซเบอร์|Cybersecurity|3(3-0-6)|0612
CS|372|การพัฒนาแอปพลิเคชันบนเว็บ|Web Application Development|3(2-2-5)|0613
MA|111|แคลคูลัส 1|Calculus I|3(3-0-6)|0541
MA|112|แคลคูลัส 2|Calculus II|3(3-0-6)|0541
MA|221|พีชคณิตเชิงเส้น|Linear Algebra|3(3-0-6)|0541
MA|231|สถิติเบื้องต้น|Introductory Statistics|3(3-0-6)|0542
MA|335|การวิเคราะห์ข้อมูลเชิงสถิติ|Statistical Data Analysis|3(2-2-5)|0542
BA|201|หลักการตลาด|Principles of Marketing|3(3-0-6)|0414
BA|202|องค์การและการจัดการ|Organisation and Management|3(3-0-6)|0413
BA|311|การจัดการโลจิสติกส์และโซ่อุปทาน|Logistics and Supply Chain Management|3(3-0-6)|0413
BA|325|พฤติกรรมผู้บริโภค|Consumer Behaviour|3(3-0-6)|0414
BA|341|การเป็นผู้ประกอบการดิจิทัล|Digital Entrepreneurship|3(2-2-5)|0413
AC|201|การบัญชีการเงิน|Financial Accounting|3(3-0-6)|0411
AC|202|การบัญชีเพื่อการจัดการ|Managerial Accounting|3(3-0-6)|0411
AC|311|การเงินธุรกิจ|Business Finance|3(3-0-6)|0412
AC|331|การลงทุนเบื้องต้น|Introduction to Investments|3(3-0-6)|0412
LA|101|ความรู้เบื้องต้นเกี่ยวกับกฎหมายทั่วไป|Introduction to Law|2(2-0-4)|0421
LA|211|กฎหมายธุรกิจ|Business Law|3(3-0-6)|0421
LA|321|กฎหมายทรัพย์สินทางปัญญา|Intellectual Property Law|2(2-0-4)|0421
LA|335|กฎหมายคุ้มครองข้อมูลส่วนบุคคล|Personal Data Protection Law|2(2-0-4)|0421
EN|101|ภาษาอังกฤษเพื่อการสื่อสาร|English for Communication|3(2-2-5)|0231
EN|201|ภาษาอังกฤษเชิงวิชาการ|Academic English|3(2-2-5)|0231
EN|231|ภาษาจีนเบื้องต้น|Basic Chinese|3(2-2-5)|0231
EN|241|ภาษาญี่ปุ่นเบื้องต้น|Basic Japanese|3(2-2-5)|0231
EN|312|การแปลอังกฤษ-ไทย|English–Thai Translation|3(3-0-6)|0232
HU|111|มนุษย์กับการให้เหตุผล|Human Reasoning|3(3-0-6)|0223
HU|212|ประวัติศาสตร์ไทยร่วมสมัย|Contemporary Thai History|3(3-0-6)|0222
HU|224|ปรัชญาและจริยศาสตร์|Philosophy and Ethics|3(3-0-6)|0223
HU|331|วัฒนธรรมท้องถิ่นศึกษา|Local Culture Studies|3(2-2-5)|0314
SO|101|หลักเศรษฐศาสตร์เบื้องต้น|Principles of Economics|3(3-0-6)|0311
SO|121|จิตวิทยาทั่วไป|General Psychology|3(3-0-6)|0313
SO|231|ความสัมพันธ์ระหว่างประเทศเบื้องต้น|Introduction to International Relations|3(3-0-6)|0312
SO|312|นโยบายสาธารณะ|Public Policy|3(3-0-6)|0312
SO|341|อาเซียนศึกษา|ASEAN Studies|3(3-0-6)|0312
EG|111|เขียนแบบวิศวกรรม|Engineering Drawing|3(2-3-4)|0715
EG|211|กลศาสตร์วิศวกรรม|Engineering Mechanics|3(3-0-6)|0715
EG|221|วงจรไฟฟ้า|Electric Circuits|3(3-0-6)|0713
EG|321|พลังงานทดแทน|Renewable Energy|3(3-0-6)|0713
EG|343|ระบบสมองกลฝังตัว|Embedded Systems|3(2-3-4)|0714
SC|111|เคมีทั่วไป|General Chemistry|3(3-0-6)|0531
SC|112|ปฏิบัติการเคมีทั่วไป|General Chemistry Laboratory|1(0-3-0)|0531
SC|121|ชีววิทยาทั่วไป|General Biology|3(3-0-6)|0511
SC|131|ฟิสิกส์ทั่วไป|General Physics|3(3-0-6)|0533
SC|241|การเกษตรยั่งยืน|Sustainable Agriculture|3(2-2-5)|0811
SC|351|สิ่งแวดล้อมและการเปลี่ยนแปลงสภาพภูมิอากาศ|Environment and Climate Change|3(3-0-6)|0521
HS|101|สุขภาพและการดูแลตนเอง|Health and Self-Care|2(2-0-4)|0923
HS|211|โภชนาการเบื้องต้น|Basic Nutrition|3(3-0-6)|0915
HS|321|วิทยาการระบาดพื้นฐาน|Basic Epidemiology|3(3-0-6)|0988
HS|332|การส่งเสริมสุขภาพชุมชน|Community Health Promotion|3(2-2-5)|0988
CA|111|การสื่อสารมวลชนเบื้องต้น|Introduction to Mass Communication|3(3-0-6)|0321
CA|221|การถ่ายภาพดิจิทัล|Digital Photography|3(2-2-5)|0211
CA|232|การออกแบบกราฟิก|Graphic Design|3(2-2-5)|0213
CA|314|การผลิตสื่อวิดีโอ|Video Production|3(2-2-5)|0211
CA|342|การเล่าเรื่องข้ามสื่อ|Transmedia Storytelling|3(2-2-5)|0321
"""
_MASTER = """
CS|711|การเรียนรู้ของเครื่องขั้นสูง|Advanced Machine Learning|3(3-0-6)|0613
MA|721|ระเบียบวิธีวิจัยเชิงปริมาณ|Quantitative Research Methods|3(3-0-6)|0542
BA|731|กลยุทธ์องค์การ|Corporate Strategy|3(3-0-6)|0413
SO|741|สัมมนานโยบายสาธารณะ|Seminar in Public Policy|3(3-0-6)|0312
"""


def _read(table: str, level: str) -> tuple[Subject, ...]:
    rows = (line.split("|") for line in table.strip().splitlines())
    return tuple(
        Subject(field, int(number), name_th, name_en, credit, isced, level)
        for field, number, name_th, name_en, credit, isced in rows
    )


SUBJECTS = _read(_BACHELOR, "bachelor")
MASTER_SUBJECTS = _read(_MASTER, "master")
