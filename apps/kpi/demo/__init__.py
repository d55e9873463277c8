"""Five years of indicators of twelve universities: real institutions, invented figures.

Pure modules plan them (universities, calendar, processes, fates, wording); `seeding/` writes the
plan, as sets of rows, in the scope of each side.
"""
