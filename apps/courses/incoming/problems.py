"""What is wrong with one cell, and with a whole list: words for the person who sent it."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.core.errors import InvalidError
from apps.core.identifiers import mask_identifier, mask_numbers

_SHOWN_CHARACTERS = 60
_ID_LIKE = re.compile(r"[0-9๐-๙](?:[ \-.]?[0-9๐-๙]){12,}")


class ListRefusedError(InvalidError):
    """The list as a whole cannot be read; nothing of it was kept. The message holds the remedy."""

    code = "list_refused"

    def __init__(self, rule: str, message: str | Promise) -> None:
        super().__init__(message, data={"rule": rule})
        self.rule = rule


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing about one cell that its owner should know.

    ``line`` counts from 1 as a person sees it, ``column`` is the heading as written, ``value`` the
    cell with identifiers masked, ``sentence`` what is wrong and what to do, in the language in
    force. A problem that does not ``block`` is to be looked at; the row can go on.
    """

    line: int
    column: str
    value: str
    code: str
    sentence: str
    blocks: bool = True

    @property
    def told(self) -> str:
        """Return everything in one sentence: row, column, value, remedy."""
        where = {"row": self.line, "column": self.column, "sentence": self.sentence}
        if not self.value:
            return _("Row %(row)s, column “%(column)s”: %(sentence)s") % where
        where["value"] = self.value
        return _("Row %(row)s, column “%(column)s”, “%(value)s”: %(sentence)s") % where


def shown_value(text: str) -> str:
    """Return a cell as it may be shown: long numbers that can be national IDs are masked."""
    short = text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
    return _ID_LIKE.sub(lambda found: mask_numbers(found[0]), short)


def shown_identifier(text: str) -> str:
    """Return a cell that should hold a person's identifier, masked whatever it holds."""
    return mask_identifier(text[:_SHOWN_CHARACTERS])
