"""Scores from 1 to 5 are off until the network turns them on; it may turn them off again."""

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of
from apps.kpi.models import NetworkSetting
from apps.kpi.policies import can_run_network, demand


@transaction.atomic
def switch_scores(*, actor: Actor, on: bool) -> NetworkSetting:
    """From today on, or off. Doing it again changes nothing: the first day stays."""
    demand(can_run_network(actor))
    NetworkSetting.objects.get_or_create(network_id=actor.institution_id)
    setting = NetworkSetting.objects.select_for_update().get(network_id=actor.institution_id)
    if on == (setting.scores_from is not None):
        return setting
    setting.scores_from = timezone.localdate() if on else None
    setting.changed_name = officer_of(actor).name
    setting.save(update_fields=["scores_from", "changed_name"])
    action = "indicator_scores.on" if on else "indicator_scores.off"
    record(
        who=actor.who,
        action=action,
        target="indicator_setting",
        target_uuid=setting.uuid,
        owner_institution_id=actor.institution_id,
        data={"officer": setting.changed_name},
    )
    emit(actor=actor, kind=action, subject=setting.uuid)
    return setting
