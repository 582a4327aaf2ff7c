"""The inbox: what a source and an editor both changed waits here for an answer."""
