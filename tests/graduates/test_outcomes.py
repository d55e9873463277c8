"""The outcome of every combination of facts, written out here by hand.

The expected tables are not taken from the code: one grid for an entry found by ID, one for none,
as the rules of verification put it.
"""

from itertools import product

import pytest

from apps.graduates.deciding import MatchFacts, Outcome, decide, entry_precedence

AGREEMENTS = ("agree", "differ", "not_given")
STATES = ("complete", "incomplete", "missing")
KINDS = ("graduates", "late", "history", "studying")
DECISIONS = ("graduated", "not_graduated", "")

# Found by ID: name and birth date of the entry, and how far they bear the ID out.
BORNE_OUT = {
    ("agree", "agree"): "same",
    ("agree", "differ"): "differs",
    ("agree", "not_given"): "same",
    ("differ", "agree"): "differs",
    ("differ", "differ"): "nobody",
    ("differ", "not_given"): "nobody",
    ("not_given", "agree"): "same",
    ("not_given", "differ"): "nobody",
    ("not_given", "not_given"): "nobody",
}
# Rows: borne out, and whether school, year and the rest agree. Columns: what the entry says.
COLUMNS = ("graduated", "not_graduated", "open", "studying")
GRID: dict[tuple[str, bool], tuple[Outcome, Outcome, Outcome, Outcome]] = {
    ("nobody", True): ("ambiguous", "ambiguous", "ambiguous", "ambiguous"),
    ("nobody", False): ("ambiguous", "ambiguous", "ambiguous", "ambiguous"),
    ("same", True): ("confirmed", "not_graduated", "ambiguous", "studying"),
    ("same", False): ("mismatch", "not_graduated", "ambiguous", "studying"),
    ("differs", True): ("mismatch", "not_graduated", "ambiguous", "studying"),
    ("differs", False): ("mismatch", "not_graduated", "ambiguous", "studying"),
}
ENTRIES = {
    ("graduates", "graduated"): "graduated",
    ("graduates", "not_graduated"): "not_graduated",
    ("graduates", ""): "open",
    ("late", "graduated"): "graduated",
    ("late", "not_graduated"): "not_graduated",
    ("late", ""): "open",
    ("history", "graduated"): "graduated",
    ("history", "not_graduated"): "not_graduated",
    ("history", ""): "open",
    ("studying", "graduated"): "studying",
    ("studying", "not_graduated"): "studying",
    ("studying", ""): "studying",
}
# Not found by ID. Rows: name and birth of the nearest entry; columns: STATES of the roster claimed.
NEAR = {("agree", "agree"), ("agree", "not_given")}
ABSENT: dict[str, Outcome] = {
    "complete": "not_in_roster",
    "incomplete": "roster_missing",
    "missing": "roster_missing",
}


@pytest.mark.parametrize(("name", "birth"), list(product(AGREEMENTS, AGREEMENTS)))
def test_found_by_id(name: str, birth: str) -> None:
    borne_out = BORNE_OUT[name, birth]
    for kind, decision, year, school, others, state in product(
        KINDS, DECISIONS, (True, False), (True, False), (True, False), STATES
    ):
        facts = MatchFacts(
            id_given=True, id_found=True, name=name, birth=birth, year_agrees=year,
            school_agrees=school, entry_kind=kind, entry_decision=decision,
            roster_state_for_claim=state, other_fields_differ=others,
        )  # type: ignore[arg-type]  # fmt: skip
        row = GRID[borne_out, year and school and not others]
        assert decide(facts) == row[COLUMNS.index(ENTRIES[kind, decision])], facts


@pytest.mark.parametrize(("name", "birth"), list(product(AGREEMENTS, AGREEMENTS)))
@pytest.mark.parametrize("state", STATES)
def test_not_found_by_id(name: str, birth: str, state: str) -> None:
    for year, school, others in product((True, False), repeat=3):
        same = {
            "id_found": False, "name": name, "birth": birth, "year_agrees": year,
            "school_agrees": school, "other_fields_differ": others, "roster_state_for_claim": state,
        }  # fmt: skip
        expected: Outcome = "ambiguous" if (name, birth) in NEAR else ABSENT[state]
        assert decide(MatchFacts(id_given=True, **same)) == expected  # type: ignore[arg-type]
        # without an ID nobody is declared absent; a person looks
        without: Outcome = "ambiguous" if expected == "not_in_roster" else expected
        assert decide(MatchFacts(id_given=False, **same)) == without  # type: ignore[arg-type]


def test_a_privacy_hold_beats_all() -> None:
    for given, found, name, birth, kind, decision, state in product(
        (True, False), (True, False), AGREEMENTS, AGREEMENTS, KINDS, DECISIONS, STATES
    ):
        if found and not given:
            continue
        facts = MatchFacts(
            id_given=given, id_found=found, name=name, birth=birth, entry_kind=kind,
            entry_decision=decision, roster_state_for_claim=state, withheld=True,
        )  # type: ignore[arg-type]  # fmt: skip
        assert decide(facts) == "withheld"


def test_facts_that_cannot_be() -> None:
    with pytest.raises(ValueError):
        MatchFacts(id_given=False, id_found=True, name="agree", birth="agree", entry_kind="late")
    with pytest.raises(ValueError):
        MatchFacts(id_given=True, id_found=True, name="agree", birth="agree")


def test_which_entry_counts() -> None:
    entries = [
        ("studying", ""),
        ("graduates", ""),
        ("graduates", "not_graduated"),
        ("late", "graduated"),
    ]
    ranks = [entry_precedence(kind, decision) for kind, decision in entries]  # type: ignore[arg-type]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == 4
    assert entry_precedence("history", "graduated") == entry_precedence("graduates", "graduated")
