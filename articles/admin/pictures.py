"""Pictures: uploaded here or in the editor, and described."""

from itertools import chain
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import pictures, wording
from articles.models import Picture
from articles.publishing import rebuild_where_used, store_picture
from articles.publishing.derived import naming
from articles.publishing.files.pictures import delete_unused, drop_files, stored_paths

from .base import AuditedAdmin, StoredFiles, refuse_without_room

TYPES = "image/jpeg,image/png,image/webp,image/gif,image/avif"


class PictureForm(forms.ModelForm):
    """What a picture shows, and its file."""

    upload = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_(
            "JPEG, PNG, WebP, GIF or AVIF, at most 10 MB and 40 million pixels."
            " Of one that moves, the first frame is kept."
        ),
        widget=forms.FileInput({"accept": TYPES}),
    )

    def clean_upload(self) -> pictures.CleanPicture | None:
        """Return what was made of the file before; saving only stores it."""
        file = self.cleaned_data.get("upload")
        if not file:
            if self.instance.pk:
                return None
            raise forms.ValidationError(_("Choose a file."), "required")
        refuse_without_room()
        made = file.made_ready
        if isinstance(made, pictures.BadPicture):
            raise forms.ValidationError(wording.PICTURES[made.code], made.code)
        return made


def make_ready(file: UploadedFile | None) -> None:
    """Keep beside an uploaded file what it becomes, or why it is refused."""
    if not file:
        return
    try:
        [file.made_ready] = pictures.clean_each([file.read(pictures.MOST_BYTES + 1)])
    except pictures.Busy as error:
        file.made_ready = error


@admin.register(Picture)
class PictureAdmin(StoredFiles, AuditedAdmin):
    """Every picture must be described, or be marked as decoration."""

    delete_unused = staticmethod(delete_unused)

    form = PictureForm
    fields = [
        "upload",
        "shown",
        "alt",
        "is_decoration",
        "caption",
        "credit",
        "markdown",
    ]
    readonly_fields = ["shown", "markdown"]
    list_display = ["shown", "alt", "is_decoration", "credit", "uploaded_at"]
    list_display_links = ["alt", "uploaded_at"]
    list_filter = ["is_decoration"]
    search_fields = ["alt", "caption", "credit"]

    def changeform_view(
        self, request: HttpRequest, *args: Any, **options: Any
    ) -> HttpResponse:
        """Make the file ready before the transaction, which nobody should wait for."""
        file = request.FILES.get("upload")
        if self.has_add_permission(request) or self.has_change_permission(request):
            make_ready(file)
        return super().changeform_view(request, *args, **options)

    @admin.display(description=_("picture"))
    def shown(self, picture: Picture) -> str:
        if not picture.renditions:
            return "–"
        url = picture.file.storage.url(picture.renditions[0]["path"])
        return format_html('<img class="small-picture" src="{}" alt="">', url)

    @admin.display(description=_("in a text"))
    def markdown(self, picture: Picture) -> str:
        return f"![](picture:{picture.uid})" if picture.pk else "–"

    def save_model(
        self,
        request: HttpRequest,
        obj: Picture,
        form: ModelForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        cleaned = form.cleaned_data["upload"]
        if cleaned:
            store_picture(cleaned, by=request.user, picture=obj)
            request.stored_files = stored_paths(obj.file.name, obj.renditions)
            if cleaned.was_moving:
                messages.info(request, wording.FIRST_FRAME)
            return
        super().save_model(request, obj, form, change)
        rebuild_where_used(obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """Protect what stands in a text or a note: the database knows only of lead pictures."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        users = [
            f"{user._meta.verbose_name}: {user}"
            for picture in objs
            for user in chain(*naming(picture))
        ]
        return deleted, counts, needed, [*protected, *users]

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        with transaction.atomic():
            drop_files(obj)
            super().delete_model(request, obj)
