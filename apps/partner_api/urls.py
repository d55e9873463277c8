"""The API's own addresses; registrar_net/api_urls.py adds those of the domains."""

from django.urls import path

from apps.partner_api.feed import ChangesView
from apps.partner_api.token_view import ClientTokenView
from apps.partner_api.views import DocsView, MeView, SchemaView

urlpatterns = [
    path("oauth/token", ClientTokenView.as_view(), name="api_token"),
    path("docs/", DocsView.as_view(), name="api_docs"),
    path("v1/schema", SchemaView.as_view(), name="api_schema"),
    path("v1/me", MeView.as_view(), name="api_me"),
    path("v1/changes", ChangesView.as_view(), name="api_changes"),
]
