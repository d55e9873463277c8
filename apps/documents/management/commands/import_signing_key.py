"""Take an institution's signing key from a .p12 file into use. The key before it retires.

The password comes from SIGNING_KEY_PASSWORD or is asked for; never from the command line, which
every user of the machine can read.
"""

import os
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.audit.services import Who
from apps.core.errors import PortalError
from apps.documents.services import add_signing_key
from apps.documents.signing.certificates import read_p12
from apps.institutions.models import Institution, Kind

PASSWORD = "SIGNING_KEY_PASSWORD"  # noqa: S105  (the variable's name)
WHO = Who(user_id=None, client_id=None, institution_id=None, label="import_signing_key")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--institution", required=True, metavar="CODE")
        parser.add_argument("--p12", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        institution = Institution.objects.filter(
            kind__in=[Kind.NETWORK, Kind.UNIVERSITY], code=options["institution"]
        ).first()
        if institution is None:
            raise CommandError("No university with this code is known here.")
        try:
            content = options["p12"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['p12'].name}: {error.strerror}") from error
        password = os.environ.get(PASSWORD)
        if password is None:
            password = getpass("Password of the key file: ")
        try:
            material = read_p12(content, password.encode())
            row = add_signing_key(who=WHO, institution=institution, material=material)
        except PortalError as error:
            raise CommandError(str(error.message)) from error
        self.stdout.write(f"{institution.code}: {row.subject}, until {row.valid_until:%Y-%m-%d}")
