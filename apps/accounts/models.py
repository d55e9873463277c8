"""People who sign in. What they may do stands in their memberships, not here."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin, BaseModel):
    """A person with an account. Personal data: name and e-mail address of an employee."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    position_th = models.CharField(_("post in Thai"), max_length=200, blank=True)
    position_en = models.CharField(_("post in English"), max_length=200, blank=True)
    language = models.CharField(
        max_length=2, choices=[("th", "ไทย"), ("en", "English")], default="th"
    )
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name_th or self.email

    @property
    def name(self) -> str:
        """In the reader's language; Thai where no English name is known."""
        english = (translation.get_language() or "").startswith("en")
        return (self.name_en if english else self.name_th) or self.name_th

    def get_full_name(self) -> str:
        return self.name_th
