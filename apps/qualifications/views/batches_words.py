"""How the state of a list looks."""

from collections.abc import Mapping

from apps.qualifications.states import BatchState

TONES: Mapping[str, str] = {
    BatchState.RECEIVED: "progress",
    BatchState.IN_REVIEW: "need",
    BatchState.SENDING: "progress",
    BatchState.SENT: "done",
    BatchState.UNREADABLE: "refused",
    BatchState.DISCARDED: "neutral",
}
