"""Offerings of one host and term as a resource of django-import-export.

Whose they are comes from the caller and never from the file. What exists of the term is loaded
once; nothing is written in a dry run, and nothing at all where one row has a problem.
"""

from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.results import Result
from import_export.widgets import Widget

from apps.courses.credits import parse_credits
from apps.courses.incoming import offering_cells as read
from apps.courses.incoming.cells import Broken, broken_sentence
from apps.courses.incoming.fast_format import ROW
from apps.courses.incoming.offering_cells import WrongCell
from apps.courses.incoming.offering_columns import FIELDS
from apps.courses.models import Offering
from apps.institutions.models import Institution

_BATCH = 500
_DERIVED = ("credit_value", "search_key", "version")
_READERS = {
    "code": read.read_code,
    "section": read.read_section,
    "name_th": read.read_thai_name,
    "name_en": read.read_name,
    "credits": read.read_credits,
    "level": read.read_level,
    "isced": read.read_isced,
    "seats": read.read_seats,
    "fee": read.read_fee,
    "schedule": read.read_schedule,
    "language": read.read_language,
    "description": read.read_description,
}
Key = tuple[str, str]


class CellWidget(Widget):  # type: ignore[misc]  # the library has no types
    """Hands a cell to the function that reads this field."""

    def __init__(self, reader: Any) -> None:  # Any: each reader gives a type of its own
        super().__init__()
        self._reader = reader

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if isinstance(value, Broken):
            raise WrongCell(value.value, broken_sentence(value))
        return self._reader(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class TermLoader(BaseInstanceLoader):  # type: ignore[misc]
    """The term's offerings by code and section, in one query; locked where they will be written."""

    def __init__(self, resource: "OfferingResource", dataset: tablib.Dataset | None = None) -> None:
        super().__init__(resource, dataset)
        rows = resource.get_queryset()
        if resource.writes:
            rows = rows.select_for_update(of=("self",))
        self._known: dict[Key, Offering] = {(row.code, row.section): row for row in rows}

    def get_instance(self, row: dict[str, Any]) -> Offering | None:
        try:
            return self._known.get((read.read_code(row["code"]), read.read_section(row["section"])))
        except WrongCell:  # told when the cells are read into the row
            return None


class OfferingResource(ModelResource):  # type: ignore[misc]
    """``writes`` is false for a preview. Columns that the file lacks are left as they are."""

    class Meta:
        model = Offering
        fields = FIELDS
        import_id_fields = ("code", "section")
        instance_loader_class = TermLoader
        use_bulk = True
        use_transactions = True
        batch_size = None  # one batch at the end, when every row has been looked at
        skip_unchanged = True
        skip_html_diff = True
        store_instance = True

    def __init__(
        self, *, host: Institution, academic_year: int, term: int, writes: bool = False
    ) -> None:
        super().__init__()
        self.writes = writes
        self._whose = {"host_id": host.pk, "academic_year": academic_year, "term": term}
        self._given: tuple[str, ...] = ()
        self._seen: dict[Key, int] = {}
        readers = {**_READERS, "withdraw_by": read.withdrawal_reader(academic_year)}
        for name in FIELDS:
            self.fields[name] = Field(name, name, CellWidget(readers[name]))

    def get_queryset(self) -> Any:
        return Offering.objects.filter(**self._whose)

    def init_instance(self, row: Any = None) -> Offering:
        return Offering(**self._whose)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        if "section" not in dataset.headers:
            dataset.append_col([""] * len(dataset), header="section")
        self._given = tuple(name for name in FIELDS if name in dataset.headers)

    def import_instance(self, instance: Offering, row: dict[str, Any], **kwargs: Any) -> None:
        """Read every cell; all that is wrong with the row is raised together."""
        wrong: dict[str, ValidationError] = {}
        for field in self.get_import_fields():
            try:
                self.import_field(field, instance, row, **kwargs)
            except WrongCell as problem:
                wrong[field.attribute] = ValidationError(problem.sentence, problem.code)
        if not {"code", "section"} & wrong.keys():
            self._refuse_repeated(instance, row, wrong)
        if wrong:
            raise ValidationError(wrong)

    def _refuse_repeated(
        self, instance: Offering, row: dict[str, Any], wrong: dict[str, ValidationError]
    ) -> None:
        first = self._seen.setdefault((instance.code, instance.section), row[ROW])
        if first != row[ROW]:
            sentence = _(
                "This course and section stand in row %(row)s already. Keep one of the two rows."
            )
            wrong["code"] = ValidationError(sentence % {"row": first}, "repeated")

    def before_save_instance(self, instance: Offering, row: Any, **kwargs: Any) -> None:
        stated = parse_credits(instance.credits)
        assert stated is not None  # noqa: S101  the cell was read before
        instance.credit_value = stated.value
        instance.search_key = read.catalogue_key(instance.code, instance.name_th, instance.name_en)
        if instance.pk:
            instance.version += 1

    def bulk_create(
        self, using_transactions: bool, dry_run: bool, raise_errors: bool,
        batch_size: int | None = None, result: Result | None = None,
    ) -> None:  # fmt: skip
        if self._may_write(dry_run, result):
            Offering.objects.bulk_create(self.create_instances, batch_size=_BATCH)
        self.create_instances.clear()

    def bulk_update(
        self, using_transactions: bool, dry_run: bool, raise_errors: bool,
        batch_size: int | None = None, result: Result | None = None,
    ) -> None:  # fmt: skip
        """One statement for each batch; the rows are locked, so each of them is there."""
        given = [name for name in self._given if name not in ("code", "section")]
        if self._may_write(dry_run, result) and self.update_instances:
            Offering.objects.bulk_create(
                self.update_instances,
                batch_size=_BATCH,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=[*given, *_DERIVED],
            )
        self.update_instances.clear()

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Leave the sequence alone: no keys were given, and the application does not own it."""

    def _may_write(self, dry_run: bool, result: Result | None) -> bool:
        if dry_run or not self.writes or result is None:
            return False
        return not (result.has_errors() or result.has_validation_errors())
