"""The answers to what waits of one article, as one form."""

from __future__ import annotations

from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.incoming.rows import Row
from articles.sync.resolve import Answer, Choice

CHOICES: dict[Choice, Any] = {
    "take": _("Take theirs"),
    "keep": _("Keep ours"),
    "edit": _("Edit by hand"),
    "lock": _("Keep ours and lock it"),
}
assert set(CHOICES) == set(get_args(Choice))  # noqa: S101 - two spellings of one list


class AnswersForm(forms.Form):
    """`choice-PK` and, for what can be written here, `value-PK` of every row; no choice leaves the row waiting."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    """The page's latest revision as it was looked at: `Standing.seen`."""

    def __init__(self, rows: list[Row], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rows = rows
        for row in rows:
            self.fields[f"choice-{row.proposal.pk}"] = forms.ChoiceField(
                choices=[(name, label) for name, label in CHOICES.items() if self._is_open_to(row, name)],
                widget=forms.RadioSelect,
                required=False,
                label=row.label,
            )
            if row.field:
                row.field.label = _("%(part)s, written by hand") % {"part": row.label}
                row.field.initial = row.value
                self.fields[f"value-{row.proposal.pk}"] = row.field

    @staticmethod
    def _is_open_to(row: Row, choice: Choice) -> bool:
        if choice == "edit":
            return row.field is not None
        return row.is_there or choice != "take"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            name = f"value-{row.proposal.pk}"
            if cleaned.get(f"choice-{row.proposal.pk}") != "edit" and name in self.errors:
                del self.errors[name]  # what is not to be written need not be right
        return cleaned

    def answers(self) -> list[Answer]:
        """What was chosen; rows without a choice wait on."""
        found = []
        for row in self.rows:
            choice = self.cleaned_data.get(f"choice-{row.proposal.pk}")
            if choice:
                value = self.cleaned_data.get(f"value-{row.proposal.pk}")
                if isinstance(row.field, forms.DateField):
                    value = value.isoformat() if value else None
                found.append(Answer(proposal=row.proposal.pk, choice=choice, value=value))
        return found
