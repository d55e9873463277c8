"""A server that nobody may ever ask for anything, and texts that would make programs do so."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle

ARABIC = "محمد"
RIGHT_TO_LEFT = "\u202e" + " ".join([ARABIC] * 12)
"""With the sign that turns the text around it, which no page may keep."""


@dataclass
class Canary:
    """`asked` holds the first line of every request that came."""

    url: str
    asked: list[str] = field(default_factory=list)

    def bait(self) -> list[str]:
        """What HTML, CSS, SVG, scripts and templates would follow; each under 120 signs."""
        return [
            f"<img src={self.url}/i onerror=fetch('{self.url}/e')>",
            f"<style>@import url({self.url}/s);*{{background:url({self.url}/b)}}</style>",
            f"\"><script src='{self.url}/q'></script>",
            f"<svg onload=fetch('{self.url}/v')><image href='{self.url}/h'/></svg>",
            f"'--></td></title><iframe src={self.url}/f>",
            f"x;background:url({self.url}/c)",
            f"<link rel=stylesheet href={self.url}/l>",
            f"javascript:fetch('{self.url}/j')",
            f"<a href={self.url}/a ping={self.url}/p>x</a>",
            f"{{% include '{self.url}/t' %}}{{{{ settings.SECRET_KEY }}}}",
            f"<object data={self.url}/o></object><base href={self.url}/>",
            RIGHT_TO_LEFT,
        ]

    def baits(self) -> Iterator[str]:
        """One after the other, for ever."""
        return cycle(self.bait())


@contextmanager
def running_canary() -> Iterator[Canary]:
    """On a port of its own of this machine, which browser and workers reach like the portal."""

    class Noting(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            line = self.rfile.readline().decode("latin-1").strip()
            canary.asked.append(line)
            self.wfile.write(b"HTTP/1.0 204 Seen\r\n\r\n")
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    canary = Canary(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield canary
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
