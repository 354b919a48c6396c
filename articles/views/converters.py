"""Parts of addresses that Django has no name for."""


class SecretConverter:
    """The secret part of an address, exactly as ``secrets.token_urlsafe(16)`` makes it.

    Nothing else reaches the database: not a zero byte either, which PostgreSQL refuses.
    """

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
