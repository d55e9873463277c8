"""M.6 verification on a university's home."""

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.graduates import selectors as graduates
from registrar_net.home.shape import Figure, Home, Task

CASES_SHOWN = 5
CASES_COUNTED = 200


def add_verification(home: Home) -> None:
    """Cases with applicants who are not confirmed, and how many were confirmed of late."""
    persons = confirmed = shown = 0
    for one in graduates.verification_list()[:CASES_COUNTED]:
        persons += one.persons
        confirmed += one.outcomes.get("confirmed", 0)
        unclear = one.persons - one.outcomes.get("confirmed", 0)
        if unclear and shown < CASES_SHOWN:
            shown += 1
            home.todo.append(
                Task(
                    _("Case %(case)s") % {"case": one.case},
                    _("%(unclear)s of %(persons)s applicants are not confirmed")
                    % {"unclear": unclear, "persons": one.persons},
                    reverse("graduates:verification", args=[one.uuid]),
                    _("Look at them"),
                    at=one.created_at,
                )
            )
    if persons:
        home.figures.append(Figure(f"{confirmed:,}", f"{persons:,}", _("applicants confirmed")))
