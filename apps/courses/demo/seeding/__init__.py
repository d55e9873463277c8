"""Carries the planned story out through the services, as the persons of each side."""
