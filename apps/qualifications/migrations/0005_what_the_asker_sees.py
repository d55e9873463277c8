"""The asker learns nothing of an answer before its approval: not by a version, not by what it may do.

It has a version of its own, raised by what it may see, and may cancel while an answer waits, of
which it does not know. The holder takes an answer back.
"""

from importlib import import_module

from django.db import migrations, models

FACTS = import_module("apps.qualifications.migrations.0003_whole_facts")
KEPT = import_module("apps.qualifications.migrations.0004_kept_as_sent")
FOLLOW = """
    IF NEW.version NOT IN (OLD.version, OLD.version + 1)
"""
FOLLOW_BOTH = """
    IF NEW.asker_version NOT IN (OLD.asker_version, OLD.asker_version + 1)
       OR NEW.asker_version - OLD.asker_version > NEW.version - OLD.version THEN
        RAISE EXCEPTION 'versions of a check follow each other'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.version NOT IN (OLD.version, OLD.version + 1)
"""


def replaced(before: str, *changes: tuple[str, str]) -> migrations.RunSQL:
    """The function of a former migration with these words changed, and back; its trigger stays."""
    function = before.partition("CREATE TRIGGER")[0].replace(
        "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1
    )
    after = function
    for old, new in changes:
        if after.count(old) != 1:
            raise ValueError(f"not there once: {old}")
        after = after.replace(old, new)
    return migrations.RunSQL(after, function)


class Migration(migrations.Migration):
    dependencies = [("qualifications", "0004_kept_as_sent")]
    operations = [
        migrations.AddField(
            "check",
            "asker_version",
            models.PositiveIntegerField(default=1, db_default=1),
        ),
        replaced(FACTS.BEGUN, ("NEW.version <> 1", "NEW.version <> 1 OR NEW.asker_version <> 1")),
        replaced(
            FACTS.STEPS,
            (
                "('documents', 'waiting'), ('documents', 'cancelled')",
                "('documents', 'waiting'), ('documents', 'cancelled'), ('proposed', 'cancelled')",
            ),
            (FOLLOW, FOLLOW_BOTH),
        ),
        replaced(KEPT.ACTS, ("'propose', 'return',", "'propose', 'take_back', 'return',")),
    ]
