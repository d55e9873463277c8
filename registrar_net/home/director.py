"""A director's home: agreements in force and how many students go where; no persons."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.courses.selectors.agreements import number_in_force
from apps.courses.selectors.figures import numbers_by_state
from apps.courses.states import DECIDED, ENDED, Side, State
from apps.institutions.actor import Actor
from registrar_net.home.shape import Figure, Home

STAGES: Sequence[tuple[tuple[State, ...], Mapping[Side, str | Promise]]] = (
    (
        (State.SUBMITTED,),
        {
            Side.HOME: gettext_lazy("going out: waiting for the host's answer"),
            Side.HOST: gettext_lazy("coming in: waiting for your answer"),
        },
    ),
    (
        (State.ACCEPTED,),
        {
            Side.HOME: gettext_lazy("going out: accepted, not yet studying"),
            Side.HOST: gettext_lazy("coming in: accepted, not yet studying"),
        },
    ),
    (
        (State.ENROLLED,),
        {
            Side.HOME: gettext_lazy("going out: studying"),
            Side.HOST: gettext_lazy("coming in: studying"),
        },
    ),
    (
        (State.COMPLETED, State.ACKNOWLEDGED),
        {
            Side.HOME: gettext_lazy("going out: with a result, not yet decided on"),
            Side.HOST: gettext_lazy("coming in: with a result, not yet decided on at home"),
        },
    ),
    (
        DECIDED,
        {
            Side.HOME: gettext_lazy("going out: recognition decided"),
            Side.HOST: gettext_lazy("coming in: recognition decided at home"),
        },
    ),
    (
        ENDED,
        {
            Side.HOME: gettext_lazy("going out: declined, withdrawn or cancelled"),
            Side.HOST: gettext_lazy("coming in: declined, withdrawn or cancelled"),
        },
    ),
)


EVERY: Mapping[Side, str | Promise] = {
    Side.HOME: gettext_lazy("registrations going out, in the last twelve months"),
    Side.HOST: gettext_lazy("registrations coming in, in the last twelve months"),
}


def add_course_figures(home: Home, actor: Actor) -> None:
    """Agreements in force; registrations of the last twelve months by what they wait for."""
    home.figures.append(Figure(f"{number_in_force():,}", "", _("agreements in force")))
    for side in Side:
        numbers = numbers_by_state(actor, side)
        every = f"{sum(numbers.values()):,}"
        home.figures.append(Figure(every, "", EVERY[side]))
        for states, labels in STAGES:
            number = sum(numbers.get(state, 0) for state in states)
            if number:
                home.figures.append(Figure(f"{number:,}", every, labels[side]))
