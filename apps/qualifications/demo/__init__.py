"""Invented registers of degrees and questions about them, between the founding universities.

Pure modules plan them (programmes, graduates, registers, faults, files, claims, fates, story,
days);
`seeding/` carries the plan out through the services, as the persons of each side.
"""
