"""The JSON-LD of the ledger theme: the article described for machines, as schema.org has it."""

import json
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from cms.demo.hub import Article, Hub


def article_json_ld(article: Article, hub: Hub, request: HttpRequest) -> SafeString:
    """The graph of publisher, breadcrumb and article, safe to stand inside a script element."""
    graph = [_publisher(hub, request), _breadcrumb(article, hub, request), _article(article, hub, request)]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1, default=str)
    # With "<" escaped, no "</script>" in a title can end the element: that makes the text safe.
    return mark_safe(text.replace("<", "\\u003c"))  # noqa: S308


def _publisher(hub: Hub, request: HttpRequest) -> dict[str, Any]:
    home = request.build_absolute_uri("/")
    return {"@type": "CollegeOrUniversity", "@id": f"{home}#publisher", "name": hub.name, "url": home}


def _breadcrumb(article: Article, hub: Hub, request: HttpRequest) -> dict[str, Any]:
    steps = [(hub.hub_name, reverse("listing")), (article.title, request.path)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": request.build_absolute_uri(address)}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def _article(article: Article, hub: Hub, request: HttpRequest) -> dict[str, Any]:
    """What the page does not know is left out, never written as an empty value."""
    facts = {
        "@type": "Article",
        "mainEntityOfPage": request.build_absolute_uri(request.path),
        "headline": article.title,
        "description": article.summary,
        "author": [{"@type": "Person", "name": one.name} for one in article.authors if one.role == "author"],
        "datePublished": article.published,
        "dateModified": article.updated,
        "keywords": [term.name for term in (*article.areas_of_study, *article.topics)],
        "image": article.body.first_image and request.build_absolute_uri(article.body.first_image),
        "publisher": {"@id": f"{request.build_absolute_uri('/')}#publisher"},
    }
    return {name: value for name, value in facts.items() if value}
