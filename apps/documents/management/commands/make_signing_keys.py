"""Make signing keys for the demo, certified by an authority that exists for this run only.

Institutions that have an active key already keep it.
"""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from apps.audit.services import Who
from apps.documents.models import SigningKey
from apps.documents.services import add_signing_key
from apps.documents.signing.certificates import OwnAuthority
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import system_scope

WITHOUT = frozenset({"02300"})  # shows how papers look where nothing is signed
AUTHORITY = "Demo authority of the registrar network (not for real papers)"
WHO = Who(user_id=None, client_id=None, institution_id=None, label="make_signing_keys")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "codes",
            nargs="*",
            metavar="CODE",
            help="codes of universities; without any, the network and its founders but one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Keys made here prove nothing: use import_signing_key instead.")
        waiting = [one for one in self.wanted(options["codes"]) if not has_key(one)]
        if not waiting:
            return
        # papers of the demo's story are dated in the past, and a key signs in its own time alone
        authority = OwnAuthority(AUTHORITY, on=timezone.now() - dt.timedelta(days=400))
        for one in waiting:
            material = authority.issue(organisation=one.name_th, common=one.name_en or one.name_th)
            add_signing_key(who=WHO, institution=one, material=material)
            self.stdout.write(f"  signing key of {one.code} {one.name_en}")

    def wanted(self, codes: list[str]) -> list[Institution]:
        universities = Institution.objects.filter(kind__in=[Kind.NETWORK, Kind.UNIVERSITY])
        if not codes:
            demo = Q(kind=Kind.NETWORK) | Q(founding=True)
            return list(universities.filter(demo).exclude(code__in=WITHOUT).order_by("code"))
        found = list(universities.filter(code__in=codes))
        if len(found) != len(set(codes)):
            raise CommandError("One of the codes is not known here.")
        return found


def has_key(institution: Institution) -> bool:
    with system_scope("which institutions can sign"):
        return SigningKey.objects.filter(institution=institution, active=True).exists()
