"""Kinds of papers that a registrar's office is asked for, and who makes them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.documents.kinds import GRADUATION, STUDENT_STATUS


class Kind(models.TextChoices):
    STUDENT_STATUS = STUDENT_STATUS, _("Certificate of student status")
    GRADUATION = GRADUATION, _("Certificate of graduation")
    TRANSCRIPT = "transcript", _("Transcript of records")
    STUDY_RESULTS = "study_results", _("Certificate of study results")
    EXPECTED_GRADUATION = "expected_graduation", _("Certificate of expected graduation")
    DIPLOMA_REPLACEMENT = "diploma_replacement", _("Replacement of a degree certificate")
    DIPLOMA_TRANSLATION = "diploma_translation", _("Translation of a degree certificate")


MADE_HERE = (Kind.STUDENT_STATUS, Kind.GRADUATION)
"""The portal makes these; of the others an institution's own system tells the stages alone."""


class Language(models.TextChoices):
    TH = "th", _("Thai")
    EN = "en", _("English")


class Channel(models.TextChoices):
    DESK = "desk", _("at the desk")
    LIST = "list", _("from a list")
    API = "api", _("from another system")
    FEED = "feed", _("made elsewhere, stages told")


class Delivery(models.TextChoices):
    DESK = "desk", _("handed over at the desk")
    EMAIL = "email", _("by e-mail")
    POST = "post", _("by post")
    SYSTEM = "system", _("through another system")
