"""Roles and programs across all articles: exploring, reading and comparing them.

Knows no HTTP. Every figure comes from `ArticleIndexPage.articles()`: what a reader may not see is not counted either.
"""
