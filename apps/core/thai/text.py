"""One spelling for each Thai word, however it was typed.

The same word reaches us in several code point orders (น้ำ, นํ้า, น้ํา), with doubled marks and with
signs nobody sees. ``canonical`` gives the one form that is stored and compared. NFKC is never used:
it splits ำ in two and no normal form puts it back together.
"""

import re
import unicodedata

from apps.core.thai.numerals import to_arabic

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACES = re.compile(r"\s+")

# Marks that belong to the consonant before them, in the order in which they are stored.
_PHINTHU, _NIKHAHIT = "\u0e3a", "\u0e4d"
_BELOW = "\u0e38\u0e39"
_ABOVE = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_SILENCERS = "\u0e4c\u0e4e"
_FOLLOWING = "\u0e30\u0e32\u0e33\u0e45"
_ATTACHED = _PHINTHU + _BELOW + _ABOVE + _NIKHAHIT + _SILENCERS
_CLUSTER = re.compile(f"([\u0e24\u0e26]?)([{_ATTACHED}{_TONES}{_FOLLOWING}]+)")
_DOUBLE_SARA_E = re.compile("\u0e40\u0e40")

# Anything that could make a text differ from its canonical form; most texts hold none of it.
_UNUSUAL = re.compile(
    "[^ -~\u0e01-\u0e44\u0e46-\u0e4c\u0e4f-\u0e5b]"
    "|^ | $|  |\u0e40\u0e40"
    f"|[{_TONES}{_SILENCERS}][{_ATTACHED}{_TONES}]"
    f"|[{_BELOW}{_ABOVE}{_PHINTHU}][{_BELOW}{_ABOVE}{_PHINTHU}]"
    f"|[{_FOLLOWING}][{_ATTACHED}{_TONES}]"
    "|\u0e30\u0e30|\u0e32\u0e32|\u0e33\u0e33|\u0e33\u0e32|\u0e32\u0e33"
)
_NOT_SEARCHED = re.compile(r"[\s.,;:'’‘\"“”()\[\]/\\_\-–—ฯๆ]+")


def clean(text: str) -> str:
    """Return the text without invisible signs, with every run of white space as one space."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def canonical(text: str) -> str:
    """Return the one form in which a text is stored and compared; it stays as it is if repeated.

    Invisible signs are removed, white space is folded, เเ becomes แ, and the marks of each
    consonant are put in one order with doubled marks dropped and ํ + า joined to ำ.
    """
    if _UNUSUAL.search(text) is None:
        return text
    # Normal form C first: it may itself bring Thai marks into another order.
    composed = clean(unicodedata.normalize("NFC", text))
    return _CLUSTER.sub(_ordered_cluster, _DOUBLE_SARA_E.sub("\u0e41", composed))


def search_key(text: str) -> str:
    """Return a form for finding: canonical, lower case, Arabic digits, no spaces or punctuation."""
    return _NOT_SEARCHED.sub("", to_arabic(canonical(text)).casefold())


def is_thai_base(character: str) -> bool:
    """Tell whether a syllable may begin with this sign: a consonant or a leading vowel."""
    return "\u0e01" <= character <= "\u0e2e" or "\u0e40" <= character <= "\u0e44"


def _ordered_cluster(match: re.Match[str]) -> str:
    base, marks = match[1], match[2]
    attached = [sign for sign in dict.fromkeys(marks) if sign in _ATTACHED]
    tone = next((sign for sign in reversed(marks) if sign in _TONES), "")
    following = "".join(dict.fromkeys(sign for sign in marks if sign in _FOLLOWING))
    if not base:  # ๅ belongs to ฤ and ฦ alone; elsewhere it is a mistyped า
        following = "".join(dict.fromkeys(following.replace("\u0e45", "\u0e32")))
    if _NIKHAHIT in attached and following[:1] in ("\u0e32", "\u0e33"):
        attached.remove(_NIKHAHIT)
        following = "\u0e33" + following[1:].replace("\u0e33", "")
    before = "".join(sorted((s for s in attached if s not in _SILENCERS), key=_rank))
    after = "".join(sorted(s for s in attached if s in _SILENCERS))
    return base + before + tone + after + following


def _rank(sign: str) -> int:
    if sign == _PHINTHU:
        return 0
    if sign in _BELOW:
        return 1
    return 3 if sign == _NIKHAHIT else 2
