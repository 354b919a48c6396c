"""Times search on 20,000 generated articles, beside a plain scan of their text.

``python -m bench.search`` fills a SQLite database of its own in a temporary folder;
with ``--postgres``, a PostgreSQL server of its own. Each row of the table is a query,
its hits, the median and the slowest of its runs, and how many times longer a scan with
``LIKE`` takes for the same word (no stems, no ranking). Exit status 1 if the common
word takes more than 20 ms at the median on SQLite.
"""

import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from .postgres import address_of, own_server

ARTICLES = 20_000
WORDS = 1_000
RUNS = 15
BATCH = 500
LIMIT = 20.0  # milliseconds, for COMMON on SQLite
COMMON, RARE, HINDI = "security", "samarkand", "नीति"
QUERIES = {
    COMMON: "in 7 of 10 articles",
    RARE: "in 1 of 100",
    f"{COMMON} {RARE}": "both",
    f'"{COMMON} {COMMON}"': "a phrase of common words",
    "samar*": "a beginning",
    HINDI: "Hindi, in 1 of 20",
    "tokayev": "two spellings",
    "absent": "in none",
}
SPELLINGS = [["tokayev", "tokaev"]]
Run = Callable[[], int]


def main(arguments: list[str]) -> int:
    with database(is_postgres="--postgres" in arguments):
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 -- app ready

        call_command("migrate", verbosity=0)
        fill()
        return report()


@contextmanager
def database(*, is_postgres: bool) -> Iterator[None]:
    """Point the settings at a database that goes when the run ends."""
    with tempfile.TemporaryDirectory(prefix="vif-search-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "vif_site.settings",
            "VIF_DATA_DIR": folder,
            "VIF_HTTPS": "off",
            "SECRET_KEY": "k" * 60,
        }
        os.environ.pop("DATABASE_URL", None)
        if not is_postgres:
            yield
            return
        with own_server(Path(folder)) as server:
            os.environ["DATABASE_URL"] = address_of(server)
            try:
                yield
            finally:
                from django.db import connections  # noqa: PLC0415 -- app ready

                connections.close_all()


def fill() -> None:
    """Store the articles and their entries; words are frequent as in real texts."""
    from django.db import connection, transaction  # noqa: PLC0415 -- app ready

    from articles.models import Article, SearchEntry  # noqa: PLC0415 -- app ready
    from articles.search import stems_of  # noqa: PLC0415 -- app ready

    with transaction.atomic():
        for batch in batches():
            rows = Article.objects.bulk_create(batch)
            SearchEntry.objects.bulk_create(
                SearchEntry(
                    article=row,
                    title=" ".join(stems_of(row.title)),
                    text=" ".join(stems_of(row.plain)),
                )
                for row in rows
            )
            done = rows[-1].slug.rpartition("-")[2]
            print(f"\r{done} of {ARTICLES} articles", end="", flush=True)
    if connection.vendor == "postgresql":
        # A server does this by itself within the minute; the run cannot wait.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print()


def batches() -> Iterator[list]:
    from django.utils import timezone  # noqa: PLC0415 -- app ready

    from articles.models import Article  # noqa: PLC0415 -- app ready

    chance = random.Random(1)  # noqa: S311 -- no secret
    syllables = [
        "ka",
        "re",
        "ti",
        "mo",
        "su",
        "la",
        "ne",
        "vi",
        "po",
        "da",
        "chi",
        "ran",
    ]
    made = (
        "".join(chance.choices(syllables, k=chance.randint(2, 4)))
        for _ in range(40_000)
    )
    vocabulary = list(dict.fromkeys(made))
    # Zipf's law: the second word is half as frequent as the first.
    weights = list(
        itertools.accumulate(1 / rank for rank in range(1, len(vocabulary) + 1))
    )
    now = timezone.now()
    for start in range(0, ARTICLES, BATCH):
        batch = []
        for number in range(start + 1, start + BATCH + 1):
            words = chance.choices(vocabulary, cum_weights=weights, k=WORDS)
            sow(words, chance)
            at = now - timedelta(days=chance.randint(1, 6000))
            batch.append(
                Article(
                    title=" ".join(words[:8]), slug=f"article-{number}", source="-",
                    plain=" ".join(words), status="published", published_at=at,
                    first_published_at=at, listed_on=at.date(), dated=at.date(),
                )
            )  # fmt: skip
        yield batch


def sow(words: list[str], chance: random.Random) -> None:
    """Put the words that are looked for into a text, as often as QUERIES says."""
    for word, share in ((COMMON, 0.7), (COMMON, 0.7), (RARE, 0.01), (HINDI, 0.05),
                        ("tokayev", 0.02), ("tokaev", 0.02)):  # fmt: skip
        if chance.random() < share:
            words[chance.randrange(len(words))] = word


def report() -> int:
    """Print the table; return the exit status."""
    from django.db import connection  # noqa: PLC0415 -- app ready

    from articles.models import Article  # noqa: PLC0415 -- app ready
    from articles.search import find, read_query  # noqa: PLC0415 -- app ready

    rows = Article.objects.published().newest_first()
    print(
        f"{connection.vendor}, {ARTICLES} articles of {WORDS} words, {RUNS} runs each"
    )
    print(f"{'query':<24}{'hits':>6}{'median':>10}{'slowest':>10}{'scan':>9}")
    medians = {}
    for text in QUERIES:
        hits, times = timed(
            lambda text=text: len(find(rows, read_query(text, SPELLINGS)).keys)
        )
        word = text.strip('"*').split()[0]
        _, scans = timed(
            lambda word=word: rows.filter(plain__icontains=word).count(), runs=3
        )
        medians[text] = statistics.median(times)
        ratio = statistics.median(scans) / medians[text]
        print(
            f"{text:<24}{hits:>6}{medians[text]:>7.1f} ms{max(times):>7.1f} ms{ratio:>7.0f} ×"
        )
    is_slow = connection.vendor == "sqlite" and medians[COMMON] > LIMIT
    return int(is_slow)


def timed(run: Run, runs: int = RUNS) -> tuple[int, list[float]]:
    """Return what the run returned, and its times in milliseconds."""
    times, made = [], run()
    for _ in range(runs):
        start = time.perf_counter()
        made = run()
        times.append((time.perf_counter() - start) * 1000)
    return made, times


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
