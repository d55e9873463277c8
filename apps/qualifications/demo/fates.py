"""What becomes of a question: the steps that both sides take, in working days after it was sent."""

from collections.abc import Mapping
from typing import NamedTuple


class Step(NamedTuple):
    """`name` is one of seeding.steps.STEP."""

    name: str
    after: int


class Fate(NamedTuple):
    """whose: which person is asked about: a graduate of the register in good standing
    (`conferred`), one who waits for the council (`completed`) or left (`attended`), one whom the
    register does not hold (`stranger`)
    disguised: something of the claim keeps the register from confirming it
    ends: state in which the check stands today
    """

    whose: str
    disguised: bool
    ends: str
    steps: tuple[Step, ...] = ()


def _answered(name: str, entered: int, approved: int) -> tuple[Step, ...]:
    return Step(name, entered), Step("approve", approved)


FATES: Mapping[str, Fate] = {
    "instant": Fate("conferred", False, "answered"),
    "waiting": Fate("conferred", True, "waiting"),
    "withheld": Fate("conferred", False, "waiting"),
    "differences": Fate("conferred", True, "answered", _answered("propose", 2, 3)),
    "by_hand": Fate("stranger", False, "answered", _answered("propose_added", 3, 4)),
    "not_found": Fate("stranger", False, "answered", _answered("propose_not_found", 4, 6)),
    "attended": Fate("attended", False, "answered", _answered("propose_attended", 3, 4)),
    "awaiting": Fate("completed", False, "answered", _answered("propose_awaiting", 2, 3)),
    "unable": Fate("stranger", False, "answered", _answered("propose_unable", 3, 5)),
    "missing": Fate("stranger", False, "answered", _answered("propose_missing", 3, 4)),
    "documents": Fate("conferred", True, "documents", (Step("request_documents", 3),)),
    "given": Fate(
        "conferred", True, "waiting", (Step("request_documents", 2), Step("give_documents", 5))
    ),
    "completed_by_documents": Fate(
        "conferred", True, "answered",
        (Step("request_documents", 1), Step("give_documents", 3), *_answered("propose", 4, 5)),
    ),
    "proposed": Fate("conferred", True, "proposed", (Step("propose", 4),)),
    "returned": Fate("conferred", True, "waiting", (Step("propose", 3), Step("give_back", 4))),
    "message": Fate(
        "conferred", True, "waiting", (Step("holder_writes", 2), Step("asker_writes", 3))
    ),
    "cancelled": Fate("conferred", True, "cancelled", (Step("cancel", 2),)),
    "reopened": Fate("conferred", False, "waiting", (Step("correct", 6),)),
}  # fmt: skip
