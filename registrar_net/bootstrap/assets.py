"""Front-end files: npm fetches them, and the few that the pages use are copied to static/vendor/.

Nothing is built and no package's script is run. Icons become one sprite of those named below.
"""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from .environment import PYTHON, ROOT, VAR, VENV, CannotContinueError, private_folder, say

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
STAMP = VAR / "assets.stamp"

FONT_SUBSETS = ("latin", "thai")
FONT_WEIGHTS = (400, 500, 600, 700)

# Bootstrap Icons that a template may name in `{% icon "…" %}`; a test compares the two.
ICONS = re.findall(
    r"\S+",
    """
arrow-clockwise arrow-left arrow-repeat arrow-right award bank bell book box-arrow-in-right
box-arrow-right building buildings calendar-check calendar-event calendar3 card-checklist card-list
cash-coin chat-left-text check check-circle check-circle-fill check-lg check2-circle chevron-down
chevron-left
chevron-right circle clipboard clipboard-check clock clock-history cloud-arrow-up code-slash
dash-circle download envelope envelope-paper exclamation-circle exclamation-circle-fill
exclamation-diamond exclamation-octagon exclamation-triangle exclamation-triangle-fill eye eye-slash
file-earmark-arrow-up file-earmark-check file-earmark-excel file-earmark-pdf file-earmark-text
files filter flag folder2-open gear geo-alt globe2 graph-up grid hourglass hourglass-split house
inbox info-circle info-circle-fill journal-text key link-45deg list list-check lock lock-fill
mailbox map mortarboard paperclip patch-check patch-check-fill pause-circle pencil people person
person-badge person-check person-circle person-plus person-x phone pin-map play-circle plus-circle
plus-lg printer qr-code qr-code-scan question-circle search send shield-check shield-exclamation
shield-lock signpost-split slash-circle sliders sort-down speedometer2 stopwatch table tag
telephone trash unlock upload x-circle x-circle-fill x-lg x-octagon
""",
)


def copies() -> dict[Path, Path]:
    """Each file of a package that is used, and where under static/vendor/ it goes."""
    fonts = MODULES / "@fontsource" / "sarabun"
    found = {
        fonts / "LICENSE": VENDOR / "fonts" / "LICENSE",
        MODULES / "bootstrap" / "LICENSE": VENDOR / "bootstrap" / "LICENSE",
        MODULES / "bootstrap-icons" / "LICENSE": VENDOR / "icons" / "LICENSE",
    }
    for subset in FONT_SUBSETS:
        for weight in FONT_WEIGHTS:
            name = f"sarabun-{subset}-{weight}-normal.woff2"
            found[fonts / "files" / name] = VENDOR / "fonts" / name
    return found


def fingerprint() -> str:
    """What up-to-date files were made from: the locked versions and this recipe."""
    sources = (ROOT / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def npm() -> list[str]:
    """The system's npm, else the one that the virtual environment brings.

    Raises CannotContinueError where there is neither.
    """
    if found := shutil.which("npm"):
        return [found]
    if (VENV / "bin" / "npm").exists():
        return [str(PYTHON), str(VENV / "bin" / "npm")]
    raise CannotContinueError("npm was not found. Run `make setup`, or install Node.js with npm.")


def fetch() -> None:
    """Fill node_modules/ from the lock file; the folder is npm's and may be removed at any time."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    done = subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "npm_config_update_notifier": "false"},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise CannotContinueError(
            "The front-end files could not be fetched; the lines above say why. "
            "Check the network, then run the same command again."
        )


def without_map(css: str) -> str:
    """The style sheet without its pointer to a source map, which collectstatic would look for."""
    return re.sub(r"/\*# sourceMappingURL=.*?\*/\s*", "", css)


def sprite() -> str:
    """One SVG file with a symbol per icon, shown by `<use href="…#name">`."""
    symbols = []
    for name in sorted(set(ICONS)):
        path = MODULES / "bootstrap-icons" / "icons" / f"{name}.svg"
        if not path.exists():
            raise CannotContinueError(f"Bootstrap Icons has no icon named {name} (assets.py).")
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(), re.DOTALL)
        if drawing:
            inside = re.sub(r"\s*\n\s*", "", drawing[1])
            symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{inside}</symbol>')
    lines = "\n".join(symbols)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{lines}\n</svg>\n'


def copy() -> None:
    """Make static/vendor/ anew from node_modules/."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in copies().items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    css = (MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css").read_text()
    (VENDOR / "bootstrap" / "bootstrap.min.css").write_text(without_map(css))
    (VENDOR / "icons" / "icons.svg").write_text(sprite())


def main() -> None:
    """Bring static/vendor/ up to date; at once when it is.

    Raises CannotContinueError when npm is missing or fails.
    """
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and VENDOR.is_dir():
        return
    say("Front-end files: fetching and copying to static/vendor/")
    fetch()
    copy()
    private_folder(STAMP.parent)
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
