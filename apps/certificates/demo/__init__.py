"""Invented requests for papers at the founding universities.

Pure modules plan them (levels, students, story, feed); `seeding/` carries the plan out through the
services, as the persons of each office.
"""
