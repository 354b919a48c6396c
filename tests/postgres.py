"""Run the suite on a real PostgreSQL: ``python -m tests.postgres [pytest options]``."""

import sys

from bench.postgres import run_on_postgres

if __name__ == "__main__":
    sys.exit(run_on_postgres("pytest", "-m", "not browser", *sys.argv[1:]))
