"""The article's edit page: where it comes from, and how each of its parts stands to its source."""
