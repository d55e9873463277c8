"""Why the derived, the fed and the declared figure of one period differ, in plain words.

The portal sees only what passes through it, so a part of the records is the usual reason; what a
part cannot explain is said as a contradiction.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.kpi.choices import Source
from apps.kpi.formulas import HUNDRED, Figure, shown

SOURCES: Mapping[Source, Promise] = {
    Source.DERIVED: _("what the portal saw"),
    Source.FED: _("what the institution's system sent"),
    Source.DECLARED: _("what the institution entered"),
}

MESSAGES: Mapping[str, Promise] = {
    "nothing_seen": _(
        "The portal saw no record of this period; %(source)s rests on %(records)s records."
    ),
    "nothing_given": _("The portal saw %(seen)s records; %(source)s has none."),
    "coverage": _(
        "The portal saw %(seen)s of the %(records)s records (%(share)s percent) in %(source)s; the "
        "other %(rest)s did not pass through the portal."
    ),
    "more_seen": _(
        "The portal saw %(seen)s records, %(rest)s more than the %(records)s in %(source)s. Check "
        "which records were left out, and whether the period is the same."
    ),
    "other_outcomes": _(
        "The number of records is the same (%(records)s), but not their outcomes: the numerator is "
        "%(first)s in %(first_source)s and %(second)s in %(source)s. Check the records that were "
        "counted differently."
    ),
    "too_few_good": _(
        "The portal alone saw %(seen)s good ones, more than the %(records)s in %(source)s. Records "
        "that the portal did not see cannot explain this: check the numbers."
    ),
    "too_few_bad": _(
        "The portal alone saw %(seen)s that were not good, more than the %(records)s in "
        "%(source)s. Records that the portal did not see cannot explain this: check the numbers."
    ),
    "other_scope": _(
        "%(first)s records stand in %(first_source)s, but %(second)s in %(source)s. Check whether "
        "both count the same period and the same kinds of records."
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One reason why two figures are not the same; ``sentence`` says it."""

    code: str
    first: Source
    second: Source
    params: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """Return the sentence in the language in force."""
        sources = {"first_source": SOURCES[self.first], "source": SOURCES[self.second]}
        return str(MESSAGES[self.code]) % {**self.params, **sources}

    @property
    def is_contradiction(self) -> bool:
        """True where the numbers cannot both be right; a part seen is none."""
        return self.code not in ("nothing_seen", "coverage")


def explain(
    derived: Figure | None, fed: Figure | None, declared: Figure | None
) -> list[Difference]:
    """Return what differs between each two of the figures that are there, and why."""
    found: list[Difference] = []
    for source, figure in ((Source.FED, fed), (Source.DECLARED, declared)):
        if derived is not None and figure is not None:
            found += _against_derived(derived, figure, source)
    if fed is not None and declared is not None:
        found += _against_fed(fed, declared)
    return found


def _against_derived(derived: Figure, other: Figure, source: Source) -> list[Difference]:
    if derived.n == other.n:
        return _outcomes(Source.DERIVED, derived, source, other)
    numbers = {"seen": derived.n, "records": other.n, "rest": abs(other.n - derived.n)}
    params = {name: f"{number:,}" for name, number in numbers.items()}
    if not derived.n:
        return [Difference("nothing_seen", Source.DERIVED, source, params)]
    if not other.n:
        return [Difference("nothing_given", Source.DERIVED, source, params)]
    if derived.n > other.n:
        return [Difference("more_seen", Source.DERIVED, source, params)]
    params["share"] = shown(HUNDRED * derived.n / other.n, 1)
    covered = Difference("coverage", Source.DERIVED, source, params)
    return [covered, *_impossible(derived, other, source)]


def _impossible(derived: Figure, other: Figure, source: Source) -> list[Difference]:
    """A part may not hold more than its whole, neither of the good ones nor of the others."""
    pairs = {
        "too_few_good": (derived.numerator, other.numerator),
        "too_few_bad": (
            derived.denominator - derived.numerator,
            other.denominator - other.numerator,
        ),
    }
    if not derived.is_share:  # points of answers are no records; a mean of a part may be anything
        return []
    return [
        Difference(code, Source.DERIVED, source, {"seen": f"{seen:,}", "records": f"{given:,}"})
        for code, (seen, given) in pairs.items()
        if seen > given
    ]


def _against_fed(fed: Figure, declared: Figure) -> list[Difference]:
    if fed.n == declared.n:
        return _outcomes(Source.FED, fed, Source.DECLARED, declared)
    params = {"first": f"{fed.n:,}", "second": f"{declared.n:,}"}
    return [Difference("other_scope", Source.FED, Source.DECLARED, params)]


def _outcomes(first: Source, one: Figure, second: Source, other: Figure) -> list[Difference]:
    """Two figures of the same number of records."""
    if one.numerator == other.numerator:
        return []
    params = {
        "records": f"{one.n:,}",
        "first": f"{one.numerator:,}",
        "second": f"{other.numerator:,}",
    }
    return [Difference("other_outcomes", first, second, params)]
