"""Carries the planned requests out through the services, as the persons of each office."""
