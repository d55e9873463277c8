import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("graduates", "0002_row_security"), ("jobs", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="verification",
            name="english_letter_job",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="jobs.job",
            ),
        ),
        migrations.AddField(
            model_name="verification",
            name="english_letter",
            field=models.UUIDField(help_text="the same in English", null=True),
        ),
    ]
