"""The library's screens beyond Wagtail's own of snippets: an entry's overview, merging doubles, taking merges back."""
