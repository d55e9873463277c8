"""A person of a list who is cancelled before the list is sent counts no longer as kept."""

from uuid import UUID

from apps.institutions.scope import scope
from apps.qualifications.models import Check, CheckBatch
from apps.qualifications.services import batching
from apps.qualifications.services.cancelling import cancel_check
from tests.builders import qualifications as build
from tests.builders.cast import Cast
from tests.qualifications.asking_pages import entrants_file
from tests.qualifications.test_list_states import read_batch, received_batch
from tests.qualifications.worlds import Ring, make_ring


def numbers(ring: Ring, uuid: UUID) -> tuple[int, int]:
    with scope(ring.actor("asker")):
        batch = CheckBatch.objects.get(uuid=uuid)
        return batch.kept, batch.kept_out


def test_as_if_it_had_been_taken_out_of_the_list(cast: Cast) -> None:
    ring = make_ring(cast)
    rows = [build.degree(1), build.degree(2), build.degree(3)]
    batch = read_batch(ring, received_batch(ring, 1, entrants_file(ring.made, rows)))
    kept, kept_out = numbers(ring, batch.uuid)
    with scope(ring.actor("asker")) as actor:
        first, second, _third = Check.objects.filter(batch=batch).order_by("pk")
        cancel_check(actor=actor, uuid=first.uuid, version=None, note="not an entrant")
        assert numbers(ring, batch.uuid) == (kept - 1, kept_out + 1)
        batching.drop_draft(actor=actor, uuid=batch.uuid, check=second.uuid)
        assert numbers(ring, batch.uuid) == (kept - 2, kept_out + 2)
