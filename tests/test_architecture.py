"""The rules of the house that a machine can keep."""

import ast
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import get_resolver

from bench.house import House

ROOT = Path(__file__).parents[1]
CODE = sorted(
    path
    for room in ("articles", "vif_site")
    for path in (ROOT / room).rglob("*.py")
    if "migrations" not in path.parts
)
LONGEST = 400
DJANGOS = {"403_csrf.html", "500.html"}
# Each of these has one purpose and many lines, for the reason given.
LONGER = {
    "articles/models/article/article.py": (
        410,
        "the fields of an article, with their texts",
    ),
}
LONGEST_CHAIN = 20
LONGEST_FUNCTION = 40
SIGNALS = re.compile(r"\b(?:pre|post)_(?:save|delete|init|migrate)\b|@receiver")


def relative(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_module_has_one_purpose(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    longest, _why = LONGER.get(relative(path), (LONGEST, ""))
    assert lines <= longest


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_module_says_what_it_is_for(path):
    source = path.read_text(encoding="utf-8")
    assert not source or ast.get_docstring(ast.parse(source))


@pytest.fixture(scope="module")
def house():
    return House(ROOT)


def test_no_module_needs_itself(house):
    assert house.circle() == []


def test_chains_of_imports_are_short(house):
    chain = house.longest_chain()
    assert len(chain) <= LONGEST_CHAIN, chain


def test_packages_are_small(house):
    assert house.crowded() == {}


@pytest.fixture
def planted(tmp_path):
    """A house of a few modules: their names, and what they say."""

    def build(**modules):
        for name, text in modules.items():
            path = tmp_path / "articles" / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / "__init__.py").touch()
            path.write_text(text)
        return House(tmp_path)

    return build


def test_circle_is_seen_though_it_runs_through_a_function(planted):
    late = "def f():\n    from articles.a import x\n"
    house = planted(a="from .b import y\n", b="from .c__d import z\n", c__d=late)
    assert house.circle() == []
    house = planted(b="from .c.d import z\n")
    assert house.circle() == ["articles.a", "articles.b", "articles.c.d"]


def test_long_chain_is_seen_through_faces(planted, tmp_path):
    links = {f"m{n}": f"from .m{n + 1} import x\n" for n in range(25)}
    house = planted(**links, m25="x = 1\n", room__inner="from articles.m0 import x\n")
    assert len(house.longest_chain()) == 27
    (tmp_path / "articles/room/__init__.py").write_text("from .inner import x\n")
    house = planted(top="from articles.room import x\n")
    assert len(house.longest_chain()) == 28


def test_crowded_package_is_seen(planted):
    house = planted(**{f"room__m{n}": "x = 1\n" for n in range(15)})
    assert house.crowded() == {"articles.room": 15}


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_functions_do_one_thing(path):
    assert list(long_functions(path.read_text(encoding="utf-8"))) == []


def long_functions(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield node.name, lines


def test_long_function_is_seen():
    source = "class A:\n    def f(self):\n" + "        x = 1\n" * 40
    assert list(long_functions(source)) == [("f", 41)]


def test_package_has_all_that_it_offers():
    # Without a stray name, "from articles.publishing import *" fails; ruff is silent.
    packages = [path for path in CODE if path.name == "__init__.py"]
    for path in packages:
        name = ".".join(path.relative_to(ROOT).parent.parts)
        package = import_module(name)
        offered = getattr(package, "__all__", [])
        assert [each for each in offered if not hasattr(package, each)] == [], name


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_there_are_no_signals_of_our_own(path):
    assert not SIGNALS.search(path.read_text(encoding="utf-8"))


def test_only_sanitised_html_is_marked_safe():
    places = {
        relative(path)
        for path in CODE
        if re.search(r"mark_safe|\|safe\b|SafeString", path.read_text(encoding="utf-8"))
    }
    assert places <= {"articles/templatetags/article_tags.py"}


def named_patterns(resolver=None, space=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from named_patterns(pattern, pattern.namespace or space)
        elif space == "articles":
            yield pattern


def is_file(pattern):
    """Whether the address ends in a name with a suffix: no page, so no template."""
    return "." in str(pattern.pattern).rpartition("/")[2]


def test_view_address_and_template_have_one_name():
    seen = set()
    for pattern in named_patterns():
        assert pattern.callback.__name__ == pattern.name
        seen.add(pattern.name)
        if pattern.name != "preview" and not is_file(pattern):
            get_template(f"articles/{pattern.name}.html")
    assert "article_detail" in seen


def test_every_address_has_a_test_of_its_name():
    tests = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    )
    for pattern in named_patterns():
        assert f"def test_{pattern.name}" in tests, pattern.name


def test_every_template_is_used():
    used = "".join(path.read_text(encoding="utf-8") for path in CODE)
    templates = [*(ROOT / "templates").rglob("*.html")]
    used += "".join(path.read_text(encoding="utf-8") for path in templates)
    for path in templates:
        name = path.relative_to(ROOT / "templates").as_posix()
        # Django itself asks for those of the admin and of its own errors.
        assert f'"{name}"' in used or name.startswith("admin/") or name in DJANGOS, name


@pytest.mark.django_db
def test_migrations_match_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static" / "js").glob("*.js")), ids=lambda path: path.name
)
def test_script_is_small_and_writes_no_html(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 60
    assert not re.search(
        r"innerHTML|insertAdjacentHTML|\beval\b|document\.write", source
    )


def test_templates_hold_no_inline_script_or_style():
    for path in (ROOT / "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", source), path
        for script in re.findall(r"<script\b[^>]*>", source):
            assert "src=" in script or "application/ld+json" in script, path


def test_no_address_of_a_registry_stands_in_a_lock_file():
    for path in ROOT.glob("requirements*.txt"):
        assert "://" not in path.read_text(encoding="utf-8")


def test_files_that_belong_to_the_project_are_few():
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    allowed = {
        ".ci",
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "articles",
        "bench",
        "deploy",
        "docs",
        "manage.py",
        "pyproject.toml",
        "requirements-dev.in",
        "requirements-dev.txt",
        "requirements-postgres.in",
        "requirements-postgres.txt",
        "requirements.in",
        "requirements.txt",
        "static",
        "templates",
        "tests",
        "vif_site",
    }
    assert set(listed) <= allowed
