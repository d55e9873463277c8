"""The template engine of papers: their folder only, always escaping, and no value may be missing.

It is apart from the engine of pages, so that no context processor, request or setting of a page can
change what is printed. A name that a template uses and nobody gave is an error: on a screen a gap
is a blemish, on an official letter it is a false statement.
"""

from functools import cache

from django.template import Engine, TemplateSyntaxError

from apps.documents.fetching import TEMPLATES


class _Refusing(str):
    """Django asks for the text of a missing value; this one answers with an error."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        raise TemplateSyntaxError(f"The paper's data lack `{variable}`.")


@cache
def paper_engine() -> Engine:
    return Engine(
        dirs=[str(TEMPLATES)],
        autoescape=True,
        libraries={"paper": "apps.documents.templatetags.paper"},
        string_if_invalid=_Refusing("%s"),
    )
