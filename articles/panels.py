"""The tabs of the article editor, tab by tab."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from articles.admin.provenance.panels import FiguresTold, SourcePanel, SuggestionsPanel

CONTENT = [
    FieldPanel("summary"),
    InlinePanel("authors", heading=_("Authors and reviewers"), label=_("Person")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("published"), FieldPanel("updated"), FieldPanel("first_published")]),
        ],
        heading=_("Dates"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("areas_of_study", widget=forms.CheckboxSelectMultiple),
            FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("Areas of study and topics"),
    ),
    FieldPanel("body"),
    FieldPanel("editors_note"),
]
ROLES = [InlinePanel("roles", heading=_("Roles"), label=_("Role"))]
FIGURES_AND_CITATIONS = [
    FiguresTold(heading=_("Dates and citations of the figures")),
    InlinePanel("figures", heading=_("Figures"), label=_("Figure")),
    InlinePanel("citations", heading=_("Citations"), label=_("Citation")),
]
RELATED = [
    InlinePanel("related", heading=_("Related articles"), label=_("Related article")),
    SuggestionsPanel(heading=_("Suggested articles")),
    InlinePanel("programs", heading=_("Programs"), label=_("Program")),
]
SOURCE = [SourcePanel()]
