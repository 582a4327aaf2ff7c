"""Roles and programs as routes of the index."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.contrib.routable_page.models import path


class ExplorerRoutes:
    @path("roles/", name="roles")
    def roles(self: Any, request: HttpRequest) -> HttpResponse:
        from articles.explorer.roles import explore_roles
        from articles.front.navigation import hub_url

        explorer = explore_roles(self.articles(), request.GET)
        if explorer.is_moved:
            return redirect(f"{hub_url(request, 'roles')}?{explorer.query}", permanent=True)
        context = {"explorer": explorer}
        return self.render(request, template="articles/roles.html", context_overrides=context)

    @path("roles/compare/", name="compare_roles")
    def compare_roles(self: Any, request: HttpRequest) -> HttpResponse:
        from articles.explorer.asked import words
        from articles.explorer.compare_roles import compare_roles
        from articles.front.navigation import hub_url

        comparison = compare_roles(self.articles(), request.GET.getlist("role"), words(request.GET, "add"))
        if comparison.added:
            return redirect(f"{hub_url(request, 'compare_roles')}?{comparison.query}")
        context = {"comparison": comparison}
        return self.render(request, template="articles/compare_roles.html", context_overrides=context)

    @path("roles/<str:slug>/", name="role")
    def role(self: Any, request: HttpRequest, slug: str) -> HttpResponse:
        from articles.explorer.find import entry_by_slug, roles_in
        from articles.explorer.role_page import view_role
        from articles.front.navigation import hub_url
        from articles.reading.at_hand import at_hand

        role = entry_by_slug(roles_in(self.articles()), slug)
        if role is None:
            raise Http404
        if role.slug != slug:
            return redirect(hub_url(request, "role", slug=role.slug), permanent=True)
        view = view_role(role, self.articles())
        response = self.render(request, template="articles/role.html", context_overrides={"view": view})
        # Rendered here, where the pages that its texts link to are at hand.
        with at_hand(lambda: view.pages):
            return response.render()

    @path("programs/", name="programs")
    def programs(self: Any, request: HttpRequest) -> HttpResponse:
        from articles.explorer.programs import list_programs

        context = {"programs": list_programs(self.articles(), request.GET)}
        return self.render(request, template="articles/programs.html", context_overrides=context)

    @path("programs/compare/", name="compare_programs")
    def compare_programs(self: Any, request: HttpRequest) -> HttpResponse:
        from articles.explorer.programs import compare_programs

        context = {"comparison": compare_programs(self.articles(), request.GET.getlist("program"))}
        return self.render(request, template="articles/compare_programs.html", context_overrides=context)
