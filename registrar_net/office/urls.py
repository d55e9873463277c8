from django.urls import path

from registrar_net.office import views

app_name = "office"
urlpatterns = [
    path("", views.office, name="office"),
    path("edit/", views.office_edit, name="edit"),
    path("signers/new/", views.signer_new, name="signer_new"),
    path("signers/<uuid:uuid>/end/", views.signer_end, name="signer_end"),
    path("closed-days/new/", views.closed_day_new, name="closed_day_new"),
    path("closed-days/<uuid:uuid>/remove/", views.closed_day_remove, name="closed_day_remove"),
]
