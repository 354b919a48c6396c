"""A reader in a process apart: its answer comes back, and nothing it does harms this one."""

import pickle

import pytest

from articles import sandbox
from articles.importing import READERS, Busy, Manuscript, Unreadable, read, sandboxed
from articles.importing.formats import read_here
from articles.importing.sandboxed import read_in_sandbox
from articles.sandbox import NoAnswer

from .docx_writer import docx, fn, note, p

FILES = {
    "a.docx": docx(p("On Tides"), p("It rises.", fn(1)), footnotes={1: note("x")}),
    "a.html": b"<h1>On Tides</h1><p>" + b"It rises. " * 60 + b"</p>",
    "a.txt": b"On Tides\n\nIt rises.[1]\n\nNotes\n\n1. x\n",
    "a.md": b"# On Tides\n\nIt rises.[^1]\n\n[^1]: x\n",
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_is_read_in_a_child(name, monkeypatch):
    asked = []

    def run(job, data, *words, **options):
        asked.append(words)
        return sandbox.run(job, data, *words, **options)

    monkeypatch.setattr(sandboxed, "run", run)
    made = read(FILES[name], name)
    assert isinstance(made, Manuscript)
    assert made == read_here(FILES[name], name)
    assert asked == [READERS[name[1:]]]


def test_refusal_comes_back_with_its_parameters():
    with pytest.raises(Unreadable) as caught:
        read(b"PK", "a.docx")
    assert caught.value.code == "damaged"
    error = Unreadable("too-large", {"limit": 30})
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- made on this line
    assert (again.code, again.parameters, str(again)) == (
        error.code,
        error.parameters,
        str(error),
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("too-slow", "The file takes more than 20 seconds to read"),
        ("too-much-memory", "The file needs more than 512 MB of memory"),
        ("failed", "The file could not be read."),
    ],
)
def test_child_without_an_answer_is_a_file_that_cannot_be_read(monkeypatch, code, said):
    def run(*args, **options):
        raise NoAnswer(code)

    monkeypatch.setattr(sandboxed, "run", run)
    with pytest.raises(Unreadable, match=said) as caught:
        read(FILES["a.docx"], "a.docx")
    assert not isinstance(caught.value, Busy)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense",
        pickle.dumps("no manuscript"),
        b'cposix\nsystem\n(S"true"\ntR.',
        b"cbuiltins\neval\n(S'1'\ntR.",
    ],
)
def test_spoilt_answer_is_no_accident_here(monkeypatch, answer):
    monkeypatch.setattr(sandboxed, "run", lambda *args, **options: answer)
    with pytest.raises(Unreadable) as caught:
        read(FILES["a.docx"], "a.docx")
    assert caught.value.code == "failed"


@pytest.mark.usefixtures("crowded")
def test_others_are_told_to_come_again():
    with pytest.raises(Busy, match="Try again in a minute"):
        read_in_sandbox("word", "read_word", FILES["a.docx"])
