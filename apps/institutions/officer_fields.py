"""Columns for who did something, as a reader sees it years later: name and post at the time."""

from typing import Any

from django.db import models


def officer_name() -> "models.CharField[Any, Any]":
    """Personal data: name or post of an employee."""
    return models.CharField(max_length=200, blank=True)


def officer_key() -> "models.CharField[Any, Any]":
    """`user:<id>` for a person with an account, `officer:<name>` for one whom a system names."""
    return models.CharField(max_length=240, blank=True)
