from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by an institution or the secretariat; nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
