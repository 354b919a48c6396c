"""Read what a PDF holds, with the tools of poppler."""

import re
import shutil
import subprocess

import pytest

# A link within a PDF.
INNER_LINK = re.compile(rb"/S\s*/GoTo|/Dest\b")
needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"),
    reason="pdftotext is not there: install poppler-utils to test PDFs",
)


def words_in(pdf, *options):
    """Return the words of a PDF, lines and pages joined by single spaces.

    A hyphen at the end of a line is lost, and its word whole again.
    """
    said = run("pdftotext", "-raw", *options, "-", "-", data=pdf)
    return " ".join(said.split())


def about(pdf):
    """Return what ``pdfinfo`` says, by its names."""
    lines = run("pdfinfo", "-", data=pdf).splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name: value.strip() for name, _, value in pairs}


def run(*command, data):
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode()
