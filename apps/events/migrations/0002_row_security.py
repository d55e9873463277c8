from django.db import migrations

from apps.core.rls import Protect


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [
        Protect("events_event", writer="institution_id", readers=["audience_id"], system=True)
    ]
