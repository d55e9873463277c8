"""Where a notice may lead: to a page of this portal and nowhere else."""

import re
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

LONGEST = 300
# no second slash and no dots in a row: neither another host nor a way up; no sign to be decoded
OWN_PATH = r"^/([A-Za-z0-9_~-]+(\.[A-Za-z0-9_~-]+)*/?)*(\?[A-Za-z0-9_~=&.-]*)?$"
_OWN_PATH = re.compile(OWN_PATH)


def demand_own_path(path: str) -> None:
    """Raises ValueError unless `path` is the address of one of the portal's pages."""
    if len(path) > LONGEST or not _OWN_PATH.fullmatch(path):
        raise ValueError("a notice leads to a page of the portal")
    try:
        resolve(urlsplit(path).path)
    except Resolver404 as error:
        raise ValueError("a notice leads to a page that exists") from error
