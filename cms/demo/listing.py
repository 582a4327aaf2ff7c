"""The article list's facets: which articles a choice leaves, and what each further choice would leave."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from cms.demo.hub import Article, Hub, Term


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a visitor narrowed the list to: slugs, "" for everything."""

    area_of_study: str = ""
    topic: str = ""

    def narrow(self, articles: Collection[Article]) -> list[Article]:
        return [
            article
            for article in articles
            if self.area_of_study in {"", *(area.slug for area in article.areas_of_study)}
            and self.topic in {"", *(topic.slug for topic in article.topics)}
        ]

    @property
    def query(self) -> str:
        """The choice as a query string; "?" alone when there is none, which clears the address bar's."""
        return "?" + urlencode({name: slug for name, slug in vars(self).items() if slug})


@dataclass(frozen=True, kw_only=True)
class FacetLink:
    """One link of a facet: where it leads and how many articles stand there."""

    name: str
    query: str
    count: int
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A group of links that narrow the list in one respect."""

    title: str
    links: tuple[FacetLink, ...]


def facets(hub: Hub, choice: Choice) -> tuple[Facet, Facet]:
    """Both facets; each counts within what the other one has chosen."""
    return (
        _facet(hub, choice, title="Area of study", parameter="area_of_study", terms=hub.areas.values()),
        _facet(hub, choice, title="Topic", parameter="topic", terms=hub.topics.values()),
    )


def _facet(hub: Hub, choice: Choice, *, title: str, parameter: str, terms: Collection[Term]) -> Facet:
    everything = Term(slug="", name="All")
    links = []
    for term in (everything, *terms):
        target = replace(choice, **{parameter: term.slug})
        links.append(
            FacetLink(
                name=term.name,
                query=target.query,
                count=len(target.narrow(hub.articles.values())),
                chosen=target == choice,
            )
        )
    return Facet(title=title, links=tuple(links))
