"""The operators' group decides whether search engines are let in, in the hub's settings."""

from django.db import migrations

CODENAME = "change_hubsettings"


def let_operators(apps, schema_editor):
    group = apps.get_model("auth", "Group").objects.filter(name="Hub operators").first()
    if group is None:  # somebody deleted it, and shall not find it again
        return
    # Django makes permissions after all migrations only.
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="hubsettings"
    )
    permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=CODENAME, defaults={"name": "Can change knowledge hub"}
    )
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_merge_tasks"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(let_operators, migrations.RunPython.noop)]
