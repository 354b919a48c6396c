"""Sessions in the database, or in their own cookie while nothing can be written there.

An editor must be able to come in and make room on a full disk.
"""

import logging
from typing import Any

from django.contrib.sessions.backends import db
from django.core import signing
from django.db import OperationalError

MARK = "signed:"
SALT = "vif_site.sessions"
# Nobody can end such a session from here, but by changing the password.
LONGEST_SECONDS = 2 * 3600
logger = logging.getLogger(__name__)


class SessionStore(db.SessionStore):
    """Django's, whose key holds the session itself where no row could be written."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's signature
        if self.is_signed:
            self.sign()
            return
        try:
            super().save(must_create)
        except OperationalError as error:
            if not must_create:
                raise
            logger.error("A log-in goes without the database: %s", error)
            self.sign()

    def load(self) -> dict[str, Any]:
        if not self.is_signed:
            return super().load()
        signed = self.session_key.removeprefix(MARK)
        try:
            return signing.loads(signed, salt=SALT, max_age=LONGEST_SECONDS)
        except signing.BadSignature:
            self._session_key = None
            return {}

    def exists(self, session_key: str) -> bool:
        return not session_key.startswith(MARK) and super().exists(session_key)

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key and not key.startswith(MARK):
            super().delete(key)

    @property
    def is_signed(self) -> bool:
        return (self.session_key or "").startswith(MARK)

    def sign(self) -> None:
        data = self._get_session(no_load=True)
        self._session_key = MARK + signing.dumps(data, salt=SALT, compress=True)
