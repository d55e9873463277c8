"""What was entered, as one value: digests and differences."""

import hypothesis.strategies as st
from hypothesis import given, settings

from apps.kpi.content import Change, Content, changes_between, content_of, digest_of
from apps.kpi.models import Submission


def content(**changes: object) -> Content:
    return {
        "basis": "declared",
        "counts": {"bad": 5, "good": 95},
        "numerator": 95,
        "denominator": 100,
        "narrative": "นับครบทุกคณะ",
        "overrides": {},
        "evidence": {"E1": [["a.pdf", "00"]]},
    } | changes


CONTENTS = st.fixed_dictionaries(
    {
        "basis": st.sampled_from(["declared", "fed"]),
        "counts": st.dictionaries(st.sampled_from(["good", "bad"]), st.integers(0, 3)),
        "numerator": st.none() | st.integers(0, 3),
        "denominator": st.none() | st.integers(0, 3),
        "narrative": st.text(max_size=3),
        "overrides": st.dictionaries(st.sampled_from(["change", "unusual"]), st.text(max_size=2)),
        "evidence": st.dictionaries(
            st.sampled_from(["E1", "E2"]), st.just([["a.pdf", "00"]]) | st.just([["b.pdf", "11"]])
        ),
    }
)


@settings(max_examples=80)
@given(CONTENTS, CONTENTS)
def test_a_difference_in_what_is_kept_is_a_difference_in_the_digest(
    one: Content, other: Content
) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)
    assert bool(changes_between(one, other)) == (one != other)


@settings(max_examples=50)
@given(CONTENTS, CONTENTS)
def test_differences_are_the_same_both_ways(one: Content, other: Content) -> None:
    there, back = changes_between(one, other), changes_between(other, one)
    assert {(each.field, each.before, each.after) for each in map(_plain, there)} == {
        (each.field, each.after, each.before) for each in map(_plain, back)
    }


def _plain(change: Change) -> Change:
    return Change(change.field, str(change.before), str(change.after))


def test_changes_name_their_fields() -> None:
    after = content(
        counts={"bad": 4, "good": 96},
        numerator=96,
        overrides={"change": "เหตุ"},
        evidence={"E1": [["b.pdf", "11"]], "E2": [["c.pdf", "22"]]},
    )
    assert [one.field for one in changes_between(content(), after)] == [
        "counts:bad",
        "counts:good",
        "numerator",
        "evidence:E1",
        "overrides:change",
        "evidence:E2",
    ]
    assert changes_between(content(), content()) == []


def test_content_does_not_depend_on_the_order_of_entry() -> None:
    one = Submission(counts={"good": 1, "bad": 2}, overrides={"b": "x", "a": "y"})
    other = Submission(counts={"bad": 2, "good": 1}, overrides={"a": "y", "b": "x"})
    assert digest_of(content_of(one, [])) == digest_of(content_of(other, []))
