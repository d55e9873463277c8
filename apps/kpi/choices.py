"""Words that are kept in rows: where a figure comes from, its period, who may return it and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where a figure comes from; always shown beside it."""

    DERIVED = "derived", _("seen by the portal")
    FED = "fed", _("sent by the institution's system")
    DECLARED = "declared", _("entered by the institution")


class PeriodKind(models.TextChoices):
    TERM = "term", _("term")
    YEAR = "year", _("year")
    QUARTER = "quarter", _("quarter")
    MONTH = "month", _("month")


class YearKind(models.TextChoices):
    """What "a year" is for a definition."""

    ACADEMIC = "academic", _("academic year")
    FISCAL = "fiscal", _("fiscal year")
    CALENDAR = "calendar", _("calendar year")


class Measure(models.TextChoices):
    """Streams of observations that the portal can count by itself; a definition names one or "".

    A definition of something that the portal never sees lives on fed and declared figures alone.
    """

    RESULTS = "results", _("announced results of courses")
    PAPERS = "papers", _("requests for papers")
    SURVEY = "survey.overall", _("answers to the survey, overall")
    REGISTER = "register", _("records of the student register that were audited")


class ReturnReason(models.TextChoices):
    """Why a value is sent back; coded, so that what confuses people can be counted."""

    ARITHMETIC = "arithmetic", _("the numbers do not fit together")
    DEFINITION = "definition", _("counted otherwise than the definition says")
    EVIDENCE = "evidence", _("the evidence does not show this")
    EVIDENCE_MISSING = "evidence_missing", _("evidence is missing")
    PERIOD = "period", _("another period")
    UNCLEAR = "unclear", _("the explanation is not clear")
    OTHER = "other", _("another reason, see the note")


class Stage(models.TextChoices):
    """Who looked at it: the own approver or the network."""

    OWN = "own", _("own approver")
    NETWORK = "network", _("network")


class ServiceKind(models.TextChoices):
    """After which service a person is asked."""

    CERTIFICATE = "certificate", _("a certificate")
    COURSE = "course", _("a course at another university")
    CHECK = "check", _("a qualification check")
    COUNTER = "counter", _("a visit to the counter")
