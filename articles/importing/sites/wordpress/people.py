"""Those who write, as people of ours."""

from articles.importing.understanding.person import read_person

from .identity import Identity, slug_of
from .values import Channel, Item, User

Fields = dict[str, object]
_LONGEST = 120


def byline_of(item: Item, channel: Channel, identity: Identity) -> list[Fields]:
    """Return the people of a post, in order: those a plugin names, or its one author."""
    guests = [term for term in item.terms if term.domain == "author" and term.name]
    people = [
        person(term.nicename.removeprefix("cap-"), term.name, channel, identity)
        for term in guests
    ]
    if not people and item.creator:
        people = [person(item.creator, item.creator, channel, identity)]
    known = {each["uid"]: each for each in people}
    return list(known.values())


def person(login: str, name: str, channel: Channel, identity: Identity) -> Fields:
    """Return the line of one person, under the log-in name only where it has no other."""
    user = channel.users.get(login) or User("", login, name, "", "")
    shown = " ".join((user.display_name or name or login).split())
    fields: Fields = {
        "record": "author",
        "uid": identity.uid("author", login),
        **names_of(user, shown),
    }
    if slug := slug_of(shown):
        fields["slug"] = slug
    return fields


def names_of(user: User, shown: str) -> dict[str, str]:
    """Divide a name: by its fields where it is shown by them, else by its words."""
    given, family = user.first_name.strip(), user.last_name.strip()
    if family and shown in {f"{given} {family}".strip(), user.login}:
        return {"given_names": given[:_LONGEST], "family_name": family[:_LONGEST]}
    found = read_person(shown)
    if found is None:
        return {"family_name": shown[:_LONGEST]}
    return {
        "honorific": found.honorific[:40],
        "given_names": found.given_names[:_LONGEST],
        "family_name": found.family_name[:_LONGEST],
    }


def is_author(user_id: str, item: Item, channel: Channel) -> bool:
    """Whether a commenter who was logged in is the author of the post."""
    user = channel.users.get(item.creator)
    return bool(user and user.id and user_id not in {"", "0"} and user.id == user_id)
