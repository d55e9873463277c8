"""The form of one figure: its source, its numbers, the explanation, reasons and evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.core.thai.numerals import to_arabic
from apps.core.uploads import FileField
from apps.kpi.choices import Source
from apps.kpi.findings import Finding
from apps.kpi.forms.returning import NoteField
from apps.kpi.formulas import formula_of, share_counts
from apps.kpi.models import Criterion, Definition, Evidence
from apps.kpi.plausibility import check_counts, check_share
from apps.kpi.refusals import EvidenceError
from apps.kpi.services.entering import MOST_NARRATIVE, Entry
from apps.kpi.services.evidencing import MOST_BYTES
from apps.qualifications.forms.files import SeveralFiles

LONGEST_NUMBER, MOST_REASON = 20, 500
SHARE = ("numerator", "denominator")
BASES: Mapping[Source, Any] = {
    Source.DERIVED: _("Use what the portal saw"),
    Source.FED: _("Use what the institution's system sent"),
    Source.DECLARED: _("Enter own numbers"),
}
GivenFile = tuple[str, bytes]
FILES_HINT = _("PDF only, at most 10 MB each, 30 MB at a time and ten in all.")


class CountField(forms.CharField):
    """4,210 and ๔๒๑๐ are the same number; what is none stays text and is refused as a finding."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=LONGEST_NUMBER, widget=widget, **kwargs)

    def validate(self, value: Any) -> None:
        """What is missing is told by the form: it depends on the source that is chosen."""

    def clean(self, value: Any) -> Any:
        text = to_arabic(super().clean(value)).replace(",", "").replace(" ", "")
        return int(text) if text.isdecimal() else (text or None)


