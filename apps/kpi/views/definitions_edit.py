"""The secretariat writes: a further indicator, the draft of a version, its publication."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.forms.definition import DefinitionForm, IndicatorForm, NameForm, bound_form
from apps.kpi.models import Definition
from apps.kpi.refusals import DefinitionError, DefinitionStateError
from apps.kpi.selectors.definitions import definition_read, indicator_get
from apps.kpi.services.defining import (
    add_indicator,
    draft_version,
    problems_of,
    publish,
    rename_indicator,
    save_draft,
)


@require_http_methods(["GET", "POST"])
@for_roles(Role.SECRETARIAT)
def indicator_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = IndicatorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            indicator = add_indicator(actor=actor, **form.cleaned_data)
        except DefinitionError as error:
            for field, sentence in error.problems.items():
                form.add_error(field, str(sentence))
        else:
            definition = draft_version(actor=actor, indicator=indicator)
            messages.success(request, _("The indicator is there. Now write its definition."))
            return _to("kpi:definition_edit", definition)
    status = 422 if form.is_bound else 200
    return render(request, "kpi/definitions/indicator_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@for_roles(Role.SECRETARIAT)
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name for an indicator; what it means stays in its versions."""
    actor, indicator = actor_of(request), indicator_get(code)
    names = {"name_th": indicator.name_th, "name_en": indicator.name_en}
    form = NameForm(request.POST if request.method == "POST" else None, initial=names)
    if form.is_bound and form.is_valid():
        rename_indicator(actor=actor, indicator=indicator, **form.cleaned_data)
        messages.success(request, _("The name is changed everywhere."))
        return HttpResponseRedirect(reverse("kpi:definition_list"))
    context = {"indicator": indicator, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "kpi/definitions/rename.html", context, status=status)


@require_POST
@for_roles(Role.SECRETARIAT)
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """The draft of the next version: the one in work, or a copy of the last."""
    definition = draft_version(actor=actor_of(request), indicator=indicator_get(code))
    return _to("kpi:definition_edit", definition)


@require_http_methods(["GET", "POST"])
@for_roles(Role.SECRETARIAT)
def edit(request: HttpRequest, code: str, version: int) -> HttpResponse:
    actor = actor_of(request)
    definition = definition_read(actor, code, version)
    if definition.state != Definition.State.DRAFT:
        messages.error(request, str(DefinitionStateError.message))
        return _to("kpi:definition", definition)
    form = DefinitionForm(request.POST if request.method == "POST" else None, definition)
    if not form.is_bound or not form.is_valid():
        return _page(request, definition, form)
    values, again = form.values, form.asks_for_grouping
    try:
        save_draft(actor=actor, definition=definition, values=values, criteria=form.criteria)
    except DefinitionStateError as error:
        messages.error(request, str(error.message))
        return _to("kpi:definition", definition)
    if again:
        messages.info(request, _("It is saved. Now say what each outcome counts as."))
        return _to("kpi:definition_edit", definition)
    messages.success(request, _("The draft is saved. Nobody else sees it until it is published."))
    return _to("kpi:definition", definition)


@require_POST
@for_roles(Role.SECRETARIAT)
def publish_draft(request: HttpRequest, code: str, version: int) -> HttpResponse:
    actor = actor_of(request)
    definition = definition_read(actor, code, version)
    if not request.POST.get("confirmed"):
        messages.error(request, _("Tick that you mean this version. Nothing was published."))
        return _to("kpi:definition", definition)
    try:
        publish(actor=actor, definition=definition)
    except DefinitionError as error:
        form = bound_form(definition)
        form.show_problems(error.problems)
        return _page(request, definition, form)
    except DefinitionStateError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The version is published. It stays as it is from now on."))
    return _to("kpi:definition", definition)


def _page(request: HttpRequest, definition: Definition, form: DefinitionForm) -> HttpResponse:
    context: dict[str, Any] = {
        "definition": definition,
        "indicator": definition.indicator,
        "form": form,
        "problems": len(problems_of(definition)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "kpi/definitions/edit.html", context, status=status)


def _to(page: str, definition: Definition) -> HttpResponse:
    place = [definition.indicator.code, definition.version]
    return HttpResponseRedirect(reverse(page, args=place))
