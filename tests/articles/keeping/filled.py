"""An installation that has something of everything, filled by real runs of hand-made records.

`python -m tests.articles.keeping.filled migrate` prepares an empty one, `… fill` fills it; where it stands and on which
database the environment says, as for every command.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image as Picture  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.images.models import Image  # noqa: E402
from wagtail.models import PageViewRestriction  # noqa: E402

from articles.models import (  # noqa: E402
    AreaOfStudy,
    ArticleIndexPage,
    ArticlePage,
    LibraryAlias,
    PartLock,
    Proposal,
    Role,
    Source,
    SourceDocument,
    SourceImage,
    SyncRun,
)
from articles.site import prepare_site  # noqa: E402
from articles.sync import run as running  # noqa: E402
from articles.sync.crawl import folder_of  # noqa: E402
from scraper.items import RelatedArticle, ScrapedArticle  # noqa: E402
from scraper.records import CrawledArticle, End, record_line  # noqa: E402
from tests.articles.keeping.storing import store_response  # noqa: E402
from tests.articles.sync.conftest import edit  # noqa: E402
from tests.articles.sync.samples import HUB, article, body  # noqa: E402


def sync(source: Source, *articles: ScrapedArticle) -> None:
    """A run of the source that finds these articles."""

    def crawl(_spec: Any, files: Any, *_others: Any) -> str:
        records = [*(CrawledArticle(article=each) for each in articles), End(complete=True, reason="finished")]
        files.records.write_text("".join(f"{record_line(each)}\n" for each in records), encoding="utf-8")
        return ""

    running.crawl = crawl  # type: ignore[assignment]
    report = running.run_source(running.request_run(source, SyncRun.Trigger.COMMAND))
    assert "fail" not in report.counts, report.articles


def picture(colour: str) -> bytes:
    found = io.BytesIO()
    Picture.new("RGB", (24, 16), colour).save(found, "PNG")
    return found.getvalue()


def people() -> Any:
    group = Group.objects.create(name="Nursing desk")
    writer = get_user_model().objects.create_user("mara", "mara@hub.example", "secret of mara")
    writer.groups.add(group)
    return get_user_model().objects.create_superuser("editor", "editor@hub.example", "x")


def fill() -> None:
    editor = people()
    index = prepare_site("Test Hub", "localhost", 80)
    nursing = ArticleIndexPage(title="Nursing", slug="nursing", introduction="All of nursing.", live=False)
    index.get_parent().add_child(instance=nursing)
    nursing.save_revision(user=editor).publish()
    hub = Source.objects.create(name="Hub", slug="hub", address=HUB, policy="publish", schedule="15 4 * * *")
    other = Source.objects.create(
        name="Other", slug="other", address="https://other.example/a/", target=nursing, profile={"noise": [".x"]}
    )
    image = Image(title="A bridge", description="Bridge at dawn", focal_point_x=3, focal_point_y=4)
    image.file = ContentFile(picture("teal"), name="bridge.png")
    image.save()
    image.tags.add("water", "dawn")
    SourceImage.objects.create(
        source=hub, url="https://hub.example/a.png", sha256="ab" * 32, image=image, fetched_at=timezone.now()
    )
    link = f'<p>See <a href="{HUB}nurses/">nurses</a> & <b>more</b>.</p>'
    links = [RelatedArticle(title="Nurses", url=f"{HUB}nurses/"), RelatedArticle(title="Gone", url=f"{HUB}gone/")]
    sync(
        hub,
        article(blocks=body(link), related=links),
        article("nurses", title='Nurses: "what" they do — #1', topics=[]),
        article("teachers"),
        article("welders"),
        article("held"),
    )
    sync(other, article("actuaries", url="https://other.example/a/actuaries/"))
    pages = {page.slug: page for page in ArticlePage.objects.all()}
    edit(pages["careers"], editor, summary="In an editor's words.", publish=True)
    edit(pages["nurses"], editor, title="A draft title", summary="Not yet.")
    edit(pages["teachers"], editor, published=None, publish=True)
    pages["welders"].unpublish(user=editor)
    restricted = PageViewRestriction.objects.create(page=pages["held"], restriction_type="groups")
    restricted.groups.add(Group.objects.get(name="Nursing desk"))
    document = SourceDocument.objects.get(page=pages["teachers"])
    PartLock.objects.create(document=document, part='["summary"]', locked_by=editor, theirs="Theirs.", changes=2)
    # The source changes what an editor changed: a proposal waits, with an area that only it has.
    sync(
        hub,
        article(blocks=body(link), related=links, summary="In the source's new words."),
        article("nurses", title='Nurses: "what" they do — #1', topics=[], summary="Changed too."),
        article("teachers", summary="Other."),
        article("welders"),
        article("held"),
    )
    # The source stands still since, and the page does not.
    edit(pages["welders"], editor, summary="An editor's.")
    SourceDocument.objects.filter(page=pages["welders"]).update(
        withdrawn_at=timezone.now(), withdrawn_revision=ArticlePage.objects.get(slug="welders").latest_revision_id
    )
    hand = ArticlePage(title="By hand", slug="by-hand", summary="No source has it.", live=False, owner=editor)
    hand.body = [("rich_text", f'<p><a linktype="page" id="{pages["careers"].pk}">Careers</a></p>')]
    nursing.add_child(instance=hand)
    hand.areas_of_study.set(AreaOfStudy.objects.all()[:1])
    hand.save_revision(user=editor).publish()
    role = Role.objects.order_by("slug").first()
    assert role is not None
    LibraryAlias.objects.create(entry=role, slug="eng-manager", name="Eng. manager")
    Role.objects.filter(pk=role.pk).update(description="Leads.\nOther line — “quoted”.")
    Redirect.add_redirect("/old-careers/", pages["careers"], is_permanent=True)
    Redirect.add_redirect("/elsewhere/", "https://else.example/")
    store_response(hub, f"{HUB}careers/", "<h1>Careers</h1>")
    store_response(hub, f"{HUB}nurses/", "<h1>Nurses</h1>")
    (folder_of(hub) / "images").mkdir(exist_ok=True)
    (folder_of(hub) / "images" / "x.png").write_bytes(picture("red"))
    waits = Proposal.objects.get(document__page=pages["careers"])
    image_block = {"type": "image", "id": "i1", "value": {"image": image.pk, "src": "https://hub.example/a.png"}}
    child = {"role_id": role.pk, "title": "Lead", "html": f'<a linktype="page" id="{hand.pk}">x</a>'}
    for part, theirs in (
        (["areas_of_study"], [AreaOfStudy.objects.get().pk]),
        (["roles", "lead"], child),
        (["roles", "lead", "role_id"], role.pk),
        (["body", "i1"], image_block),
        (["body", "i1", "value", "image"], image.pk),
    ):
        Proposal.objects.create(document=waits.document, part=json.dumps(part), theirs=theirs, run=waits.run)
    answered = Proposal.objects.create(document=waits.document, part='["title"]', status="kept", answer="Title")
    Proposal.objects.filter(pk=answered.pk).update(resolved_at=timezone.now(), resolved_by=editor)
    prepare_password = Path(settings.VAR) / "admin_password"
    prepare_password.write_text("first password\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["migrate"]:
            call_command("migrate", verbosity=0)
        case ["fill"]:
            fill()
