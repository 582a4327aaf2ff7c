"""From a page's HTML to a ScrapedArticle: pure functions, one concern a file; `article` is the table of contents."""
