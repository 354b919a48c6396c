"""Have a paper set, by a program of its own."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

PRESS = Path(__file__).with_name("press.py")
FONTS = PRESS.parent.with_name("fonts")
# The signals of someone who stops the server, and with it this program.
STOPPED = (-signal.SIGINT, -signal.SIGTERM, -signal.SIGHUP)
# What a Python may need of its surroundings to start; no secret is among it.
_NEEDED = ("LD_LIBRARY_PATH", "PATH", "SYSTEMROOT")


class CannotTypeset(Exception):
    """There is no PDF of this.

    ``code`` says why: "too-long", "refused", "slow", or "busy" with others. What the
    program said is for the log.
    """

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(f"{code}: {said}" if said else code)
        self.code = code


def typeset(data: str, pictures: Mapping[str, bytes], *, seconds: float = 20) -> bytes:
    """Return the PDF of what ``to_paper`` made; ``pictures`` maps names to bytes.

    It is made by a program of its own: whatever a text does to it, the site goes on,
    and all its memory comes back. Raises CannotTypeset, with "slow" after so many
    seconds, and OSError where there is no room for the pictures.
    """
    if not pictures:
        return _pressed(data, str(FONTS), seconds)
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        for name, content in pictures.items():
            (Path(folder) / name).write_bytes(content)
        return _pressed(data, folder, seconds)


def _pressed(data: str, folder: str, seconds: float) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, and no words of others
            [sys.executable, "-I", PRESS, folder],
            input=data.encode(),
            capture_output=True,
            timeout=seconds,
            env={name: os.environ[name] for name in _NEEDED if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotTypeset("slow") from None
    except OSError:
        # No memory or no process to be had at this moment.
        raise CannotTypeset("busy") from None
    if done.returncode in STOPPED:
        raise CannotTypeset("busy")
    if done.returncode:
        raise CannotTypeset("refused", done.stderr.decode(errors="replace")[-500:])
    return done.stdout
