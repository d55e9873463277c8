"""Documents that are attached in the story: one page that says what it stands for."""

from io import BytesIO

import pikepdf

from apps.qualifications.services.conversing import GivenFile

_PAGE = (595, 842)
_TEXT = """BT /F1 16 Tf 72 720 Td (Copy of a transcript) Tj
/F1 11 Tf 0 -28 Td (Demonstration: the person and the document are invented.) Tj ET"""


def transcript_copy() -> GivenFile:
    """What the asker sends where the holder needs to see the paper."""
    document = pikepdf.new()
    document.add_blank_page(page_size=_PAGE)
    page = document.pages[0]
    page.Contents = document.make_stream(_TEXT.encode())
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    out = BytesIO()
    document.save(out)
    return GivenFile("สำเนาใบแสดงผลการศึกษา.pdf", out.getvalue())
