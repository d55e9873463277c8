"""Addresses of the network's side: definitions, cycles, what waits to be accepted, completeness."""

from django.urls import path

from apps.kpi.views import (
    cycles,
    cycles_acts,
    cycles_page,
    definitions,
    definitions_edit,
    definitions_page,
    network,
    network_scores,
    review,
    review_acts,
)

VERSION = "definitions/<slug:code>/<int:version>"
CYCLE = "network/cycles/<uuid:uuid>"
FIGURE = "network/figures/<uuid:uuid>"

urlpatterns = [
    path("definitions/", definitions.definition_list, name="definition_list"),
    path("definitions/new/", definitions_edit.indicator_new, name="indicator_new"),
    path("definitions/<slug:code>/name/", definitions_edit.rename, name="indicator_rename"),
    path("definitions/<slug:code>/draft/", definitions_edit.draft, name="definition_draft"),
    path(f"{VERSION}/", definitions_page.detail, name="definition"),
    path(f"{VERSION}/edit/", definitions_edit.edit, name="definition_edit"),
    path(f"{VERSION}/publish/", definitions_edit.publish_draft, name="definition_publish"),
    path("network/", network.board, name="network"),
    path("network/export.csv", network.export, name="network_export"),
    path("network/scores/", network_scores.scores, name="network_scores"),
    path("network/cycles/", cycles.cycle_list, name="cycle_list"),
    path("network/cycles/new/", cycles.cycle_new, name="cycle_new"),
    path("network/cycles/new/<slug:code>/", cycles.cycle_new_of, name="cycle_new_of"),
    path(f"{CYCLE}/", cycles_page.detail, name="cycle"),
    path(f"{CYCLE}/export.csv", cycles_page.export, name="cycle_export"),
    path(f"{CYCLE}/act/<slug:name>/", cycles_acts.act, name="cycle_act"),
    path("network/figures/", review.review_list, name="review_list"),
    path(f"{FIGURE}/", review.detail, name="review"),
    path(f"{FIGURE}/accept/", review_acts.accept, name="review_accept"),
    path(f"{FIGURE}/return/", review_acts.send_back, name="review_return"),
]
