"""The files of an article's form: the designed report, data to download."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import wording
from articles.admin.base import StoredFiles, refuse_without_room
from articles.models import Article, Attachment
from articles.publishing import (
    BadAttachment,
    checked,
    clear_cached_files,
    drop_attachments,
    drop_files,
    place_file,
)
from articles.publishing.files.attachments import KINDS, LARGEST, delete_unused

from .rows import PlacedForm, RowsFormSet

REPORT = Attachment.Kind.REPORT


class AttachmentForm(PlacedForm):
    """One file, and what it is."""

    upload = forms.FileField(
        label=_("file"),
        required=False,
        widget=forms.FileInput({"accept": ",".join(KINDS)}),
    )

    def clean(self) -> dict[str, Any]:
        """Judge the file by its bytes; a report must be a PDF."""
        cleaned = super().clean()
        file = cleaned.get("upload")
        suffix = self.instance.suffix if self.instance.file else ""
        if file:
            suffix = self.read(file)
        elif not suffix:
            self.add_error("upload", forms.ValidationError(_("Choose a file."), "none"))
        if cleaned.get("kind") == REPORT and suffix not in {".pdf", ""}:
            message = _("The designed report must be a PDF.")
            self.add_error("kind", forms.ValidationError(message, "no-pdf"))
        return cleaned

    def read(self, file: Any) -> str:
        """Keep the bytes for saving, and return what they are."""
        data = file.read(LARGEST + 1)
        try:
            refuse_without_room()
            suffix = checked(data, file.name)
        except BadAttachment as error:
            message = wording.ATTACHMENTS[error.code]
            self.add_error("upload", forms.ValidationError(message, error.code))
            return ""
        except forms.ValidationError as error:
            self.add_error("upload", error)
            return ""
        self.ready = data, suffix
        return suffix

    def validate_constraints(self) -> None:
        """Leave the one report to all the rows together: another may go just now."""
        exclude = self._get_validation_exclusions() | {"article"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except forms.ValidationError as error:
            self._update_errors(error)

    def save(self, commit: bool = True) -> Attachment:  # noqa: FBT001, FBT002 -- Django's signature
        if hasattr(self, "ready"):
            place_file(self.instance, *self.ready)
        return super().save(commit)


class AttachmentFormSet(RowsFormSet):
    """All files of an article, of which one may be its report."""

    def clean(self) -> None:
        super().clean()
        reports = [form for form in self.kept_forms if form.instance.kind == REPORT]
        for form in reports[1:]:
            message = _("An article has one designed report.")
            form.add_error("kind", forms.ValidationError(message, "one-report"))

    @property
    def stored(self) -> list[str]:
        """The names of the files that saving has stored, or has begun to."""
        return [
            str(form.instance.file.name)
            for form in self.forms
            if hasattr(form, "ready") and form.instance.file
        ]

    @property
    def kept_forms(self) -> list[AttachmentForm]:
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms
            and (form.instance.pk or form.has_changed())
        ]

    def delete_existing(self, obj: Attachment, commit: bool = True) -> None:  # noqa: FBT001, FBT002 -- Django's signature
        if commit:
            drop_files([obj])
        super().delete_existing(obj, commit)


class AttachmentInline(admin.TabularInline):
    """Whoever may change the article may change its files."""

    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    extra = 0
    fields = ["kind", "title", "upload", "stored", "position"]
    readonly_fields = ["stored"]

    @admin.display(description=_("stored"))
    def stored(self, attachment: Attachment) -> str:
        if not attachment.file:
            return "–"
        told = f"{attachment.format}, {filesizeformat(attachment.size)}"
        return format_html('<a href="{}">{}</a>', attachment.file.url, told)

    def has_view_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        return self.articles.has_view_permission(request, obj)

    def has_add_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        if obj is None:
            return self.articles.has_add_permission(request)
        return self.articles.has_change_permission(request, obj)

    def has_change_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        return self.has_add_permission(request, obj)

    @property
    def articles(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(Article)


class WithFiles(StoredFiles):
    """The part of the articles' page that takes along the files of what it deletes,
    and of what it does not save after all."""

    delete_unused = staticmethod(delete_unused)

    def save_formset(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formset: forms.BaseFormSet,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        try:
            super().save_formset(request, form, formset, change)
        finally:
            if isinstance(formset, AttachmentFormSet):
                request.stored_files.update(formset.stored)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        with transaction.atomic():
            drop_attachments(obj)
            clear_cached_files(obj)
            super().delete_model(request, obj)
