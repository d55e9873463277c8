"""What partners offer within the agreements, and one course with the network's decisions on it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from apps.core.errors import NotFoundError
from apps.courses.choices import Level
from apps.courses.forms.fields import LANGUAGES, read_term, term_choices, term_word
from apps.courses.models import Offering
from apps.courses.policies import READERS, STAFF
from apps.courses.selectors import catalogue as selectors
from apps.courses.selectors.precedents import precedents_of
from apps.courses.views.agreements import pdf
from apps.courses.views.posted import query_of
from apps.documents.storage import read_paper
from apps.institutions.access import actor_of, for_roles

LANGUAGE_WORDS = dict(LANGUAGES)


def language_word(code: str) -> str:
    return str(LANGUAGE_WORDS.get(code, code))


@require_GET
@for_roles(*READERS)
def catalogue(request: HttpRequest) -> HttpResponse:
    academic_year, term = read_term(request.GET.get("term", ""))
    partners = selectors.partners_of_catalogue()
    chosen = {
        "q": request.GET.get("q", "")[:200].strip(),
        "host": _offered(request, "host", [one.code for one in partners]),
        "level": _offered(request, "level", Level.values),
        "language": _offered(request, "language", LANGUAGE_WORDS),
    }
    page = selectors.catalogue_page(
        academic_year=academic_year,
        term=term,
        text=chosen["q"],
        host=chosen["host"],
        level=chosen["level"],
        language=chosen["language"],
        after=request.GET.get("after", ""),
    )
    here = {"term": f"{academic_year}-{term}", **chosen}
    context = {
        "page": page,
        "rows": [shown(one) for one in page.rows],
        "partners": partners,
        "chosen": here,
        "filtered": any(chosen.values()),
        "terms": term_choices(),
        "levels": Level.choices,
        "languages": LANGUAGES,
        "first_url": query_of(**here) if request.GET.get("after") else "",
        "next_url": query_of(**here, after=page.after) if page.after else "",
    }
    return render(request, "courses/catalogue.html", context)


def _offered(request: HttpRequest, name: str, values: object) -> str:
    given = request.GET.get(name, "")
    return given if given in values else ""  # type: ignore[operator]


def shown(offering: Offering) -> dict[str, object]:
    return {
        "offering": offering,
        "taught_in": language_word(offering.language),
        "term": term_word(offering.academic_year, offering.term),
        "other_name": other_name(offering),
    }


def other_name(offering: Offering) -> str:
    """The name in the language that the reader does not read, where there are both."""
    if not offering.name_en:
        return ""
    return offering.name_th if get_language() == "en" else offering.name_en


@require_GET
@for_roles(*READERS)
def course(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor = actor_of(request)
    offering = selectors.course_get(uuid, actor.institution_id)
    context = {
        **shown(offering),
        "key": str(offering.uuid),
        "own": offering.host_id == actor.institution_id,
        "may_ask": actor.role in STAFF,
        "precedents": precedents_of(offering.host_id, offering.code),
    }
    return render(request, "courses/course.html", context)


@require_GET
@for_roles(*READERS)
def course_syllabus(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return syllabus_of(selectors.course_get(uuid, actor_of(request).institution_id))


def syllabus_of(offering: Offering) -> HttpResponse:
    if offering.syllabus is None or offering.syllabus_sha256 is None:
        raise NotFoundError
    content = read_paper(
        offering.syllabus, offering.syllabus_path, sha256=bytes(offering.syllabus_sha256)
    )
    return pdf(content, f"{offering.code}.pdf")
