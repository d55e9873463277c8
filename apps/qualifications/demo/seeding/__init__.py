"""Carries the planned registers and questions out through the services, as persons of each side."""
