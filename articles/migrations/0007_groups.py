"""The groups of a hub. Permissions are made here where Django has not yet: it does so after all migrations only."""

from django.db import migrations

MODELS = {
    "role": "role", "areaofstudy": "area of study", "topic": "topic", "program": "program", "author": "author",
}  # fmt: skip
LIBRARY = [(action, "articles", model) for model in MODELS for action in ("add", "change", "view")]
DELETE_LIBRARY = [("delete", "articles", model) for model in MODELS]
SEE = [("view", "articles", "source"), ("view", "articles", "syncrun")]
FILES = [
    (action, app, model)
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose")
]
RIGHTS = {
    "Hub editors": [*LIBRARY, *SEE],
    "Hub moderators": [*LIBRARY, *DELETE_LIBRARY, *SEE],
    "Hub operators": [("add", "articles", "source"), ("change", "articles", "source"), ("delete", "articles", "source"), *SEE],
}
WITH_FILES = ("Hub editors", "Hub moderators")
PAGE_RIGHTS = {
    "Hub editors": ("add", "change"),
    "Hub moderators": ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}


def permission(apps, action, app, model):
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {MODELS.get(model, model)}"}
    )
    return found


def make_groups(apps, schema_editor):
    group_page = apps.get_model("wagtailcore", "GroupPagePermission")
    group_collection = apps.get_model("wagtailcore", "GroupCollectionPermission")
    collection = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    indexes = list(apps.get_model("articles", "ArticleIndexPage").objects.all())
    access = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for name, rights in RIGHTS.items():
        group, made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        if not made:  # a group of that name is somebody's own
            continue
        group.permissions.add(access, *(permission(apps, *right) for right in rights))
        for action in PAGE_RIGHTS.get(name, ()):
            for index in indexes:
                group_page.objects.create(
                    group=group, page_id=index.pk, permission=permission(apps, action, "wagtailcore", "page")
                )
        if name in WITH_FILES and collection is not None:
            for right in FILES:
                group_collection.objects.create(
                    group=group, collection=collection, permission=permission(apps, *right)
                )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_answers"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    # The groups stay when the migration is taken back: people may be in them.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
