"""Full-text search over the articles: asked of the database's own index, or of Wagtail where another engine searches.

An engine says which articles have the words, the best first, and where the words stand in a few of them. Whether a
reader may see an article is asked by who asks the engine.
"""
