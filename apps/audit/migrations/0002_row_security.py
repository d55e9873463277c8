from django.db import migrations

from apps.core.rls import Protect


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        Protect(
            "audit_entry",
            writer="acting_institution_id",
            readers=["owner_institution_id"],
            system=True,
            append_only=True,
        ),
        Protect("audit_link", system=True, append_only=True),
    ]
