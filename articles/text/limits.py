"""How long a source may be."""

MAXIMUM_SOURCE = 200_000


class SourceTooLong(ValueError):
    """The source has more characters than the renderer takes."""


def check_length(source: str) -> None:
    """Raise SourceTooLong for a text of more than MAXIMUM_SOURCE characters."""
    if len(source) > MAXIMUM_SOURCE:
        raise SourceTooLong(
            f"The text has {len(source):,} characters; "
            f"at most {MAXIMUM_SOURCE:,} can be rendered. Divide it into parts."
        )
