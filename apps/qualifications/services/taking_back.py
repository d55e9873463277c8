"""An answer that waits for its approval is dropped: by who entered it, or with the question."""

from uuid import UUID

from django.db import transaction

from apps.institutions.actor import Actor, Role
from apps.institutions.officers import PORTAL, is_own_work, officer_of
from apps.institutions.scope import scope
from apps.qualifications.errors import OthersAnswerError
from apps.qualifications.models import AnswerState, Check
from apps.qualifications.services.answering import close_answer, locked_answer
from apps.qualifications.services.moving import lock_check, move
from apps.qualifications.states import CheckAction


@transaction.atomic
def take_back_answer(*, actor: Actor, uuid: UUID, version: int | None) -> Check:
    """Back to the holder's queue; the asker learns nothing of it.

    Raises OthersAnswerError for anybody but who entered it, CheckStateError, CheckVersionError,
    ForbiddenError, NotFoundError.
    """
    check = lock_check(uuid, CheckAction.TAKE_BACK, actor=actor, version=version)
    officer = officer_of(actor)
    answer = locked_answer(check)
    if not is_own_work([(answer.made_key, answer.made_name)], officer):
        raise OthersAnswerError
    close_answer(answer, AnswerState.DROPPED, actor=actor, officer=officer)
    move([check], CheckAction.TAKE_BACK, actor=actor, officer=officer, inside=True)
    return check


def drop_with_question(check: Check) -> None:
    """The asker cancelled: what waited for approval goes, in the name of the holder's portal.

    The asker neither sees nor writes an answer of the holder, hence the holder's scope.
    """
    holder = Actor(check.holder_id, Role.REGISTRAR, label=PORTAL.name)
    with scope(holder):
        close_answer(locked_answer(check), AnswerState.DROPPED, actor=holder, officer=PORTAL)
