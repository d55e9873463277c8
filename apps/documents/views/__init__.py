from apps.documents.views.file import check_file
from apps.documents.views.verify import check_paper, enter_code

__all__ = ["check_file", "check_paper", "enter_code"]
