"""The rules find in the validator's own documents what is wrong there, and no more."""

import re
import zipfile

from .feed_rules import broken

EXPECTED = re.compile(rb"Expect:\s+(!?)(\w+)")
# These are of links, dates and elements that no feed of ours can have.
ELSEWHERE = {
    "AvoidNamespacePrefix",
    "BadCharacters",
    "ContainsUndeclaredHTML",
    "ImplausibleDate",
    "InvalidLink",
    "InvalidNonNegativeInteger",
    "MissingSourceElement",
    "MissingXhtmlDiv",
    "NonCanonicalURI",
    "SchemeNotIANARegistered",
    "UnknownNamespace",
    "UnregisteredAtomLinkRel",
}


# They are no Atom at all, and are found to be none.
FATAL = {"MissingNamespace", "SAXError"}


def documents(samples):
    """Yield (name, document, whether it must not be so, code) of each Atom document."""
    path = samples / "exports_feeds_meta" / "feedvalidator_quarter.zip"
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.startswith("atom/") and name.endswith(".xml"):
                document = file.read(name)
                negation, code = EXPECTED.search(document).groups()
                yield name, document, bool(negation), code.decode()


def test_rules_find_what_the_validator_finds(samples):
    missed, checked = [], 0
    for name, document, is_negated, code in documents(samples):
        if not is_negated and not code.startswith("Valid") and code not in ELSEWHERE:
            checked += 1
            if not broken(document) & {code, *FATAL}:
                missed.append((name, code, broken(document)))
    assert missed == []
    assert checked > 70


def test_rules_pass_what_the_validator_passes(samples):
    for name, document, is_negated, code in documents(samples):
        if is_negated and code == "Error":
            assert broken(document) == set(), name
