"""Everything that stands in the database about the articles below a page, without what must differ from one such tree
to another: keys become places, moments become "a moment", paths begin at the parent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from articles.models import ArticlePage, Author, Program, Role, SourceDocument

Rows = dict[str, Any]


def rows_below(parent: Page) -> list[Rows]:
    """One entry an article, in the order of the tree."""
    parent = Page.objects.get(pk=parent.pk)
    return [_Article(page, parent).rows() for page in ArticlePage.objects.child_of(parent).order_by("path")]


def _entry(field: Any, key: Any) -> str:
    """The words of an entry of the library or of a related page: either may be made anew, with another key."""
    is_of_library = field.related_model in (Author, Program, Role)
    if key is None or not (is_of_library or field.name == "related_page"):
        return ""
    return f"entry {field.related_model.objects.filter(pk=key).first()}"


class _Article:
    def __init__(self, page: ArticlePage, parent: Page) -> None:
        self.page, self.parent = page, parent
        self.revisions = list(Revision.objects.for_instance(page).order_by("created_at", "pk"))
        self.children = {
            relation.get_accessor_name(): list(getattr(page, relation.get_accessor_name()).all())
            for relation in get_all_child_relations(ArticlePage)
        }

    def rows(self) -> Rows:
        return {
            "page": self.columns(self.page),
            "children": {name: [self.columns(child) for child in rows] for name, rows in self.children.items()},
            "areas_of_study": list(self.page.areas_of_study.values_list("slug", flat=True)),
            "topics": list(self.page.topics.values_list("slug", flat=True)),
            "revisions": [self.columns(each) | {"content": self.content(each.content)} for each in self.revisions],
            "log": [
                self.columns(each) | {"revision": self.revision(each.revision_id)}
                for each in PageLogEntry.objects.filter(page=self.page.pk).order_by("timestamp", "pk")
            ],
            "references": sorted(
                (self.reference(each) for each in ReferenceIndex.get_references_for_object(self.page)), key=repr
            ),
            "words": [self.words(each) for each in self.entries()],
            "document": [self.columns(each) for each in SourceDocument.objects.filter(page=self.page)],
        }

    def columns(self, row: models.Model) -> Rows:
        return {
            field.name: _entry(field, getattr(row, field.attname))
            or self.plain(field.name, getattr(row, field.attname))
            for field in row._meta.concrete_fields
            if field.name not in ("id", "source") and field.attname != "page_ptr_id"
        }

    def plain(self, name: str, value: Any) -> Any:
        match name, value:
            case (_, None):
                return None
            case ("latest_revision" | "live_revision" | "revision" | "written_revision", key):
                return self.revision(key)
            case ("page", key):
                return key == self.page.pk
            case ("object_id", key):
                return key == str(self.page.pk)
            case ("path" | "url_path", text):
                above = getattr(self.parent, name)
                assert text.startswith(above)
                return text.removeprefix(above)
            case ("body", stream) if not isinstance(stream, str):
                return stream.get_prep_value()
            case (_, datetime()):
                return "a moment"
            case ("translation_key", UUID()):
                return "a key"
        return value

    def revision(self, key: int | None) -> int | None:
        return None if key is None else [each.pk for each in self.revisions].index(key)

    def content(self, content: Rows) -> Rows:
        assert content["pk"] == self.page.pk
        assert UUID(content["translation_key"]) == self.page.translation_key
        plain = {name: self.plain(name, value) for name, value in content.items()}
        for name, children in self.children.items():
            keys, model = [child.pk for child in children], getattr(self.page, name).model
            plain[name] = [
                {
                    key: _entry(model._meta.get_field(key), value) or value if key != "pk" else value
                    for key, value in child.items()
                }
                | {"pk": keys.index(child["pk"]) if child["pk"] in keys else child["pk"] and "gone"}
                | {"page": child["page"] == self.page.pk}
                for child in content[name]
            ]  # fmt: skip
        moments = ("latest_revision_created_at", "first_published_at", "last_published_at")
        return plain | {"translation_key": "", "pk": ""} | {name: content[name] and "a moment" for name in moments}

    def reference(self, row: ReferenceIndex) -> tuple[Any, ...]:
        path = row.content_path.split(".")
        if path[0] in self.children:
            path[1] = str([str(child.pk) for child in self.children[path[0]]].index(path[1]))
        target = str(row.to_content_type.model_class().objects.get(pk=row.to_object_id))
        assert row.content_path_hash == ReferenceIndex._get_content_path_hash(row.content_path)
        return (row.content_type_id, row.base_content_type_id, row.to_content_type_id, target, row.model_path, *path)

    def entries(self) -> list[IndexEntry]:
        return list(IndexEntry.objects.filter(object_id=str(self.page.pk), content_type=self.page.content_type_id))

    def words(self, entry: Any) -> Rows:
        names = ["title", "autocomplete", "body"]
        if connection.vendor == "postgresql":
            names += ["title_text", "body_text"]
        # The norm is the mean of all titles at the moment of the writing: only that it was taken can be the same.
        return {name: getattr(entry, name) for name in names} | {"normed": entry.title_norm != 1.0}
