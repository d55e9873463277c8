from django.db import migrations

from apps.core.rls import Protect


class Migration(migrations.Migration):
    dependencies = [("institutions", "0001_initial")]
    operations = [
        Protect("institutions_membership", writer="institution_id", person="user_id", system=True)
    ]
