"""How a sample audit is shown: its state, what it found, its fields in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.core.identifiers import mask_identifier
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of
from apps.kpi.formulas import shown
from apps.kpi.models import AuditItem, AuditRound
from apps.kpi.periods import label
from apps.kpi.policies import can_approve, can_audit_register
from apps.kpi.selectors.audits import Progress, Result
from apps.kpi.selectors.cycles import is_open_for, period_of
from apps.kpi.services.audit_forgetting import is_erased
from apps.kpi.views.definitions_words import in_own_language


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with an audit now."""

    read: bool
    check: bool
    close: bool
    drop: bool
    is_drawer: bool


def rights_of(actor: Actor, audit: AuditRound, progress: Progress) -> Rights:
    """The services decide; this only spares people buttons that would be refused."""
    staff = can_audit_register(actor)
    drawer = staff and officer_of(actor).key == audit.drawn_key
    ended = audit.closed_at is not None or audit.dropped_at is not None
    working = staff and not ended and not drawer
    is_open = is_open_for(audit.cycle, actor.institution_id)
    may_drop = not progress.checked or (can_approve(actor) and not drawer)
    return Rights(
        read=staff,
        check=working and is_open,
        close=working and progress.is_complete,
        drop=staff and is_open and audit.dropped_at is None and may_drop,
        is_drawer=drawer,
    )


def state_words(audit: AuditRound, progress: Progress) -> tuple[str, str]:
    """Tone and word of a badge."""
    if audit.dropped_at is not None:
        return "neutral", _("sample dropped")
    if audit.closed_at is not None:
        return "done", _("audit closed")
    if progress.is_complete:
        return "need", _("every record checked, to be closed")
    return "progress", _("being checked")


def period_label(audit: AuditRound) -> str:
    return label(period_of(audit.cycle))


def fields_of(audit: AuditRound) -> list[tuple[str, str]]:
    """Code and label of each field that is compared."""
    return [(field["code"], in_own_language(field)) for field in audit.fields]


@dataclass(frozen=True, slots=True)
class FieldLine:
    label: str
    count: int
    share: str


def field_lines(audit: AuditRound, result: Result) -> list[FieldLine]:
    """Fields with the records in which they differ, the most frequent first."""
    checked = result.figure.n
    lines = [
        FieldLine(label, count, f"{100 * count / checked:.1f} %" if checked else "–")
        for code, label in fields_of(audit)
        for count in (result.by_field.get(code, 0),)
    ]
    return sorted(lines, key=lambda line: -line.count)


def sentence(audit: AuditRound, result: Result) -> str:
    """What the sample says of the register, in words; "" until every record is checked."""
    if result.interval is None:
        return ""
    given = {
        "sample": f"{audit.sample_size:,}",
        "population": f"{result.population:,}",
        "good": f"{result.figure.numerator:,}",
        "value": shown(result.figure.value),
        "lower": shown(result.interval.lower),
        "upper": shown(result.interval.upper),
    }
    if audit.sample_size == result.population:
        text = _(
            "All %(population)s records of the register were checked, and %(good)s of them have "
            "every field right: %(value)s percent."
        )
        return text % given
    text = _(
        "Of %(population)s records in the register %(sample)s were drawn at random, and %(good)s "
        "of them have every field right: %(value)s percent. With 95 percent confidence between "
        "%(lower)s and %(upper)s percent of the whole register are right."
    )
    return text % given


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record in a list. differs: labels of the fields; tone and word: its badge."""

    item: AuditItem
    code: str
    tone: str
    word: str
    differs: str


def record_lines(
    audit: AuditRound, items: Sequence[AuditItem], *, masked: bool
) -> list[RecordLine]:
    labels = dict(fields_of(audit))
    words = {
        "": ("need", _("not checked")),
        "good": ("done", _("all right")),
        "bad": ("refused", _("differs")),
    }
    return [
        RecordLine(
            item,
            shown_code(item, masked=masked),
            *words[item.outcome],
            ", ".join(labels.get(code, code) for code in item.wrong),
        )
        for item in items
    ]


def shown_code(item: AuditItem, *, masked: bool) -> str:
    if is_erased(item.student_code):
        return _("erased")
    return mask_identifier(item.student_code) if masked else item.student_code
