"""Whether a Latin spelling may be that of a Thai name: a hint for a person, never an agreement.

People choose their Latin spelling themselves (ศรีสุวรรณ์ is Srisuwan, Srisuwarn, Sreesuvan), so
vowels are left aside and consonants are compared by classes of sound.
"""

import re
from difflib import SequenceMatcher
from itertools import groupby

from apps.core.thai.text import canonical

_THAI_CLASSES = {
    **dict.fromkeys("กขฃคฅฆ", "K"),
    **dict.fromkeys("จฉชฌ", "C"),
    **dict.fromkeys("ดตฎฏถทธฐฑฒ", "T"),
    **dict.fromkeys("บปผพภ", "P"),
    **dict.fromkeys("ฝฟ", "F"),
    **dict.fromkeys("ซศษส", "S"),
    **dict.fromkeys("นณ", "N"),
    **dict.fromkeys("ลฬ", "L"),
    "ง": "G",
    "ม": "M",
    "ร": "R",
    "ห": "H",
    "ฮ": "H",
    "ว": "W",
    "ย": "Y",
    "ญ": "Y",
}
_LATIN_CLASSES = {
    **dict.fromkeys(("k", "kh", "g", "c", "q", "ck"), "K"),
    **dict.fromkeys(("ch", "j", "tch"), "C"),
    **dict.fromkeys(("t", "th", "d", "dh"), "T"),
    **dict.fromkeys(("p", "ph", "b", "bh"), "P"),
    **dict.fromkeys(("s", "sh", "z", "x"), "S"),
    **dict.fromkeys(("w", "v"), "W"),
    "f": "F",
    "n": "N",
    "m": "M",
    "ng": "G",
    "l": "L",
    "r": "R",
    "h": "H",
    "y": "Y",
}
_SILENT = re.compile("[ก-ฮ][\u0e34\u0e38]?\u0e4c")
_AN = "รร"  # spoken an
_LED_BY_H = re.compile("ห(?=[งญนมยรลว])")
_LATIN_SOUNDS = re.compile("tch|ch|kh|th|dh|ph|bh|sh|ng(?![aeiou])|ck|[bcdfghjklmnpqrstvwxyz]")
_ENOUGH = 0.75


def likely_same_latin(thai: str, latin: str) -> bool:
    """Tell whether a Latin spelling can be that of a Thai name; false where either is missing."""
    ours = _squeezed(_thai_sounds(thai))
    theirs = _squeezed(_latin_sounds(latin))
    if not ours or not theirs:
        return False
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= _ENOUGH


def _thai_sounds(text: str) -> str:
    spoken = _LED_BY_H.sub("", _SILENT.sub("", canonical(text))).replace(_AN, "น")
    return "".join(_THAI_CLASSES.get(sign, "") for sign in spoken)


def _latin_sounds(text: str) -> str:
    return "".join(_LATIN_CLASSES[sound] for sound in _LATIN_SOUNDS.findall(text.casefold()))


def _squeezed(sounds: str) -> str:
    """One class for each run (ญญ, pp); R and L as one; W and Y only where a name begins.

    R and L are exchanged in speech; ว and ย are written as vowels (ai, ao, ua) as often as not.
    """
    same = sounds.replace("L", "R")
    kept = same[:1] + same[1:].replace("W", "").replace("Y", "")
    return "".join(sign for sign, _run in groupby(kept))
