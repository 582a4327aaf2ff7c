"""What the hub adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.signals import workflow_approved
from wagtail.snippets.models import register_snippet

from articles.admin.acts.logged import register_run_actions
from articles.admin.alerting.account import alert_settings_panel
from articles.admin.alerting.webhook_acts import register_webhook_actions
from articles.admin.back_off import register_back_off_action
from articles.admin.hub import HubViewSetGroup
from articles.admin.incoming.answered import register_answer_actions
from articles.admin.incoming.bulk import BULK_ACTIONS
from articles.admin.incoming.policy import policy
from articles.admin.jobs.run_now import register_job_actions
from articles.admin.library.words import register_merge_actions
from articles.admin.overview.home import add_hub_panel
from articles.admin.pausing import register_pause_actions
from articles.admin.provenance.log import register_part_actions
from articles.admin.provenance.renames import follow_renames, remember_names
from articles.admin.provenance.urls import register_provenance_urls
from articles.admin.reports.register import MENU_ITEMS, report_urls
from articles.admin.scrape import register_scrape_action
from articles.admin.snippets import LibraryViewSetGroup
from articles.findable import after_approval, after_publishing
from articles.models import Proposal
from articles.reading.page_links import register_reader_page_links

register_permission_policy(Proposal, policy)
register_snippet(LibraryViewSetGroup)
hooks.register("register_admin_viewset", HubViewSetGroup)
hooks.register("construct_homepage_panels", add_hub_panel)
hooks.register("register_log_actions", register_scrape_action)
hooks.register("register_log_actions", register_pause_actions)
hooks.register("register_log_actions", register_back_off_action)
hooks.register("register_log_actions", register_job_actions)
hooks.register("register_log_actions", register_answer_actions)
hooks.register("register_log_actions", register_part_actions)
hooks.register("register_admin_urls", register_provenance_urls)
hooks.register("before_edit_page", remember_names)
hooks.register("after_edit_page", follow_renames)
hooks.register("register_admin_urls", report_urls)
for menu_item in MENU_ITEMS:
    hooks.register("register_reports_menu_item", menu_item)
hooks.register("register_log_actions", register_run_actions)
hooks.register("register_log_actions", register_merge_actions)
hooks.register("register_log_actions", register_webhook_actions)
hooks.register("register_account_settings_panel", alert_settings_panel)
for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action)
hooks.register("after_publish_page", after_publishing)
workflow_approved.connect(after_approval)
# After Wagtail's own: the last one of a type counts.
hooks.register("register_rich_text_features", register_reader_page_links, order=10)
