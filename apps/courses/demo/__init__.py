"""Invented exchanges of students between the founding universities.

Pure modules plan them (subjects, catalogue, names, students, rules, agreements, calendar, story);
`seeding/` carries the plan out through the services, as the persons of each side.
"""
