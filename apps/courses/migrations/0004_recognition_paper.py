from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0003_whole_facts")]
    operations = [
        migrations.AlterField(
            model_name="coursepaper",
            name="kind",
            field=models.CharField(
                choices=[
                    ("course_results", "Result of courses at another university"),
                    ("credit_statement", "Credit statement"),
                    ("recognition_decision", "Decision on recognition of credits"),
                ],
                max_length=30,
            ),
        ),
    ]
