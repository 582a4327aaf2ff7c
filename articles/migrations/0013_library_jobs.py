from __future__ import annotations

from typing import Any

from django.db import migrations, models


def tell_status(apps: Any, _editor: Any) -> None:
    """Every merge so far was done at once; some were taken back."""
    merges = apps.get_model("articles", "LibraryMerge").objects
    merges.filter(undone_at__isnull=False).update(status="undone")


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_library")]

    operations = [
        migrations.AddField(
            model_name="librarymerge",
            name="status",
            field=models.CharField(
                choices=[
                    ("queued", "Waits for a worker"),
                    ("merging", "Is being merged"),
                    ("done", "Merged"),
                    ("refused", "Not merged"),
                    ("back_queued", "Waits for a worker to take it back"),
                    ("going_back", "Is being taken back"),
                    ("undone", "Taken back"),
                ],
                default="done",
                max_length=12,
                verbose_name="status",
            ),
        ),
        migrations.AddField(
            model_name="librarymerge",
            name="progress",
            field=models.JSONField(
                blank=True, default=dict, help_text="The stage that goes on, and how far it is."
            ),
        ),
        migrations.AddField(
            model_name="librarymerge",
            name="heartbeat_at",
            field=models.DateTimeField(
                blank=True, help_text="Last sign of life; without one for long it is taken up again.", null=True
            ),
        ),
        migrations.AddField(
            model_name="librarymerge",
            name="refusal",
            field=models.JSONField(
                blank=True, default=dict, help_text="Why a worker did not do what was asked."
            ),
        ),
        migrations.RunPython(tell_status, migrations.RunPython.noop),
    ]
