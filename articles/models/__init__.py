"""The hub's models; everything that others use is imported from here."""

from articles.models.alerts import Alert, AlertSettings, Delivery, Event, HowOften, Webhook
from articles.models.documents import SourceDocument
from articles.models.evidence import ArticleCitation, ArticleFigure
from articles.models.hub_settings import HubSettings
from articles.models.index_page import ArticleIndexPage
from articles.models.library import LibraryAlias, LibraryMerge
from articles.models.link_checks import LinkCheck
from articles.models.operations import HostLease, ProcessBeat, StandingJob
from articles.models.pages import ArticlePage
from articles.models.parts import ArticleAuthor, ArticleProgram, ArticleRole
from articles.models.programs import Program
from articles.models.proposals import PartLock, Proposal
from articles.models.references import SourceImage, SourceReference
from articles.models.related import ArticleRelated
from articles.models.roles import Role
from articles.models.runs import SyncRun, SyncRunArticle
from articles.models.sources import Source
from articles.models.tallies import Tally
from articles.models.taxonomy import AreaOfStudy, Author, Topic
from articles.models.visits import HubVisit

__all__ = [
    "Alert",
    "AlertSettings",
    "AreaOfStudy",
    "ArticleAuthor",
    "ArticleCitation",
    "ArticleFigure",
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleProgram",
    "ArticleRelated",
    "ArticleRole",
    "Author",
    "Delivery",
    "Event",
    "HostLease",
    "HowOften",
    "HubSettings",
    "HubVisit",
    "LibraryAlias",
    "LibraryMerge",
    "LinkCheck",
    "PartLock",
    "ProcessBeat",
    "Program",
    "Proposal",
    "Role",
    "Source",
    "SourceDocument",
    "SourceImage",
    "SourceReference",
    "StandingJob",
    "SyncRun",
    "SyncRunArticle",
    "Tally",
    "Topic",
    "Webhook",
]
