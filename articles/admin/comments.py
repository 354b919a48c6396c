"""The moderation queue."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.audit import record
from articles.models import Comment
from articles.moderation import decide
from articles.wording import SUSPICIONS

from .base import AuditedAdmin, moment_text

State = Comment.State
DECISIONS = {
    State.APPROVED: _("Approve"),
    State.DECLINED: _("Decline"),
    State.SPAM: _("Mark as spam"),
    State.WAITING: _("Put back to waiting"),
}


class StateFilter(admin.SimpleListFilter):
    """Keep comments in one state; without a choice, those that wait."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        others = [state for state in State.choices if state[0] != State.WAITING]
        return [*others, ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield first | {"display": State.WAITING.label}
        yield from others

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value() or State.WAITING)


class DecisionForm(ActionForm):
    """Beside the choice of action: why. Django shows no help beside it but its label."""

    why = forms.CharField(
        label=_("Reason, which the commenter reads if you decline:"),
        required=False,
        widget=forms.TextInput({"placeholder": "", "size": 30}),
    )


def decision(state: str) -> Any:
    """Return the action that gives this state to all chosen comments."""

    @admin.action(description=DECISIONS[state], permissions=["moderate"])
    def action(
        model_admin: "CommentAdmin", request: HttpRequest, queryset: models.QuerySet
    ) -> None:
        why = request.POST.get("why", "")
        count = decide(queryset, state, by=request.user, why=why)
        said = ngettext(
            "%(count)d comment: %(state)s.", "%(count)d comments: %(state)s.", count
        )
        words = {"count": count, "state": State(state).label}
        model_admin.message_user(request, said % words, messages.SUCCESS)

    action.__name__ = f"decide_{state}"
    return action


@admin.register(Comment)
class CommentAdmin(AuditedAdmin):
    """Comments are read here and decided on; nobody can add or rewrite one."""

    secret = ("email", "ip", "sender", "network", "key", "nonce")
    actions = [decision(state) for state in DECISIONS]
    action_form = DecisionForm
    list_display = ["words", "writer", "on", "sent", "noticed", "decided"]
    list_display_links = ["sent"]
    list_filter = [StateFilter, "created_at"]
    ordering = ["queue_rank", "created_at"]
    search_fields = ["reference", "name", "text", "article__title"]
    search_help_text = _(
        "Reference, name, words of the comment or title of the article"
    )
    fields = [
        "text",
        "name",
        "email",
        "article",
        "in_reply_to",
        "sent",
        "noticed",
        "decided",
        "reason",
        "reference",
        "is_by_author",
    ]

    @admin.display(description=_("comment"))
    def words(self, comment: Comment) -> str:
        return format_html(
            '<div class="comment-words" dir="auto">{}</div>', comment.text
        )

    @admin.display(description=_("name"), ordering="name")
    def writer(self, comment: Comment) -> str:
        return comment.name

    @admin.display(description=_("on"), ordering="article")
    def on(self, comment: Comment) -> str:
        article, first = comment.article, comment.in_reply_to
        page = reverse("admin:articles_article_change", args=[article.pk])
        url = article.get_absolute_url() if article.is_published else page
        link = format_html('<a href="{}">{}</a>', url, article.title)
        if not first:
            return link
        reply = gettext("in reply to %(name)s") % {"name": first.name}
        return format_html("{}<br>{}", link, reply)

    @admin.display(description=_("sent at"), ordering="created_at")
    def sent(self, comment: Comment) -> str:
        return moment_text(comment.created_at)

    @admin.display(description=_("noticed"))
    def noticed(self, comment: Comment) -> str:
        return ". ".join(str(SUSPICIONS.get(code, code)) for code in comment.suspicions)

    @admin.display(description=_("decided"), ordering="decided_at")
    def decided(self, comment: Comment) -> str:
        if not comment.decided_at:
            return str(comment.get_state_display())
        said = [comment.get_state_display(), comment.decided_by_name]
        return ", ".join([*filter(None, said), moment_text(comment.decided_at)])

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        texts = ("source", "html", "notes_html", "plain", "outline", "sources")
        rows = super().get_queryset(request)
        rows = rows.select_related("article", "in_reply_to")
        return rows.defer(*(f"article__{name}" for name in texts))

    def is_on_site(self, obj: Comment) -> bool:
        return obj.state == State.APPROVED and obj.article.is_published

    def get_fields(self, request: HttpRequest, obj: Comment | None = None) -> list[str]:
        may_see = request.user.has_perm("articles.see_private_email")
        return [name for name in self.fields if may_see or name != "email"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Comment | None = None
    ) -> list[str]:
        fields = self.get_fields(request, obj)
        return [name for name in fields if name != "is_by_author"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Comment | None = None
    ) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.moderate_comment")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        comment = kwargs.get("obj")
        if comment and self.has_moderate_permission(request):
            context["decisions"] = [
                (state, label)
                for state, label in DECISIONS.items()
                if state != comment.state
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(
        self,
        request: HttpRequest,
        obj: Comment,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Write only what stands in the form, or a decision of this moment is lost."""
        if form.changed_data:
            obj.save(update_fields=form.changed_data)
            record("change", obj, by=request.user, after=", ".join(form.changed_data))

    def response_change(self, request: HttpRequest, obj: Comment) -> HttpResponse:
        state = request.POST.get("_decide")
        if state not in DECISIONS or not self.has_moderate_permission(request):
            return super().response_change(request, obj)
        why = request.POST.get("_why", "").replace("\0", "").strip()
        decide([obj], state, by=request.user, why=why)
        said = {"comment": str(obj), "state": obj.get_state_display()}
        sentence = gettext("%(comment)s: %(state)s.") % said
        self.message_user(request, sentence, messages.SUCCESS)
        return self.response_post_save_change(request, obj)
