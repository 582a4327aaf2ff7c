"""The fast writers: many pages with few queries, and the very rows that Wagtail's own way leaves.

They know two cases, the two that a run has by the thousand: an article that is new, and a page that nobody has edited
since the sync wrote it and whose change stays a draft. Whatever else there is goes the slow way, page by page.

A batch is one transaction, whole or not at all. Whatever goes wrong is raised as it is: the caller writes the batch's
articles one by one then, so that each gets an outcome of its own.

What listens to pages is told: `page_published` and `published` are sent for every page that goes live. `pre_save` and
`post_save` are not sent; the two listeners that Wagtail itself has there, the search index and the reference index, are
served here, and a batch is refused when somebody else listens (see `private.foreign_listeners`).
"""

from articles.sync.bulk.create import Created, NewArticle, create_pages
from articles.sync.bulk.errors import BulkRefused
from articles.sync.bulk.update import ChangedArticle, Updated, update_pages

__all__ = ["BulkRefused", "ChangedArticle", "Created", "NewArticle", "Updated", "create_pages", "update_pages"]
