from django.db import migrations

from apps.core.rls import Protect


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [Protect("intake_upload", writer="institution_id", system=True)]
