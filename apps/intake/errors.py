"""What is said when a file cannot be read at all, and what is noted beside one that can."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.intake.refusals import Params

MESSAGES: Mapping[str, Promise] = {
    "empty": _("The file is empty. Save it again and upload the new file."),
    "too_large": _(
        "The file has %(megabytes)s MB; at most %(limit)s MB can be read. Remove pictures and "
        "sheets that are not needed, or split the file."
    ),
    "unknown_type": _(
        "This is not a file that can be read. Save the list as an Excel workbook (.xlsx) or as "
        "CSV UTF-8 and upload that."
    ),
    "wrong_extension": _(
        "The name ends in %(extension)s but the content is %(content)s. Open the file, save it as "
        "an Excel workbook (.xlsx) or as CSV UTF-8, and upload that."
    ),
    "not_a_table": _(
        "This is a file of the kind %(content)s, not a table. Save the list as an Excel workbook "
        "(.xlsx) or as CSV UTF-8 and upload that."
    ),
    "encrypted": _(
        "The file is protected by a password. Remove the password in Excel and upload it again."
    ),
    "truncated": _(
        "The file is not complete: its end is missing. Copy or download it again and upload it."
    ),
    "damaged": _(
        "The file is damaged and cannot be read. Open it in Excel, save it as a new workbook and "
        "upload that."
    ),
    "archive_entries": _(
        "The workbook consists of more parts than a list can have. Copy the list into a new "
        "workbook and upload that."
    ),
    "archive_duplicate": _(
        "The workbook holds one part twice, so programs may read it differently. Copy the list "
        "into a new workbook and upload that."
    ),
    "archive_overlap": _(
        "Parts of the workbook overlap, as in files made to do harm. Copy the list into a new "
        "workbook and upload that."
    ),
    "archive_hidden_data": _(
        "The workbook carries other data before, between or after its parts. Copy the list into a "
        "new workbook and upload that."
    ),
    "archive_bomb": _(
        "The workbook grows beyond every limit when it is unpacked. Copy the list into a new "
        "workbook and upload that."
    ),
    "xml_dtd": _(
        "The workbook holds definitions that spreadsheets never have and that can do harm. Copy "
        "the list into a new workbook and upload that."
    ),
    "too_many_rows": _(
        "A sheet is filled down to row %(row)s; at most %(limit)s rows can be read. Delete the "
        "cells far below the list, or split the list."
    ),
    "too_many_columns": _(
        "A sheet is filled out to column %(column)s; at most %(limit)s columns can be read. Delete "
        "the cells far to the right of the list."
    ),
    "too_many_cells": _(
        "The cells of a sheet lie too far apart to be read. Delete what stands far below or to the "
        "right of the list."
    ),
    "no_rows": _("The file holds no rows. Check that the list was saved in it and not elsewhere."),
    "no_visible_sheet": _(
        "All sheets of the workbook are hidden. Show the sheet that holds the list and save again."
    ),
    "encoding_unknown": _(
        "The letters of the text file cannot be read with certainty. Save it in Excel as "
        "“CSV UTF-8”, or as an Excel workbook."
    ),
    "encoding_damaged": _(
        "The Thai letters were already damaged when the file was saved. Go back to the file it was "
        "made from and save that as “CSV UTF-8” or as an Excel workbook."
    ),
    "csv_quotes": _(
        "A quotation mark near line %(line)s is not closed, so rows cannot be told apart. Correct "
        "that line, or save the list as an Excel workbook."
    ),
    "cell_too_long": _(
        "A cell near line %(line)s is longer than %(limit)s characters. Correct that line."
    ),
    "too_slow": _(
        "Reading the file took too long and was stopped. Copy the list alone into a new workbook "
        "and upload that."
    ),
    "too_much_memory": _(
        "Reading the file needs more memory than is allowed. Copy the list alone into a new "
        "workbook, or save it as CSV UTF-8."
    ),
    "reader_stopped": _(
        "The file stopped the program that reads it. Copy the list alone into a new workbook and "
        "upload that."
    ),
    "headings_missing": _(
        "No heading row was found in the first %(rows)s rows: the columns %(missing)s are needed. "
        "Put the headings into one row above the list."
    ),
    "headings_ambiguous": _(
        "Two columns can be the student's %(field)s: “%(first)s” and “%(second)s”. Give each "
        "column a heading of its own."
    ),
    "two_line_rows": _(
        "Each student stands in two rows, as on the printed form. Upload the list with one row for "
        "each student, as it is exported from the school's system."
    ),
}

NOTES: Mapping[str, Promise] = {
    "macros": _("The workbook holds macros. They were not run."),
    "external_links": _("The workbook links to other files. The links were not followed."),
    "embedded_objects": _("The workbook holds embedded objects. They were not opened."),
    "hidden_sheet": _("The hidden sheet “%(sheet)s” was not read."),
    "formulas": _("%(count)s cells hold formulas. They were not calculated again."),
    "formulas_not_visible": _(
        "In this older format formulas cannot be told from values. They were not calculated again."
    ),
    "date_cells_buddhist": _(
        "Date cells held Buddhist years as if they were Christian; they were taken as Buddhist."
    ),
}


class Unreadable(Exception):  # noqa: N818  the state of a roster has the same name
    """The whole file is refused; nothing of it was kept.

    ``rule`` is a published id, ``message`` a translatable sentence with the remedy into which
    ``params`` are already bound. Neither holds the content of a cell.
    """

    def __init__(self, rule: str, params: Params | None = None) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params = dict(params or {})

    @property
    def message(self) -> str:
        """Return the sentence in the language in force."""
        return str(MESSAGES[self.rule]) % self.params


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a file that was read which its owner should know."""

    rule: str
    params: Params = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Return the sentence in the language in force."""
        return str(NOTES[self.rule]) % self.params
