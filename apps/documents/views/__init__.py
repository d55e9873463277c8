from apps.documents.views.verify import check_paper, enter_code

__all__ = ["check_paper", "enter_code"]
