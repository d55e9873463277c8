"""What we write is valid by the official schema, and our own check is no milder than it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.courses.exports.elmo import elmo_xml
from apps.courses.exports.record import CourseRecord
from tests.courses.elmo_order import check_structure
from tests.courses.elmo_schema import MISSING, find_schema, load_schema, schema_problems
from tests.courses.export_records import CASES, GENERATED, SCALE, any_record, any_scale
from tests.courses.test_export_elmo_order import deleted, swapped


def any_document_is_valid(schema: Any) -> None:
    @given(st.lists(any_record, min_size=1, max_size=3), any_scale)
    @settings(max_examples=60, deadline=None)
    def valid(records: list[CourseRecord], scale: dict[str, list[str]]) -> None:
        document = elmo_xml(records, generated_at=GENERATED, scale=scale)
        assert schema_problems(schema, document) == []

    valid()


def test_the_official_schema_agrees() -> None:
    path = find_schema()
    if path is None:
        pytest.skip(MISSING)
    schema = load_schema(path)
    for case, records in CASES.items():
        document = elmo_xml(records, generated_at=GENERATED, scale=SCALE)
        assert schema_problems(schema, document) == [], case
    any_document_is_valid(schema)
    for what, document in swapped():
        assert schema_problems(schema, document), what
        assert check_structure(document), what
    for what, document in deleted():
        assert check_structure(document) or not schema_problems(schema, document), what
