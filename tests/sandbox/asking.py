"""A process of the site that asks for a job, and is killed while it runs."""

import sys

from articles.sandbox import Job, run

print("asking", flush=True)  # noqa: T201
run(Job(f"tests.sandbox.probes.{sys.argv[1]}", 30), b"", patience=30)
