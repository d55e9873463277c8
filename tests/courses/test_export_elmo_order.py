"""The own check of an ELMO document finds what the official schema would."""

import copy
from collections.abc import Iterator

import pytest
from lxml import etree

from apps.courses.exports.elmo import elmo_xml
from apps.courses.exports.elmo_nodes import Node
from tests.courses.elmo_order import check_structure
from tests.courses.export_records import GENERATED, SCALE, a_record

FULL = elmo_xml([a_record()], generated_at=GENERATED, scale=SCALE)


def swapped() -> Iterator[tuple[str, bytes]]:
    """The full document again and again, each time with two unlike neighbours changed over."""
    count = len(list(etree.fromstring(FULL).iter()))
    for index in range(count):
        root = copy.deepcopy(etree.fromstring(FULL))
        node: Node = list(root.iter())[index]
        after = node.getnext()
        if after is None or after.tag == node.tag or "registrar-net" in node.tag:
            continue
        node.addprevious(after)
        yield f"{after.tag} before {node.tag}", etree.tostring(root)


def deleted() -> Iterator[tuple[str, bytes]]:
    """The full document again and again, each time without one of its elements."""
    for index in range(1, len(list(etree.fromstring(FULL).iter()))):
        root = etree.fromstring(FULL)
        node: Node = list(root.iter())[index]
        node.getparent().remove(node)
        yield f"{node.tag} ({index}) left out", etree.tostring(root)


def test_any_two_neighbours_changed_over_are_found() -> None:
    changed = dict(swapped())
    assert len(changed) > 30
    assert [what for what, document in changed.items() if not check_structure(document)] == []


def test_an_element_left_out_is_found_where_it_is_required() -> None:
    required = {
        "generatedDate", "learner", "givenNames", "familyName", "report", "issuer", "url",
        "specifies", "learningOpportunityInstance", "start (in academicTerm)", "end", "issueDate",
        "scheme", "type (in level)",
    }  # fmt: skip
    found = {what for what, document in deleted() if check_structure(document)}
    names = {what.split("}")[1].split(" ")[0] for what in found}
    assert names == {name.split(" ")[0] for name in required} | {"gradingScheme"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<issueDate>", "<!--", "not well-formed"),
        (' xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1"', "", "the root is"),
        ("<country>TH</country>", "<country>THA</country>", "country[1]: the value"),
        ("<status>passed", "<status>withdrawn", "status[5]: the value"),
        ("<gender>2", "<gender>f", "gender[5]: the value"),
        ("2004-02-29", "2547-02-29", "bday[4]: the value"),
        ("2026-01-15T16:30:00+07:00</gen", "2026-01-15T16:30:00</gen", "generatedDate[1]: the"),
        ("2026-01-15T16:30:00+07:00</gen", "tomorrow</gen", "generatedDate[1]: the value"),
        ("<value>3</value>", "<value>3E+0</value>", "value[2]: the value"),
        ('count="8"', 'count="-8"', "count is no number"),
        ('count="8"', "", "attribute count is missing"),
        ('<identifier type="local">', "<identifier>", "attribute type is missing"),
        ('localId="scale-1"', 'localId="scale-9"', "scale-1 is not described"),
        ("<url>https://cmu.ac.th</url>", "", "url is missing"),
        ("<url>https://cmu.ac.th</url>", "<url><b/></url>", "only text may"),
        ("<resultLabel>B+</resultLabel>", "<grade>B+</grade>", "is not allowed here"),
        ("<gender>2</gender>", "<gender>2</gender><gender>2</gender>", "gender is not allowed"),
    ],
)
def test_what_is_told(old: str, new: str, told: str) -> None:
    whole = FULL.decode()
    assert whole.count(old) >= 1
    problems = check_structure(whole.replace(old, new, 1).encode())
    assert [problem for problem in problems if told in problem], problems
