"""The sentences behind the codes that craft and acts return.

A code has one sentence here, whoever shows it. Parameters are filled in by name, or
by place where craft keeps no names.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, gettext_lazy

FINDINGS = {
    "marker-without-note": gettext_lazy(
        "The text cites note {0}, but there is no such note. Add it, or remove the marker."
    ),
    "missing-note": gettext_lazy(
        "Note {0} is missing from the source text. Readers are told so."
    ),
    "note-without-marker": gettext_lazy("Note {0} is not cited in the text."),
    "identical-notes": gettext_lazy("These notes say the same: {all}."),
    "without-link": gettext_lazy(
        "Note {0} ends in “Available at” with nothing after it. Add its link."
    ),
    "bracket-number": gettext_lazy(
        "[{0}] stands in the text, but there is no note {0}. Write \\[{0}\\] if it is no marker."
    ),
    "duplicate-label": gettext_lazy("Two notes have the number {0}."),
    "reference-number": gettext_lazy(
        "Note {0} names note {1} in its words, but leads to another."
    ),
    "access-date-unclear": gettext_lazy(
        "The date {0} can be read in two ways. Write the month as a word."
    ),
    "link-dropped": gettext_lazy(
        "The address {0} is no web or mail address, so its words stand without a link."
    ),
    "picture-unknown": gettext_lazy("There is no picture {0}."),
    "picture-elsewhere": gettext_lazy(
        "The picture at {0} is on another site, so readers see a link. Upload it here."
    ),
    "picture-decoration": gettext_lazy(
        "A picture counts as decoration. If it tells readers something, say what it shows."
    ),
    "picture-in-note": gettext_lazy(
        "Note {0} names a picture, and notes show none. Put it in the text."
    ),
    "binned": gettext_lazy("The article is in the bin. Restore it first."),
    "draft-of-another": gettext_lazy(
        "This is the draft of a change to a published article."
    ),
    "empty": gettext_lazy("The article has no text yet."),
}
PICTURES = {
    "busy": gettext_lazy("Other files are being read just now. Try again in a minute."),
    "too-large": gettext_lazy("The picture is larger than 10 MB. Save a smaller one."),
    "too-many-pixels": gettext_lazy(
        "The picture has more than 40 million pixels. Save a smaller one."
    ),
    "too-many-frames": gettext_lazy(
        "The picture has more than 100 frames. Save one of them."
    ),
    "too-many-scans": gettext_lazy(
        "The picture is stored in more than 100 layers (scans). Save it anew."
    ),
    "too-much-memory": gettext_lazy(
        "The picture needs more than 512 MB of memory to be opened. Save a smaller one."
    ),
    "too-narrow": gettext_lazy("The picture is a mere strip. Crop it first."),
    "too-slow": gettext_lazy(
        "The picture takes more than 5 seconds to be opened. Save a smaller one."
    ),
    "unreadable": gettext_lazy(
        "This is no JPEG, PNG, WebP, GIF or AVIF picture that can be read."
    ),
}
NO_ROOM = gettext_lazy("The disk is nearly full, and the file was not kept.")
FIRST_FRAME = gettext_lazy("Only the first frame is kept.")
ATTACHMENTS = {
    "macros": gettext_lazy("The file holds macros. Save it without them."),
    "too-large": gettext_lazy("The file is larger than 30 MB. Save a smaller one."),
    "unknown": gettext_lazy("Choose a PDF, CSV, XLSX or ODS file."),
    "unlike": gettext_lazy("The file is not what its name says, or is damaged."),
}
SUSPICIONS = {
    "fast": gettext_lazy("Sent within three seconds"),
    "honeypot": gettext_lazy("Filled in the hidden field"),
    "links": gettext_lazy("Many links"),
    "no-origin": gettext_lazy("Sent without a browser’s usual marks"),
    "repeat": gettext_lazy("Same text as another comment"),
    "without-sum": gettext_lazy("Sent without the sum"),
}

IMPORTS = {
    # Repaired
    "control-characters": gettext_lazy("{count} control characters were taken out."),
    "damaged-characters": gettext_lazy(
        "{count} characters were damaged in the file and are shown as �."
    ),
    "decoded": gettext_lazy("The file was read as {encoding}."),
    "divided-words": gettext_lazy(
        "{count} words divided at the ends of lines were joined."
    ),
    "invisible-characters": gettext_lazy(
        "{count} invisible characters were taken out."
    ),
    "label-repeated": gettext_lazy(
        "A second note {label} stands in the list; it is now note {new_label}."
    ),
    "no-space-after-label": gettext_lazy("Note {label} had no space after its number."),
    "note-sign": gettext_lazy(
        "A note had the sign “{sign}” in the place of a number; it is numbered now."
    ),
    "notes-numbered-on": gettext_lazy(
        "Word’s own notes are now {first} to {last}, since others are typed by hand."
    ),
    "roman-numbers": gettext_lazy(
        "{count} roman numbers of notes are written as 1, 2, 3."
    ),
    "round-brackets": gettext_lazy(
        "Markers stood in round brackets, (1), for {count} notes; they are markers now."
    ),
    "space-before-marker": gettext_lazy("A space stood before marker {label}."),
    # Warnings
    "byline-unsure": gettext_lazy(
        "This may be a byline, and was left in the text: {text}"
    ),
    "date-day-first": gettext_lazy("The date was read with the day first: {date}."),
    "disclaimer-cut-off": gettext_lazy(
        "The disclaimer is cut off in the file; the standard one is used."
    ),
    "embeds-left-out": gettext_lazy(
        "{count} things shown from elsewhere, such as videos, were left out: {addresses}"
    ),
    "formulas": gettext_lazy(
        "{count} formulas are written on one line. Compare them with the file."
    ),
    "headings-may-be-lost": gettext_lazy(
        "Headings may have been lost: {count} times there are two empty lines."
    ),
    "html-tags": gettext_lazy(
        "{count} HTML tags stand in the text; readers see them as text."
    ),
    "image-source-empty": gettext_lazy("“Image Source:” has nothing after it."),
    "links-dropped": gettext_lazy(
        "{count} links lead to no web or mail address, and stand as text: {addresses}"
    ),
    "marker-in-head": gettext_lazy(
        "The title or the byline cites note {labels}. The marker stands behind the first"
        " paragraph now."
    ),
    "no-byline": gettext_lazy("No byline was found."),
    "no-date": gettext_lazy("No date was found. Readers see “Date not recorded”."),
    "no-notes": gettext_lazy("No list of notes was found."),
    "no-text": gettext_lazy("No text was found."),
    "no-title": gettext_lazy("No title was found."),
    "notes-without-heading": gettext_lazy("The list of notes has no heading."),
    "numbers-in-brackets": gettext_lazy(
        "Numbers in brackets that are no markers: {labels}."
    ),
    "text-box": gettext_lazy(
        "A text box was set behind the paragraph it belongs to: {text}"
    ),
    "title-of-properties": gettext_lazy(
        "The title was found in the file’s properties only: {title}"
    ),
    "prose-left-out": gettext_lazy(
        "{count} words of running text were left out. See whether they belong to the"
        " article. They begin: {text}"
    ),
    "pictures-elsewhere": gettext_lazy(
        "{count} pictures are not in the file, and are not fetched: {addresses}"
    ),
    "standfirst-from-data": gettext_lazy(
        "The standfirst is the page’s description, which the page does not print: {text}"
    ),
    "text-after-comment-form": gettext_lazy(
        "{lines} long lines after the comment form were left out. Look at them."
    ),
    "statement-found": gettext_lazy(
        "Read as a statement under the article: “{text}”. Look whether it is one."
    ),
    "text-after-notes": gettext_lazy("Text follows the notes and was kept: {text}"),
    "unknown-metadata": gettext_lazy("The line “{key}: {text}” is not understood."),
    "wide-gap": gettext_lazy("The numbers of the notes jump from {after} to {before}."),
    "words-not-placed": gettext_lazy("{count} words found no place and were left out."),
    "text-among-notes": gettext_lazy(
        "Text stands among the notes and was kept: {text}"
    ),
}
LEFT_OUT = {
    "about-author": gettext_lazy("Words about the author"),
    "after-comment-form": gettext_lazy("After the comment form"),
    "aside": gettext_lazy("Beside the text"),
    "byline-words": gettext_lazy("Words of the byline"),
    "chart": gettext_lazy("A chart, which is no picture"),
    "comment": gettext_lazy("A reviewer’s comment"),
    "comment-form": gettext_lazy("Comment form of the old page"),
    "contents-list": gettext_lazy("List of contents or index"),
    "comments": gettext_lazy("Comments of the old page"),
    "date-line": gettext_lazy("Words of the date"),
    "deleted-text": gettext_lazy("Deleted text"),
    "diagram": gettext_lazy("A diagram, which is no picture"),
    "disclaimer-label": gettext_lazy("Label of the disclaimer"),
    "hidden-text": gettext_lazy("Hidden text"),
    "html-tags": gettext_lazy("Tags of HTML"),
    "language-line": gettext_lazy("Name of the language"),
    "macros": gettext_lazy("Programs (macros)"),
    "menu": gettext_lazy("Menu of the old page"),
    "metadata-keys": gettext_lazy("Keys of the metadata"),
    "more-link": gettext_lazy("Link to more"),
    "not-placed": gettext_lazy("Not placed"),
    "note-copy": gettext_lazy("Copies of notes beside the text"),
    "note-without-text": gettext_lazy("Note without a text"),
    "note-name": gettext_lazy("Name of a note"),
    "note-without-free-label": gettext_lazy("Note without a free number"),
    "notes-heading": gettext_lazy("Heading of the notes"),
    "page-margin": gettext_lazy("Head or foot of the pages"),
    "page-around": gettext_lazy("Around the article"),
    "page-footer": gettext_lazy("Foot of the old page"),
    "page-header": gettext_lazy("Head of the old page"),
    "statement-label": gettext_lazy("Label of the statement"),
    "picture-credit-label": gettext_lazy("Label of the picture credit"),
    "picture-of-other-kind": gettext_lazy(
        "A picture that is no JPEG, PNG, WebP, GIF or AVIF"
    ),
    "picture-outside": gettext_lazy("A picture that is not in the file"),
    "picture-too-large": gettext_lazy("A picture larger than 10 MB"),
    "picture-too-many": gettext_lazy("A picture too many"),
    "roman-number": gettext_lazy("Roman numbers of notes"),
    "pull-quote": gettext_lazy("Words of the text, shown large"),
    "related": gettext_lazy("Other articles and offers"),
    "rule": gettext_lazy("A line across the page"),
    "symbol": gettext_lazy("A sign of an unknown font"),
    "share-bar": gettext_lazy("Buttons to share"),
    "title-repeated": gettext_lazy("Title, repeated"),
    "unknown-metadata": gettext_lazy("Metadata that is not understood"),
    "way-back": gettext_lazy("Links from the notes back to the text"),
}


def imported(code: str, parameters: Mapping[str, object]) -> str:
    """Say what the importer mended or doubted."""
    return str(IMPORTS.get(code, code)).format(**parameters)


def left_out(code: str) -> str:
    """Say what kind of words the importer left out."""
    return str(LEFT_OUT.get(code, code))


def finding(code: str, parameters: Iterable[str] = ()) -> str:
    """Say what the renderer or a check found, in the language now active."""
    values = [str(value) for value in parameters]
    sentence = str(FINDINGS.get(code, code))
    return sentence.format(*values, all=" = ".join(values))


def zone_note(zone: str) -> str:
    """Say in which zone times are meant, beside each field that takes one."""
    return gettext("Time in {zone}.").format(zone=zone)
