"""Coded values of the field, each a closed list, with the words that people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Levels of higher education (TQF:HEd 2552)."""

    DIPLOMA = "diploma", _("diploma")
    BACHELOR = "bachelor", _("bachelor's degree")
    GRADUATE_CERTIFICATE = "graduate_certificate", _("graduate certificate")
    MASTER = "master", _("master's degree")
    HIGHER_CERTIFICATE = "higher_certificate", _("higher graduate certificate")
    DOCTOR = "doctor", _("doctoral degree")


UNDERGRADUATE_LEVELS = (Level.DIPLOMA, Level.BACHELOR)


class TermNumber(models.IntegerChoices):
    FIRST = 1, _("first semester")
    SECOND = 2, _("second semester")
    SUMMER = 3, _("summer session")


class Payment(models.TextChoices):
    UNKNOWN = "unknown", _("not known yet")
    UNPAID = "unpaid", _("to be paid")
    PAID = "paid", _("paid")
    WAIVED = "waived", _("no fee")


class DeclineReason(models.TextChoices):
    FULL = "full", _("no place left")
    NOT_AVAILABLE = "not_available", _("the course is not given")
    NOT_ELIGIBLE = "not_eligible", _("the student does not meet the requirements")
    TIMETABLE = "timetable", _("the timetable does not allow it")
    LATE = "late", _("the request came too late")
    OTHER = "other", _("another reason, see the note")


class ChangeReason(models.TextChoices):
    """Why a registration is changed, withdrawn or cancelled after it was sent."""

    NOT_AVAILABLE = "not_available", _("the course is not given")
    LANGUAGE = "language", _("language of instruction")
    TIMETABLE = "timetable", _("timetable")
    SUBSTITUTE = "substitute", _("another course in its place")
    EXTENSION = "extension", _("longer stay")
    STUDENT_WISH = "student_wish", _("the student asked for it")
    DATA_ERROR = "data_error", _("a mistake in the data")


class CorrectionReason(models.TextChoices):
    """Why an announced result is corrected; the network decides which count in REG01."""

    REGISTRY_ERROR = "registry_error", _("mistake of the registry")
    INSTRUCTOR_ERROR = "instructor_error", _("mistake of the instructor")
    APPEAL = "appeal", _("appeal of the student")
    INCOMPLETE_RESOLVED = "incomplete_resolved", _("grade I resolved")
    OTHER = "other", _("another reason, see the note")


class NoTransferReason(models.TextChoices):
    """Why a course is not recognised."""

    CONTENT = "content", _("the content agrees too little")
    GRADE = "grade", _("the grade is too low")
    CAP = "cap", _("the limit of transferred credits is reached")
    NO_EQUIVALENT = "no_equivalent", _("no course of the programme corresponds")
    STUDENT_WISH = "student_wish", _("the student does not want it")
    OTHER = "other", _("another reason, see the note")
