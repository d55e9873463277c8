"""What a paper may load while it is laid out: the project's own fonts and style sheets, no more.

Names and notes in a paper come from outside. A layout engine that follows addresses turns each of
them into a request from inside the network (server-side request forgery), so every other address,
`data:` included, ends the rendering instead of leaving a picture out.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = PROJECT / "templates"
FONTS = PROJECT / "static" / "vendor" / "fonts"
STYLES = PROJECT / "static" / "css"
"""The charts of papers share their style sheet with the pages."""

ALLOWED = {".css": (TEMPLATES / "documents", STYLES), ".woff2": (FONTS,), ".ttf": (FONTS,)}


class RefusedError(FatalURLFetchingError):  # type: ignore[misc]
    """Not caught by the layout engine (it is no `Exception`): rendering.py turns it round."""


def allowed_file(url: str) -> Path | None:
    """The file behind `url` if it lies in a folder of ours, links and `..` followed first."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
        return None
    path = Path(unquote(parts.path)).resolve()
    folders = ALLOWED.get(path.suffix, ())
    return path if any(path.is_relative_to(folder) for folder in folders) else None


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Neither redirects nor handlers of the parent class are ever reached."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        path = allowed_file(url)
        if path is None or not path.is_file():
            raise RefusedError(urlsplit(url).scheme)
        return URLFetcherResponse(url, path.read_bytes())
