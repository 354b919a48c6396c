"""A person of a byline: a name in its parts."""

import re
from dataclasses import dataclass

from articles.importing.manuscript import Person

HONORIFIC_PAIRS = frozenset(
    {
        ("vice", "admiral"),
        ("vice", "adm"),
        ("rear", "admiral"),
        ("rear", "adm"),
        ("air", "marshal"),
        ("air", "mshl"),
        ("air", "cmde"),
        ("air", "cdre"),
        ("air", "commodore"),
        ("wing", "commander"),
        ("wg", "cdr"),
        ("group", "captain"),
        ("gp", "capt"),
        ("squadron", "leader"),
        ("sqn", "ldr"),
        ("flight", "lieutenant"),
        ("flt", "lt"),
        ("field", "marshal"),
        ("एयर", "मार्शल"),
        ("वाइस", "एडमिरल"),
        ("विंग", "कमांडर"),
        ("ग्रुप", "कैप्टन"),
    }
)
HONORIFIC_TRIPLES = frozenset(
    {
        ("air", "chief", "marshal"),
        ("air", "vice", "marshal"),
        ("her", "his", "excellency"),
    }
)
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,9}")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,4}[^\W\d_]?")
_NAME_WORD = re.compile(r"[^\W\d_][^\d\s,;:!?()\[\]<>\"“”@/\\|=*]*")
MOST_WORDS = 7
_GLUED = re.compile(r"([^\W\d_]{2,5}\.)(?=[^\W\d_])")


