"""Why an article was held, rejected or failed, as the sync and the crawl keep it: one entry a sentence.

The first that fits is the one; what is told more exactly stands before what is told more widely.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

HELD = (
    _("the page is locked"),
    _("the page is scheduled to be published"),
    _("the page is in moderation"),
    _("somebody is editing the page and has not saved"),
    _("its page was deleted by an editor"),
    _("Gleaner does not make it again"),
    _("its page was deleted"),
    _("not written: the drift brake stopped the run"),
    _("held under a lock: %(parts)s"),
    _("both sides changed %(parts)s"),
    _("what changed at the source does not show on the page"),
    _("the page has unpublished changes: the update waits with them"),
    _("no workflow is set for its page: it stays a draft"),
    _("links or images that came later were put in"),
    _("our parser reads it differently now"),
    _("moved from %(address)s"),
)
WITHDRAWN = (
    _("withdrawn, and still missing"),
    _("the server says that it is gone"),
    _("the hub lists it no more"),
    _("the hub does not list it any more, though its address still answers"),
    _("only a complete crawl counts it"),
    _("missing for the %(count)s of %(needed)s times"),
    _("missing for the %(count)s time"),
    _("the article is back"),
    _("pages of this source are never withdrawn (0 %%)"),
    _("%(going)s pages would go, but at most %(most)s may in one run (%(share)s %% of %(standing)s pages): none goes"),
)
UNDONE = (
    _("Gleaner has forgotten the article since"),
    _("its page was deleted since"),
    _("somebody worked on the page since it was made"),
    _("the page's revisions of then are gone"),
    _("an editor decided since whether the page is live: that stays"),
    _("an editor took the page off the site since: that stays"),
    _("readers see it when the page's unpublished changes are published"),
    _("the page that the run made is deleted"),
    _("what an editor changed since stays: %(parts)s"),
    _("an editor changed it since: %(parts)s"),
    _("run %(run)s wrote it since"),
    _("its former address belongs to another article now: %(address)s"),
)
REJECTED = (
    _("the address came more than once in this run"),
    _("the first article counts"),
    _("the server answered that nothing changed, but there is no record of this address"),
    _("the address has more than %(number)s characters"),
    _("it has no title"),
    _("its address has no slug"),
    _("it has neither text nor roles"),
    _("its address is no web address: %(address)s"),
    _("the record does not have the contract's form: %(reason)s"),
    _("title has %(number)s characters"),
    _("%(field)s lies in the future: %(day)s"),
    _("its address is none of those that this source takes for articles"),
    _("no article is there: %(reason)s"),
    _("there is no stored response of it"),
    _("the crawl ended without an answer for it"),
)
FAILED = (
    _("the server answered %(answer)s"),
    _("it redirects to something that is no web page: %(address)s"),
    _("the host refuses the connection"),
    _("no answer within %(seconds)s seconds"),
    _("no answer in time"),
    _("the answer broke off before its end"),
    _("the answer is larger than %(number)s MB"),
    _("the host does not resolve: %(host)s"),
    _("the host's certificate is not valid"),
    _("the connection broke off: %(reason)s"),
    _("the host cannot be reached: %(reason)s"),
    _("the request failed: %(reason)s"),
)
RUNS = (
    _("it was stopped by %(name)s"),
    _("it was stopped by %(name)s before a worker took it"),
    _("what it had written stays"),
    _("nothing was written"),
    _("no sign of life since %(moment)s"),
    _("what it had written stays, and the next run goes on from there"),
    _("no worker took it within an hour"),
    _("the drift brake stops the run before it writes: %(reason)s"),
    _("it did not go on: %(reason)s"),
    _("took back run %(run)s: %(counts)s"),
    _("takes run %(run)s back"),
    _("the crawl is incomplete: %(reason)s"),
    _("the crawl broke off before its end: %(reason)s"),
)
REFUSED = (
    _("run %(run)s has not ended: it is %(status)s"),
    _("run %(run)s was taken back already, on %(moment)s"),
    _("run %(run)s wrote no page: there is nothing to take back"),
    _("run %(run)s was not stopped by the drift brake: it is %(status)s"),
    _("run %(newer)s came after run %(run)s: only the latest run of a source can go on"),
    _("the records of run %(run)s are gone: scrape the source again"),
    _("run %(run)s was released already, and waits for a worker"),
    _("run %(run)s was released by somebody else"),
    _("%(source)s: run %(run)s waits for a worker since %(moment)s."),
    _("%(source)s: run %(run)s is running since %(moment)s."),
)
LINKS = (
    _("it cannot be asked: %(reason)s"),
    _("it redirects in a circle, or too often"),
    _("the server answers machines %(answer)s"),
    _("it redirects to %(reason)s"),
)
REASONS: tuple[str, ...] = (*HELD, *WITHDRAWN, *UNDONE, *REJECTED, *FAILED, *RUNS, *REFUSED, *LINKS)
