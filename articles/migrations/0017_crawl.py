"""Credentials of a source, and over how many processes its crawl is split."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_hub_settings")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="credentials",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="credentials"),
        ),
        migrations.AddField(
            model_name="source",
            name="crawl_processes",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="More than one for a very large hub of your own; it needs Redis.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(8),
                ],
                verbose_name="crawl processes",
            ),
        ),
    ]
