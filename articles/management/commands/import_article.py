"""Take in files from authors, and say exactly what was found in each."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import transaction

from articles.importing import Unreadable, read
from articles.models import Article
from articles.pictures import Busy
from articles.publishing import Accepted, CannotPublish, StaleVersion, accept, publish
from articles.publishing.files.pictures import delete_unused
from articles.publishing.imports.pictures import clean_pictures
from articles.sandbox import patiently
from articles.wording import FIRST_FRAME, PICTURES, finding, imported, left_out

UNPUBLISHED = {Article.Status.DRAFT, Article.Status.IN_REVIEW}
OUTCOMES = {
    "created": "article made",
    "replaced": "content replaced",
    "unchanged": "here already, nothing changed",
    "kept": "here already and different, nothing changed; --replace takes the file’s",
    "unsure": (
        "an article of this title and byline is here, with another date and text, or"
        " twice; nothing changed. Import the file at the editors’ desk, and choose"
    ),
    "binned": "here already, but in the bin, nothing changed; take it out first",
}

# What keeps one file out, and lets the others in.
FAILURES = (
    Busy,
    OSError,
    Unreadable,
    ValidationError,
    StaleVersion,
    DatabaseError,
)


class Command(BaseCommand):
    """Each file is one transaction; one that fails stops no other."""

    help = (
        "Make articles of authors’ files (Word, plain text, Markdown …), with every"
        " note in its place."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--publish", action="store_true", help="publish each article at once"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, do nothing"
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="set the content of an article that is here already anew",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object for each file"
        )

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        with patiently():
            self.take_all(files, options)

    def take_all(self, files: list[Path], options: dict[str, Any]) -> None:
        failed: list[str] = []
        for number, path in enumerate(files, 1):
            if len(files) > 1:
                self.stderr.write(f"{number} of {len(files)}: {path.name}")
            report = self.take(path, options)
            if "error" in report:
                failed.append(str(path))
            if options["json"]:
                line = json.dumps(report, ensure_ascii=False)
                self.stdout.write(line)
            else:
                self.stdout.write("\n".join(told(report)) + "\n")
        if failed:
            count = f"{len(failed)} of {len(files)}"
            raise CommandError(f"{count} files were not imported: {', '.join(failed)}")

    def take(self, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        """Import one file; return its report, or what went wrong."""
        try:
            return self.bring_in(path, options)
        except FAILURES as error:
            return {"file": path.name, "error": reason(error)}

    def bring_in(self, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        manuscript = read(path.read_bytes(), path.name)
        report = manuscript.summary(path.name)
        cleaned = clean_pictures(manuscript)
        with transaction.atomic():
            accepted = accept(
                manuscript, by=None, replace=options["replace"], cleaned=cleaned
            )
            report |= self.told(accepted, options)
            transaction.set_rollback(options["dry_run"])
        # After a trial, no record has need of the pictures it stored.
        delete_unused(accepted.stored)
        return report

    def told(self, accepted: Accepted, options: dict[str, Any]) -> dict[str, Any]:
        """Publish what is new, if asked; return what became of it."""
        article = accepted.article
        said = {"outcome": accepted.outcome, "problems": []}
        said["in_bin"] = article.binned_at is not None
        # One that was here, and was not changed, keeps its state; so does a withdrawn one.
        is_new = accepted.outcome in {"created", "replaced"}
        if options["publish"] and is_new and article.status in UNPUBLISHED:
            try:
                publish(article, by=None)
            except CannotPublish as error:
                said["problems"] = [finding(*problem) for problem in error.problems]
        said["status"] = article.status
        said["pictures_refused"] = [
            {"name": name, "code": code} for name, code in accepted.refused
        ]
        said["pictures_first_frame"] = list(accepted.moving)
        said["address"] = article.get_absolute_url()
        if options["dry_run"]:
            said["dry_run"] = True
        return said


def reason(error: Exception) -> str:
    """Say why a file was not imported."""
    if isinstance(error, Busy):
        return str(PICTURES[error.code])
    if isinstance(error, OSError):
        return f"{error.strerror}."
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, StaleVersion):
        return "Somebody saved the article at this moment. Import the file once more."
    if isinstance(error, DatabaseError):
        return f"The database refused it: {' '.join(str(error).split())}"
    return str(error)


def told(report: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of one report, for a terminal."""
    yield report["file"]
    if "error" in report:
        yield f"  Not imported: {report['error']}"
        return
    yield f"  Title: {report['title']}"
    people = [told_person(person) for person in report["authors"]]
    yield f"  Authors: {'; '.join(people) or 'none'}"
    yield f"  Date: {report['dated'] or 'not recorded'}"
    yield (
        f"  Markers: {report['markers']}. Notes: {report['notes']}."
        f" Matched: {report['matched']}."
    )
    yield from told_notes(report)
    for heading, key in (("Repaired", "repaired"), ("Warnings", "warnings")):
        for remark in report[key]:
            yield f"  {heading}: {imported(remark['code'], remark['parameters'])}"
    for left in report["left_out"]:
        words = " ".join(left["text"].split())
        yield f"  Left out: {left_out(left['code'])}: {words}"
    for refused in report["pictures_refused"]:
        yield f"  Picture left out: {refused['name']}: {PICTURES[refused['code']]}"
    for name in report["pictures_first_frame"]:
        yield f"  Picture: {name}: {FIRST_FRAME}"
    yield from told_outcome(report)


def told_person(person: dict[str, str]) -> str:
    name = f"{person['honorific']} {person['display_name']}".strip()
    return ", ".join(filter(None, [name, person["role"], person["affiliation"]]))


def told_notes(report: dict[str, Any]) -> Iterator[str]:
    lists = {
        "Missing": ", ".join(report["missing"]),
        "Not cited": ", ".join(report["unused"]),
        "Identical": "; ".join(" = ".join(group) for group in report["identical"]),
        "Without link": ", ".join(report["without_link"]),
    }
    for heading, labels in lists.items():
        if labels:
            yield f"  {heading}: {labels}"


def told_outcome(report: dict[str, Any]) -> Iterator[str]:
    for problem in report["problems"]:
        yield f"  Not published: {problem}"
    trial = " (dry run: nothing is kept)" if "dry_run" in report else ""
    outcome = "binned" if report["in_bin"] else report["outcome"]
    yield f"  Outcome: {OUTCOMES[outcome]}{trial}"
    status = Article.Status(report["status"]).label
    yield f"  {status}: {report['address']}"
