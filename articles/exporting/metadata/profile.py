"""A person's page as schema.org data in JSON, safe inside a script element."""

from dataclasses import dataclass
from typing import Any

from articles.exporting.citation import Image
from articles.exporting.people import Person

from .structured_data import as_image, as_person, as_text, without_gaps


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as known today; one who has left has no role and no affiliation.

    ``subjects`` are the names of what they write on, in the language of the page.
    """

    person: Person
    description: str = ""
    orcid: str = ""
    links: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    image: Image | None = None


def to_profile(profile: Profile) -> str:
    """Return the JSON, without any character that HTML could take for markup."""
    return as_text(
        {
            "@context": "https://schema.org",
            "@type": "ProfilePage",
            "url": profile.person.url,
            "mainEntity": _entity(profile),
        }
    )


def _entity(profile: Profile) -> dict[str, Any]:
    orcid = f"https://orcid.org/{profile.orcid}" if profile.orcid else ""
    return without_gaps(
        {
            **as_person(profile.person),
            "description": profile.description,
            "identifier": orcid,
            "sameAs": [link for link in (orcid, *profile.links) if link],
            "knowsAbout": list(profile.subjects),
            "image": as_image(profile.image),
        }
    )
