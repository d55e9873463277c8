"""Addresses of the register of conferred degrees."""

from django.urls import path

from apps.qualifications.views import loads, loads_page, register, register_acts, register_reach

LINE, LOAD = "register/lines/<uuid:uuid>", "register/loads/<uuid:uuid>"

urlpatterns = [
    path("register/", register.register_list, name="register_list"),
    path(f"{LINE}/", register.register_line, name="register_line"),
    path(f"{LINE}/correct/", register_acts.correct, name="register_correct"),
    path(f"{LINE}/withdraw/", register_acts.withdraw, name="register_withdraw"),
    path(f"{LINE}/hold/", register_acts.hold, name="register_hold"),
    path(f"{LINE}/lift/", register_acts.lift, name="register_lift"),
    path("register/loads/", loads.load_list, name="load_list"),
    path("register/loads/new/", loads.load_new, name="load_new"),
    path("register/loads/template.csv", loads.load_template, name="load_template"),
    path(f"{LOAD}/", loads_page.detail, name="load"),
    path(f"{LOAD}/accept/", loads_page.accept, name="load_accept"),
    path(f"{LOAD}/discard/", loads_page.discard, name="load_discard"),
    path(f"{LOAD}/findings.csv", loads_page.findings_file, name="load_findings"),
    path("register/coverage/", register_reach.coverage, name="coverage"),
    path("register/promise/", register_reach.promises, name="promises"),
]
