"""What a run would make of a page: whether it takes its address for an article, and whether it keeps what it reads."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.admin.phrases import reason_in_words
from scraper import ScrapedArticle
from scraper.addresses import AddressError
from scraper.checks import oddities, problems
from scraper.profile import SourceProfile
from scraper.spiders.scope import Scope


@dataclass(frozen=True, kw_only=True)
class Verdict:
    tone: str
    words: str


def verdicts(article: ScrapedArticle, hub: str, profile: SourceProfile) -> list[Verdict]:
    """One for each thing to know; `hub` is the source's address, empty where none is known yet."""
    found = [
        Verdict(tone="bad", words=_("A run would reject it: %(reason)s.") % {"reason": reason_in_words(reason)})
        for reason in problems(article)
    ]
    found += [
        Verdict(tone="warning", words=_("Odd: %(reason)s.") % {"reason": reason_in_words(odd)})
        for odd in oddities(article)
    ]
    if hub:
        found.append(_by_address(article.url, hub, profile))
    return found


def _by_address(url: str, hub: str, profile: SourceProfile) -> Verdict:
    try:
        is_article = bool(Scope(hub, profile).articles([url]))
    except AddressError as error:
        return Verdict(tone="bad", words=_("The profile's listings cannot be read: %(reason)s.") % {"reason": error})
    if is_article:
        return Verdict(tone="good", words=_("By its address, a run of this hub takes it for an article."))
    return Verdict(
        tone="warning",
        words=_("By its address, a run of this hub passes it over: “include” in the profile says what an article is."),
    )
