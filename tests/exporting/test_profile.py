"""A person's page as schema.org data."""

import json

from articles.exporting import Image, Person, Profile, to_profile

PERSON = Person(name="Asha Verma", url="https://site.example/authors/asha/")


def test_profile_leaves_out_what_is_not_known():
    assert json.loads(to_profile(Profile(PERSON))) == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": PERSON.url,
        "mainEntity": {"@type": "Person", "name": "Asha Verma", "url": PERSON.url},
    }


def test_profile_names_identifier_pages_and_picture():
    image = Image("https://site.example/media/a.webp", 600, 400)
    profile = Profile(
        PERSON,
        orcid="0000-0002-1825-0097",
        links=("https://example.org/a",),
        subjects=("Energy",),
        image=image,
    )
    person = json.loads(to_profile(profile))["mainEntity"]
    assert person["identifier"] == "https://orcid.org/0000-0002-1825-0097"
    assert person["sameAs"] == [person["identifier"], "https://example.org/a"]
    assert person["knowsAbout"] == ["Energy"]
    assert person["image"]["url"] == image.url


def test_profile_holds_nothing_that_html_takes_for_markup():
    hostile = "</script><!-- & \u2028"
    told = to_profile(Profile(PERSON, description=hostile))
    assert not set("<>&\u2028") & set(told)
    assert json.loads(told)["mainEntity"]["description"] == hostile