def _table(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _table(
    """
    dr prof professor mr mrs ms miss mx sir dame lord lady shri sri shrimati smt
    sushri kumari amb ambassador hon honble h.e justice rev fr sardar pandit maulana
    lt lieutenant gen general maj major brig brigadier col colonel capt captain cdr
    commander cmde cmdre commodore adm admiral radm vadm marshal subedar havildar
    avm
    डॉ डा प्रो प्रोफेसर प्रोफ़ेसर श्री श्रीमती सुश्री कुमारी राजदूत न्यायमूर्ति पंडित ले लेफ्टिनेंट
    जनरल मेजर ब्रिगेडियर कर्नल कैप्टन कमांडर कमोडोर एडमिरल मार्शल
    """
)


RETIRED = _table("retd retired rtd सेवानिवृत्त")


PARTICLES = _table(
    "van von der den de del della di da dos das du la le el al bin ibn bint ter ten zu"
)


SUFFIXES = _table("jr sr ii iii iv")


ROLES = _table(
    """
    fellow associate director professor lecturer editor researcher analyst scholar
    secretary chairman chairperson chair president ambassador advisor adviser
    consultant head dean founder convener convenor coordinator manager officer intern
    assistant candidate student journalist correspondent columnist economist minister
    envoy commissioner member trustee specialist expert emeritus visiting
    distinguished senior junior former ceo ifs ias ips irs pvsm uysm avsm ysm vsm sm
    phd chief commander adjunct deputy lead principal strategist historian lawyer
    advocate diplomat partner
    फेलो फ़ेलो निदेशक प्राध्यापक संपादक सम्पादक शोधकर्ता शोधार्थी वरिष्ठ अध्यक्ष सचिव पूर्व
    विशेषज्ञ विश्लेषक सलाहकार सदस्य पत्रकार
    """
)


INSTITUTIONS = _table(
    """
    university institute institution institutes centre center foundation college
    school council academy association society ministry department studies trust
    forum bureau commission committee team observatory network desk group organisation
    organization embassy government secretariat laboratory agency board faculty
    विश्वविद्यालय संस्थान केंद्र केन्द्र फाउंडेशन फ़ाउंडेशन महाविद्यालय परिषद मंत्रालय समिति
    विभाग
    """
)


NEVER_NAMES = _table("in on at for from the of and with why how what when as after")


def fold(token: str) -> str:
    """A word as the tables spell it: small, without brackets or full stops."""
    return token.strip("().,:*_").replace(".", "").replace("’", "").casefold()


def has_role_word(text: str) -> bool:
    """Whether a text names what somebody does."""
    tokens = [fold(token) for token in re.split(r"[\s/-]+", text)]
    return any(token in ROLES or token.removesuffix("s") in ROLES for token in tokens)


def is_institutional(text: str) -> bool:
    """Whether a text names an institution, or is an abbreviation of one."""
    tokens = text.split()
    return any(fold(token) in INSTITUTIONS for token in tokens) or (
        len(tokens) == 1 and _ACRONYM.fullmatch(tokens[0]) is not None
    )


def is_initial(token: str) -> bool:
    """Whether a part of a name is one initial or several written together."""
    if token.count(".") == 0:
        return len(token) == 1
    return _INITIAL.fullmatch(token) is not None


def is_name_word(token: str) -> bool:
    """Whether a word can stand in a person's name."""
    plain = fold(token)
    if plain in PARTICLES:
        return True
    if plain in ROLES or plain in INSTITUTIONS or plain in NEVER_NAMES:
        return False
    if not _NAME_WORD.fullmatch(token):
        return False
    return not token[0].islower() or token[:3].casefold() in {"al-", "el-"}


@dataclass(frozen=True, slots=True)
class _Split:
    honorific: tuple[str, ...]
    name: tuple[str, ...]


def has_honorific(text: str) -> bool:
    """Whether a text is a name with an honorific before it."""
    split = _split(text)
    return bool(split.honorific) and _is_name(split.name)


def is_plain_name(text: str) -> bool:
    """Whether a text without an honorific looks like a person's name."""
    split = _split(text)
    return (
        _is_name(split.name) and not has_role_word(text) and not is_institutional(text)
    )


def read_person(text: str) -> Person | None:
    """The person a text names, or nothing when it does not look like a name."""
    split = _split(text)
    if not _is_name(split.name):
        return None
    given, family = _given_and_family(list(split.name))
    return Person(
        honorific=" ".join(split.honorific),
        given_names=given,
        family_name=family,
        display_name=" ".join(split.name),
    )


def organisation(name: str) -> Person:
    """An author that is not a person, or a name that cannot be divided."""
    return Person("", "", "", " ".join(name.split()))


def _split(text: str) -> _Split:
    tokens = _tokens(text)
    lead = _honorific_length(tokens)
    honorific, name = tokens[:lead], tokens[lead:]
    while name and _is_after_name(name[-1]):
        honorific.insert(lead, name.pop())
    return _Split(tuple(honorific), tuple(name))


def _tokens(text: str) -> list[str]:
    """The words of a name; "Dr.Rao" counts as two."""
    tokens: list[str] = []
    for token in text.split():
        glued = _GLUED.match(token)
        while glued and fold(glued[1]) in HONORIFICS:
            tokens.append(glued[1])
            token = token[glued.end() :]
            glued = _GLUED.match(token)
        tokens.append(token)
    return tokens


def _honorific_length(tokens: list[str]) -> int:
    folded = [fold(token) for token in tokens]
    index = 0
    while index < len(folded):
        if tuple(folded[index : index + 3]) in HONORIFIC_TRIPLES:
            index += 3
        elif tuple(folded[index : index + 2]) in HONORIFIC_PAIRS:
            index += 2
        elif folded[index] in HONORIFICS or folded[index] in RETIRED:
            index += 1
        else:
            break
    return index


def _is_after_name(token: str) -> bool:
    folded = fold(token)
    return folded in RETIRED or (token.startswith("(") and folded in HONORIFICS)


def _is_name(tokens: tuple[str, ...]) -> bool:
    return (
        0 < len(tokens) <= MOST_WORDS
        and all(is_name_word(token) for token in tokens)
        and any(fold(token) not in PARTICLES for token in tokens)
    )


def _given_and_family(name: list[str]) -> tuple[str, str]:
    """Divide a name; initials at the end are given names, particles the family's."""
    end = len(name)
    while end > 1 and is_initial(name[end - 1]):
        end -= 1
    start = end - 1
    if fold(name[start]) in SUFFIXES and start > 1:
        start -= 1
    while start > 1 and fold(name[start - 1]) in PARTICLES:
        start -= 1
    if start == 1 and fold(name[0]) in PARTICLES:
        start = 0
    given = name[:start] + name[end:]
    return " ".join(given), " ".join(name[start:end])
