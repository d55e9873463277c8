from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.accounts.middleware import LANGUAGES
from apps.accounts.services import choose_language
from apps.core.errors import InvalidError


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch between Thai and English and return to where the person was."""
    wanted = request.POST.get("language", "")
    if wanted not in LANGUAGES:
        raise InvalidError
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    if request.user.is_authenticated:
        choose_language(user=request.user, language=wanted)
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        wanted,
        max_age=365 * 86400,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response
