"""What `manage.py up` does: prepare, crawl, serve. One file a duty."""
