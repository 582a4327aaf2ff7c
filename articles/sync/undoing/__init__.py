"""Taking a run back, article by article: what others did since, what the undo makes of it, and its writing."""
