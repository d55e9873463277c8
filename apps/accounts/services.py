"""Writes on an account."""

from apps.accounts.middleware import LANGUAGES
from apps.accounts.models import User
from apps.core.errors import InvalidError


def choose_language(*, user: User, language: str) -> None:
    if language not in LANGUAGES:
        raise InvalidError
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
