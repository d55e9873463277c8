"""Invented staff for every school of the demonstration: one uploads, another certifies."""

from dataclasses import dataclass
from typing import Literal

from apps.core.demo.seeds import stream
from apps.graduates.demo.names import FEMALE_NAMES, MALE_NAMES, SURNAMES

EMAIL_DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True)
class SchoolStaff:
    """A person with one role at one school; `name_th` carries the title."""

    email: str
    name_th: str
    role: Literal["school_uploader", "school_certifier"]


def school_staff(slug: str, seed: int) -> tuple[SchoolStaff, SchoolStaff]:
    """Uploader and certifier of the school with this short name, always two different persons."""
    rng = stream("staff", seed, slug)
    uploader, certifier = rng.sample(SURNAMES, 2)
    return (
        SchoolStaff(
            f"uploader.{slug}@{EMAIL_DOMAIN}",
            f"นางสาว{rng.choice(FEMALE_NAMES)} {uploader}",
            "school_uploader",
        ),
        SchoolStaff(
            f"certifier.{slug}@{EMAIL_DOMAIN}",
            f"นาย{rng.choice(MALE_NAMES)} {certifier}",
            "school_certifier",
        ),
    )
