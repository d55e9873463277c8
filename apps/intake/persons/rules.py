"""Rules that every list of persons knows: class, sentence, remedy.

The ids are published: partners and the command line see them. %(value)s is masked already.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from apps.intake.persons.findings import Rule

WRITE_13 = _("Format the column as text and write all 13 digits as on the ID card.")
WRITE_DATE = _("Write day/month/Buddhist year, for example 5/3/2550.")
COMPARE_PAPER = _("Compare with the transcript and correct the cell, or confirm with a reason.")
AS_ON_TRANSCRIPT = _("Write the value as on the transcript.")
_AS_ON_CARD = _("Write the name as on the ID card.")
_CHOOSE_ONE = _("Look at both rows and choose the one to keep.")

PERSON_RULES: Mapping[str, Rule] = {
    "id_missing": Rule(
        "validity",
        _("The national ID is missing."),
        _("Write the national ID, or the G-code or passport number of a person without one."),
    ),
    "id_check_digit": Rule(
        "validity",
        _("The check digit of the national ID is wrong: “%(value)s”."),
        _("Compare with the ID card; one digit is mistyped or two are swapped."),
    ),
    "id_precision_lost": Rule(
        "syntax",
        _("The spreadsheet rounded the national ID to “%(value)s”; digits are lost."),
        WRITE_13,
    ),
    "id_length": Rule(
        "syntax", _("The national ID “%(value)s” does not have 13 digits."), WRITE_13
    ),
    "id_syntax": Rule(
        "syntax",
        _("“%(value)s” is no national ID, G-code or passport number."),
        _("Write 13 digits, G and 12 digits, or a passport number of 6 to 9 letters and digits."),
    ),
    "name_missing": Rule("validity", _("The first name is missing."), _AS_ON_CARD),
    "last_name_missing": Rule(
        "quality",
        _("The surname is missing."),
        _("Write the surname, or confirm that the person has none."),
    ),
    "name_joined_ambiguous": Rule(
        "quality",
        _("“%(value)s” can be split into title, first name and surname in more than one way."),
        _("Give title, first name and surname columns of their own, or confirm the reading."),
    ),
    "name_damaged": Rule(
        "syntax",
        _("Letters of the name were lost when the file was saved: “%(value)s”."),
        _("Go back to the file it was made from, or write the name again."),
    ),
    "name_strange_sign": Rule(
        "quality",
        _("The name holds a sign that names do not have: “%(value)s”."),
        _("Correct the name, or confirm that it is written like this."),
    ),
    "title_unknown": Rule(
        "quality",
        _("The title “%(value)s” is not known."),
        _("Correct the title, or confirm that it is right."),
    ),
    "title_gender_differs": Rule(
        "quality",
        _("The title “%(value)s” does not go with the gender given."),
        _("Correct the title or the gender, or confirm that both are right."),
    ),
    "gender_unknown": Rule(
        "quality",
        _("The gender “%(value)s” is not understood."),
        _("Write ช or ญ, or confirm that it stays open."),
    ),
    "birth_missing": Rule("validity", _("The date of birth is missing."), WRITE_DATE),
    "birth_unreadable": Rule("syntax", _("The date of birth “%(value)s” is no date."), WRITE_DATE),
    "birth_two_digit_year": Rule(
        "syntax",
        _("The year in the date of birth “%(value)s” has only two digits."),
        _("Write the year with four digits; two can be Buddhist or Christian."),
    ),
    "birth_age_unusual": Rule(
        "quality",
        _("With the date of birth “%(value)s” the age at graduation would be %(age)s."),
        COMPARE_PAPER,
    ),
    "birth_year_only": Rule(
        "quality",
        _("Only the year of birth is known: “%(value)s”."),
        _("Write day and month if they are known, or confirm that they are not."),
    ),
    "birth_christian_year": Rule(
        "quality",
        _("“%(value)s” has a Christian year; it was read as day/month/year."),
        _("Make sure that day and month are not swapped, or write the Buddhist year."),
    ),
    "gpax_unreadable": Rule(
        "syntax", _("The GPAX “%(value)s” is no number."), _("Write a number such as 3.45.")
    ),
    "gpax_out_of_range": Rule(
        "validity", _("The GPAX “%(value)s” is not between 0.00 and 4.00."), AS_ON_TRANSCRIPT
    ),
    "gpax_decimals": Rule(
        "validity",
        _("The GPAX “%(value)s” has more than two decimals."),
        _("Write the two decimals that stand on the transcript; the portal does not round."),
    ),
    "code_too_long": Rule(
        "syntax",
        _("“%(value)s” is longer than such a number can be."),
        _("Check that the cell holds what its heading says."),
    ),
    "text_too_long": Rule(
        "syntax",
        _("The text is longer than such a cell can be: “%(value)s”."),
        _("Check that the cell holds what its heading says, and shorten it."),
    ),
    "cell_error": Rule(
        "syntax",
        _("The cell shows an error of the spreadsheet."),
        _("Correct the formula, or write the value itself."),
    ),
    "formula": Rule(
        "quality",
        _("The value was calculated by a formula: “%(value)s”."),
        _("Make sure that the value is right; better, paste it as a value."),
    ),
    "duplicate_person": Rule(
        "whole",
        _("The same person stands in row %(first_row)s with other values; this row is kept out."),
        _CHOOSE_ONE,
        twice=True,
    ),
    "same_row_twice": Rule(
        "whole",
        _("The row repeats row %(first_row)s; it is counted once."),
        _("Nothing has to be done; remove the row if you upload again."),
        fact=True,
        twice=True,
    ),
    "student_code_twice": Rule(
        "quality",
        _("The student code “%(value)s” also stands in row %(first_row)s, for another person."),
        _("Correct one of the two codes, or confirm that both are right."),
    ),
    "sheet_not_read": Rule(
        "whole",
        _("The sheet “%(sheet)s” holds students too and was not read."),
        _("Put all students into one sheet and upload the file again."),
    ),
}
