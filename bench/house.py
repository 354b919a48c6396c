"""Print the figures of the house: ``python -m bench.house [FOLDER]``.

Files and lines, their median and 90th percentile, the longest chain of imports (package
faces looked through, imports in functions counted), packages of more than 14 modules,
names that several modules define, and lines of tests to lines of code by room. FOLDER is
a checkout, of this state or another; so two states can be laid side by side.
"""

import ast
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

APP = "articles"
MOST_MODULES = 14
WITHOUT = {"migrations"}


class House:
    """The modules of the app in one checkout, and what each of them imports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = {
            name_of(path.relative_to(folder)): path.read_text(encoding="utf-8")
            for path in sorted((folder / APP).rglob("*.py"))
            if not WITHOUT & set(path.parts)
        }
        self.faces = {
            name_of(path.relative_to(folder))
            for path in (folder / APP).rglob("__init__.py")
        }
        self.trees = {name: ast.parse(text) for name, text in self.sources.items()}
        self.offered = {name: self.offers(name) for name in self.faces & {*self.trees}}
        self.arrows = {name: {*self.imported(name)} for name in self.trees}

    def rooms(self) -> dict[str, str]:
        """Return the modules that hold something: all but faces."""
        return {n: text for n, text in self.sources.items() if n not in self.faces}

    def imports(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield module and name of each import, wherever it stands."""
        own = name if name in self.faces else name.rpartition(".")[0]
        for node in ast.walk(self.trees[name]):
            if isinstance(node, ast.ImportFrom):
                parts = own.split(".")
                base = ".".join(parts[: len(parts) - node.level + 1])
                module = f"{base}.{node.module}" if node.module else base
                module = module if node.level else node.module or ""
                yield from ((module, alias.name) for alias in node.names)

    def offers(self, face: str) -> dict[str, str]:
        """Return the names a face hands on, and the module each comes from."""
        return {name: module for module, name in self.imports(face)}

    def imported(self, name: str) -> Iterator[str]:
        """Yield the modules of the app that this one needs, behind their faces."""
        for module, imported in self.imports(name):
            whole = f"{module}.{imported}"
            target = whole if whole in self.trees else module
            while target in self.offered and imported in self.offered[target]:
                target = self.offered[target][imported]
            if target in self.trees and target != name and target not in self.faces:
                yield target

    def circle(self) -> list[str]:
        """Return modules of which each needs the next, and the last the first."""
        done: set[str] = set()

        def walk(name: str, way: list[str]) -> list[str]:
            if name in way:
                return way[way.index(name) :]
            if name in done:
                return []
            done.add(name)
            ways = (walk(each, [*way, name]) for each in sorted(self.arrows[name]))
            return next(filter(None, ways), [])

        return next(filter(None, (walk(name, []) for name in self.rooms())), [])

    def longest_chain(self) -> list[str]:
        """Return modules of which each needs the next. There must be no circle."""

        @cache
        def below(name: str) -> tuple[str, ...]:
            chains = (below(each) for each in sorted(self.arrows[name]))
            return (name, *max(chains, key=len, default=()))

        return list(max((below(name) for name in self.rooms()), key=len))

    def defined_twice(self) -> list[str]:
        """Return public functions and classes that more than one module defines."""
        found = Counter(
            node.name
            for name in self.rooms()
            for node in self.trees[name].body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
        )
        return sorted(name for name, count in found.items() if count > 1)

    def crowded(self) -> dict[str, int]:
        counts = Counter(name.rpartition(".")[0] for name in self.rooms())
        return {name: n for name, n in counts.items() if n > MOST_MODULES}

    def tests_to_code(self) -> dict[str, float]:
        code: dict[str, int] = defaultdict(int)
        for name, text in self.sources.items():
            if name != APP:
                code[name.split(".")[1]] += len(text.splitlines())
        return {
            room: lines_below(self.folder / "tests" / room) / count
            for room, count in sorted(code.items())
            if (self.folder / "tests" / room).is_dir()
        }


def name_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def lines_below(folder: Path) -> int:
    return sum(
        len(path.read_text(encoding="utf-8").splitlines())
        for path in folder.rglob("*.py")
    )


def main(folder: Path) -> None:
    house = House(folder)
    lengths = sorted(len(text.splitlines()) for text in house.rooms().values())
    if circle := house.circle():
        print(f"a circle: {' → '.join(circle)}")
        return
    chain = house.longest_chain()
    twice = house.defined_twice()
    print(f"{len(lengths)} modules, {sum(lengths)} lines")
    ninth = statistics.quantiles(lengths, n=10)[-1]
    print(
        f"lines a module: median {statistics.median(lengths):.0f}, "
        f"90th percentile {ninth:.0f}, longest {lengths[-1]}"
    )
    print(f"longest chain {len(chain)}: {' → '.join(chain)}")
    print(f"packages of more than {MOST_MODULES} modules: {house.crowded() or 'none'}")
    print(f"{len(twice)} public names defined in several modules")
    shares = house.tests_to_code().items()
    print("tests : code", ", ".join(f"{room} {share:.2f}" for room, share in shares))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
