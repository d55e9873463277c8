from django.db import migrations

from apps.core.rls import Protect


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [Protect("jobs_job", writer="institution_id", system=True)]
