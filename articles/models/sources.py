"""Where articles come from: the source hub."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.scheduled import Scheduled
from articles.validators import validate_blackout, validate_cron, validate_profile, validate_time_zone


class Source(Scheduled):
    """A hub that is crawled on a schedule."""

    WHEN = ("schedule", "time_zone")

    class Policy(models.TextChoices):
        DRAFT = "draft", _("Keep as drafts")
        WORKFLOW = "workflow", _("Submit to the page's workflow")
        PUBLISH = "publish", _("Publish")

    class Withdrawal(models.TextChoices):
        UNPUBLISH = "unpublish", _("is unpublished")
        FLAG = "flag", _("stays, and is only flagged")

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    address = models.URLField(
        _("address"),
        max_length=500,
        help_text=_("The hub's listing page, or any page whose folder holds the articles."),
    )
    policy = models.CharField(_("what arrives"), max_length=10, choices=Policy.choices, default=Policy.DRAFT)
    target = models.ForeignKey(
        "articles.ArticleIndexPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("target page"),
        help_text=_("The index under which articles are made; the first one of the site when empty."),
    )
    schedule = models.CharField(
        _("schedule"),
        max_length=100,
        blank=True,
        validators=[validate_cron],
        help_text=_('A cron expression: "15 4 * * *" is every day at 04:15. Empty: only by hand.'),
    )
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", validators=[validate_time_zone])
    paused = models.BooleanField(_("paused"), default=False, help_text=_("A paused source is never due."))
    spread = models.PositiveSmallIntegerField(
        _("spread of the start, minutes"),
        default=0,
        validators=[MaxValueValidator(720)],
        help_text=_(
            "The start is put off by a part of this that is always the same for this source, so that sources with the "
            "same schedule do not start together. 0: on the minute."
        ),
    )
    blackout = models.CharField(
        _("blackout windows"),
        max_length=500,
        blank=True,
        validators=[validate_blackout],
        help_text=_(
            'When no scheduled run starts, in this time zone: "08:00-18:00 Mon-Fri; 22:00-02:00". What is due then '
            "runs once, at the window's end."
        ),
    )
    back_off_after = models.PositiveSmallIntegerField(
        _("back off after failures"),
        default=3,
        validators=[MaxValueValidator(20)],
        help_text=_(
            "After so many failed runs in a row the next scheduled one is put off by half an hour, then by twice as "
            "long with each further failure, up to a day. 0: never."
        ),
    )
    profile = models.JSONField(
        _("profile"),
        default=dict,
        blank=True,
        validators=[validate_profile],
        help_text=_("What this source overrides of the parser's rules, as JSON."),
    )
    allow_private = models.BooleanField(
        _("allow private addresses"),
        default=False,
        help_text=_("Let the crawl reach loopback and private addresses. Only for hubs of your own."),
    )
    request_delay = models.PositiveSmallIntegerField(
        _("seconds between requests"),
        default=0,
        validators=[MaxValueValidator(60)],
        help_text=_("At the least. A run waits longer by itself where the hub answers slowly."),
    )
    credentials = models.JSONField(
        # Encrypted, or the name of a variable: see `articles.sync.credentials`, which alone reads and writes it.
        _("credentials"),
        default=dict,
        blank=True,
        editable=False,
    )
    crawl_processes = models.PositiveSmallIntegerField(
        _("crawl processes"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
        help_text=_("More than one for a very large hub of your own; it needs Redis."),
    )
    most_articles = models.PositiveIntegerField(
        _("articles at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In one run, the first that the hub names; such a run withdraws nothing. Empty: all."),
    )
    withdraw_after = models.PositiveSmallIntegerField(
        _("confirmations before a withdrawal"),
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_("How many runs in a row must find an article gone before its page is withdrawn."),
    )
    withdraw_share = models.PositiveSmallIntegerField(
        _("most withdrawn in one run, percent"),
        default=10,
        validators=[MaxValueValidator(100)],
        help_text=_("Of this source's pages. When more would go, none goes, and the run says so. 0: never withdraw."),
    )
    withdraw_action = models.CharField(
        _("a withdrawn page"), max_length=10, choices=Withdrawal.choices, default=Withdrawal.UNPUBLISH
    )
    drift_tolerance = models.PositiveSmallIntegerField(
        _("drift tolerance, percentage points"),
        default=30,
        validators=[MaxValueValidator(100)],
        help_text=_(
            "A field that so many fewer articles fill than in the last good run stops the run before it writes. "
            "100: never."
        ),
    )
    store_images = models.BooleanField(
        _("store images"), default=True, help_text=_("Keep a copy of the articles' images in the image library.")
    )
    largest_image = models.PositiveSmallIntegerField(
        _("largest image, MB"), default=10, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    permission_note = models.TextField(
        _("permission note"), blank=True, help_text=_("On whose word, and under which licence, this hub is imported.")
    )
    canonical_to_source = models.BooleanField(
        _("name the source as the original"),
        default=False,
        help_text=_("Search engines are led to the source's own page, where its licence asks for that."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_due_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("The scheduled moment that was last acted on.")
    )
    failures_forgiven_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("Failures until then count for no back-off.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if (self.crawl_processes or 1) > 1 and not settings.REDIS_URL:
            words = _("More than one process needs Redis, in which they meet: set REDIS_URL.")
            raise ValidationError({"crawl_processes": words})