class EvidenceField(FileField):
    """Any number of PDF files, also none: a finding asks for what is missing. Cleaned to names
    with their content.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = SeveralFiles(attrs={"accept": ".pdf,application/pdf"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[GivenFile]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        return [self._read(super(EvidenceField, self).clean(one, initial)) for one in given]

    def _read(self, file: Any) -> GivenFile:
        content = file.read() if file.size <= MOST_BYTES else b""
        if not content.startswith(b"%PDF-"):
            text = _("“%(name)s” cannot be taken. %(why)s")
            params = {"name": file.name, "why": EvidenceError.message}
            raise forms.ValidationError(text, params=params, code=EvidenceError.code)
        return file.name, content


@dataclass(frozen=True, slots=True)
class Known:
    """What the form is made of. sources: counts that may be taken over, by their source."""

    definition: Definition
    criteria: Sequence[Criterion]
    sources: Mapping[Source, Mapping[str, int]]
    findings: Sequence[Finding]
    evidence: Sequence[Evidence]

    @property
    def is_share(self) -> bool:
        return "good" in formula_of(self.definition.formula).outcomes

    @property
    def number_fields(self) -> tuple[str, ...]:
        """In the order of the page; the highest answer first."""
        if self.is_share:
            return SHARE
        return tuple(
            f"count_{each}" for each in reversed(formula_of(self.definition.formula).outcomes)
        )


class EntryForm(forms.Form):
    """`sending`: the figure is to go on to the approver, so the numbers may not be missing."""

    use_required_attribute = False

    def __init__(self, known: Known, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        self.sending = kwargs.pop("sending", False)
        super().__init__(data, files, **kwargs)
        self.known = known
        self._add_basis()
        self._add_numbers()
        self.fields["narrative"] = forms.CharField(
            label=_("Explanation"),
            required=False,
            max_length=MOST_NARRATIVE,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_(
                "What a reader should know: what was counted, what was special in this period, "
                "what is being improved. Never the name of a student."
            ),
        )
        for finding in self.reasons.values():
            self.fields[reason_field(finding.key)] = NoteField(
                label=_("Reason why the figure is right all the same"),
                max_length=MOST_REASON,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for criterion in known.criteria:
            self.fields[file_field(criterion.code)] = EvidenceField(
                label=gettext("Add PDF files for %(code)s") % {"code": criterion.code},
                help_text=FILES_HINT,
                required=criterion.required,
            )

    def _add_basis(self) -> None:
        offered = {*self.known.sources, Source.DECLARED}
        self.fields["basis"] = forms.ChoiceField(
            label=_("Which figure do you give?"),
            choices=[(str(source), BASES[source]) for source in BASES if source in offered],
            widget=forms.RadioSelect,
        )

    def _add_numbers(self) -> None:
        definition = self.known.definition
        for name in self.known.number_fields:
            if name in SHARE:
                label = gettext("Numerator") if name == "numerator" else gettext("Denominator")
                hint = definition.words(name)
            else:
                points = int(name.removeprefix("count_"))
                hint = ""
                label = ngettext(
                    "Answers with %(points)s point", "Answers with %(points)s points", points
                ) % {"points": points}
            self.fields[name] = CountField(label=label, help_text=hint)

    @property
    def reasons(self) -> dict[str, Finding]:
        """Key → finding that goes on with a reason."""
        return {each.key: each for each in self.known.findings if each.needs_override}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        basis = given.get("basis", "")
        if basis == Source.DECLARED:
            self._check_numbers(given)
        elif basis in self.known.sources and self._typed_others(given, Source(basis)):
            text = _(
                "You changed the numbers, but chose a figure that is taken over. Choose “Enter own "
                "numbers” to give yours."
            )
            self.add_error("basis", text)
        return given

    def _check_numbers(self, given: Mapping[str, Any]) -> None:
        names = self.known.number_fields
        typed = {name: given.get(name) for name in names if given.get(name) is not None}
        missing = [name for name in names if name not in typed] if self.known.is_share else []
        if (typed and missing) or (self.sending and not typed):
            for name in missing or names[:1]:
                self.add_error(name, gettext("Write the number. If there was none, write 0."))
            return
        labels = {name: str(self.fields[name].label) for name in names}
        if self.known.is_share and typed:
            found = check_share(typed["numerator"], typed["denominator"], labels)
        else:
            found = check_counts(typed, labels)
        for finding in found:
            self.add_error(finding.field, finding.sentence)

    def _typed_others(self, given: Mapping[str, Any], source: Source) -> bool:
        """Own numbers beside a source that is taken over would be lost without a word."""
        taken = numbers_of(self.known, self.known.sources[source])
        return any(
            given.get(name) not in (None, taken[name], self.initial.get(name))
            for name in self.known.number_fields
        )

    @property
    def numbers_are_right(self) -> bool:
        return not any(name in self.errors for name in (*self.known.number_fields, "basis"))

    @property
    def basis(self) -> Source:
        return Source(self.cleaned_data["basis"])

    @property
    def counts(self) -> dict[str, int]:
        """Outcome → number, of the chosen source or as typed; empty where nothing was typed."""
        if self.basis != Source.DECLARED:
            return dict(self.known.sources[self.basis])
        given = self.cleaned_data
        typed = [given.get(name) for name in self.known.number_fields]
        if all(each is None for each in typed):
            return {}
        if self.known.is_share:
            return share_counts(given["numerator"], given["denominator"])
        names = self.known.number_fields
        return {name.removeprefix("count_"): given.get(name) or 0 for name in names}

    @property
    def overrides(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(reason_field(key), "") for key in self.reasons}

    def entry(self, *, kept: Entry) -> Entry:
        """What is saved; `kept` where the numbers are not right yet."""
        right = self.numbers_are_right
        return Entry(
            basis=self.basis if right else kept.basis,
            counts=self.counts if right else kept.counts,
            narrative=self.cleaned_data.get("narrative", kept.narrative),
            overrides={**kept.overrides, **self.overrides},
        )

    def files_by_criterion(self) -> list[tuple[Criterion, list[GivenFile]]]:
        given = self.cleaned_data
        return [(one, given.get(file_field(one.code)) or []) for one in self.known.criteria]

    def removed(self) -> list[UUID]:
        """Files whose box was ticked; only those that are there."""
        ticked = set(self.data.getlist("remove")) if isinstance(self.data, QueryDict) else set()
        return [one.uuid for one in self.known.evidence if str(one.uuid) in ticked]

    def beside(self, known: Known) -> "EntryForm":
        """The same answers and errors, around what is saved by now. Files are saved or refused."""
        again = EntryForm(known, self.data, initial=self.initial, sending=self.sending)
        again.is_valid()
        for name, errors in self.errors.items():
            if name in again.fields and name not in again.errors:
                again.add_error(name, errors.as_data())
        return again

    def number_bounds(self) -> list[BoundField]:
        return [self[name] for name in self.known.number_fields]


def reason_field(key: str) -> str:
    """Name of the box for a reason; the key of a finding may hold a colon."""
    return f"reason_{key.replace(':', '__')}"


def file_field(criterion: str) -> str:
    return f"file_{criterion}"


def numbers_of(known: Known, counts: Mapping[str, int]) -> dict[str, int]:
    """The histogram as it stands in the number fields."""
    if known.is_share:
        good, bad = counts.get("good", 0), counts.get("bad", 0)
        return {"numerator": good, "denominator": good + bad}
    return {name: counts.get(name.removeprefix("count_"), 0) for name in known.number_fields}
