"""How a text goes out: one plain value, and the formats made of it. No Django here."""

from .citation import Citation, Image, Person, Precision, Work, describe
from .highwire import to_meta_tags
from .profile import Profile, to_profile
from .structured_data import to_json_ld

__all__ = [
    "Citation",
    "Image",
    "Person",
    "Precision",
    "Profile",
    "Work",
    "describe",
    "to_json_ld",
    "to_meta_tags",
    "to_profile",
]
