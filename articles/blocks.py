"""The StreamField blocks of an article's body: one for each block type of the contract, under the same name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.pictures.block import PictureChooserBlock

RICH_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul", "code", "superscript", "subscript"]
INLINE_FEATURES = ["bold", "italic", "link", "code", "superscript", "subscript"]


class HeadingBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(choices=[(str(level), str(level)) for level in range(2, 7)], default="2")
    text = blocks.CharBlock()
    anchor = blocks.CharBlock(required=False, help_text=_("By which the heading can be linked to."))

    class Meta:
        icon = "title"
        template = "articles/blocks/heading.html"
        label_format = "{text}"


class ArticleImageBlock(blocks.StructBlock):
    image = PictureChooserBlock(required=False)
    src = blocks.URLBlock(required=False, max_length=1000, label=_("Address at the source"))
    alt = blocks.CharBlock(required=False, label=_("Alternative text"))
    caption = blocks.CharBlock(required=False)
    credit = blocks.CharBlock(required=False)

    class Meta:
        icon = "image"
        template = "articles/blocks/image.html"
        label_format = "{alt}"


class ArticleTableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(required=False)
    header = blocks.ListBlock(blocks.CharBlock(required=False), required=False)
    rows = blocks.ListBlock(blocks.ListBlock(blocks.RichTextBlock(features=INLINE_FEATURES, required=False)))

    class Meta:
        icon = "table"
        template = "articles/blocks/table.html"
        label_format = "{caption}"


class QuoteBlock(blocks.StructBlock):
    html = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Quote"))
    attribution = blocks.CharBlock(required=False)

    class Meta:
        icon = "openquote"
        template = "articles/blocks/quote.html"


class ArticleEmbedBlock(blocks.StructBlock):
    """An address only: what stands there is asked for when a reader wants it, never by the importer."""

    url = blocks.URLBlock(max_length=1000)

    class Meta:
        icon = "media"
        template = "articles/blocks/embed.html"
        label_format = "{url}"


class CallToActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(required=False)
    url = blocks.URLBlock(max_length=1000)
    label = blocks.CharBlock()

    class Meta:
        icon = "pick"
        template = "articles/blocks/call_to_action.html"
        label_format = "{label}"


class KeyPointsBlock(blocks.StructBlock):
    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE_FEATURES))

    class Meta:
        icon = "list-ul"
        template = "articles/blocks/key_points.html"


class FaqItemBlock(blocks.StructBlock):
    question = blocks.CharBlock()
    answer_html = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Answer"))

    class Meta:
        icon = "help"
        label_format = "{question}"


class FaqBlock(blocks.StructBlock):
    items = blocks.ListBlock(FaqItemBlock())

    class Meta:
        icon = "help"
        template = "articles/blocks/faq.html"


class RolesBlock(blocks.StaticBlock):
    """Marks where the article's role list stands."""

    class Meta:
        icon = "group"
        label = _("Roles stand here")
        admin_text = _("The roles of this article are shown here; edit them on the Roles tab.")
        template = "articles/blocks/roles.html"


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    rich_text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, icon="pilcrow")
    image = ArticleImageBlock()
    table = ArticleTableBlock()
    quote = QuoteBlock()
    embed = ArticleEmbedBlock()
    call_to_action = CallToActionBlock()
    key_points = KeyPointsBlock()
    faq = FaqBlock()
    roles = RolesBlock()

    class Meta:
        block_counts = {"roles": {"max_num": 1}}
