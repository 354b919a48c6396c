"""What an old web page leaves in a text: menus, forms, credits, disclaimers."""

import re

from articles.content import KEYS, STATEMENTS

MENU_WORDS = frozenset(
    {
        "home",
        "contact us",
        "contact",
        "about us",
        "share",
        "share this",
        "share on",
        "print",
        "print this",
        "print article",
        "printer-friendly version",
        "email",
        "email this",
        "send to friend",
        "tweet",
        "facebook",
        "twitter",
        "linkedin",
        "whatsapp",
        "telegram",
        "read more",
        "back to top",
        "top",
        "login",
        "log in",
        "search",
        "sitemap",
        "site map",
        "privacy policy",
        "terms of use",
        "subscribe",
        "newsletter",
        "add new comment",
        "previous",
        "next",
        "download pdf",
        "download",
        "मुख्य पृष्ठ",
        "मुखपृष्ठ",
        "संपर्क करें",
        "सम्पर्क करें",
        "हमारे बारे में",
        "साझा करें",
        "प्रिंट करें",
    }
)
_BREADCRUMB = re.compile(r"(?:home|मुख्य पृष्ठ)\s*(?:»|›|>+|/)\s*.{0,160}", re.IGNORECASE)
_MORE = re.compile(r"(?:read )?more\s*(?:>>|»|›)+", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b).{0,160}", re.IGNORECASE)
_FORM = re.compile(
    r"(?:post (?:new|a|your) comment|add (?:new|a|your) comment|"
    r"leave (?:a|your) (?:reply|comment)|(?:submit|write) (?:a|your) comment|"
    r"नई टिप्पणी(?: जोड़ें| करें)?|टिप्पणी (?:करें|जोड़ें|लिखें))\s*:?",
    re.IGNORECASE,
)
_FORM_LINE = re.compile(
    r"the content of this field is kept private|your name|name|e-?mail|subject|"
    r"comment|homepage|website|captcha|save|preview|submit|send|cancel|"
    r"solve this simple math|this question is for testing|\d+\s*[+×x*-]\s*\d+\s*=|"
    r"more information about|lines and paragraphs break|web page addresses|"
    r"allowed html|your e-?mail|required fields|notify me",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"((?:cover |featured |lead )?(?:image|images|photo|photograph|picture|pic)s?\s*"
    r"(?:source|sources|credits?|courtesy|by)\s*[:：-]|"
    r"(?:image|photo|photograph|picture)s?\s+(?:courtesy of|credit to)\s|"
    r"(?:चित्र|छवि|फोटो|फ़ोटो|तस्वीर)\s*(?:स्रोत|स्त्रोत|साभार|सौजन्य)\s*[:：-])\s*(.*)",
    re.IGNORECASE,
)
DISCLAIMER_LABEL = re.compile(
    r"\(?(?:disclaimer|अस्वीकरण)(?:\s*[:：.–—-]\s*|\s*\n\s*|$)", re.IGNORECASE
)
_DISCLAIMER = re.compile(
    r"\(?(?:the )?(?:paper|article)(?: is the author['’]?s individual| does not "
    r"necessarily (?:represent|reflect))|"
    r"\(?the author certifies that",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    rf"[*_]{{0,3}}({'|'.join(key for text in STATEMENTS for key in text.keys)})"
    r"[*_]{0,3}\s*[:：][*_]{0,3}\s*(.*\S.*)",
    re.IGNORECASE,
)
_VIEWS = re.compile(
    r"\(?(?:the |these |all )?(?:views?|opinions?)(?: and (?:views?|opinions?))? "
    r"(?:expressed|are|in this)|\(?(?:ये|यह|लेख में व्यक्त|लेखक के|इस लेख में)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\bof (?:the |its |their )?(?:authors?|writers?|contributors?)\b|"
    r"\b(?:author|writer|contributor)(?:['’]s|s['’]?)?\s+(?:own|alone)\b|"
    r"\b(?:personal|not necessarily)\b|"
    r"(?:निजी|व्यक्तिगत) (?:विचार|हैं)|विचार लेखक के",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*((?:\.{2,}|…)?\s*(?:read\s+)?more\s*(?:>|»|›){1,4}\s*\)?|(?:\.{3,}|…)\s*\)?)\s*$",
    re.IGNORECASE,
)


def bare(line: str) -> str:
    """A line without emphasis, heading signs and outer white space."""
    return line.strip().strip("*_#").strip()


def is_menu(line: str) -> bool:
    """Whether a line is a link of the old page's menus and nothing else."""
    text = bare(line)
    plain = text.strip(" |»›>•").casefold()
    shapes = (_BREADCRUMB, _MORE, _COPYRIGHT)
    return plain in MENU_WORDS or any(shape.fullmatch(text) for shape in shapes)


def starts_form(line: str) -> bool:
    """Whether a line is the heading of a comment form."""
    return _FORM.fullmatch(bare(line)) is not None


def is_form_line(line: str) -> bool:
    """Whether a line is a label or a hint of a comment form."""
    return len(line) < 400 and _FORM_LINE.match(bare(line)) is not None


def read_credit(line: str) -> tuple[str, str]:
    """The label of a picture credit and what it says; no label when it is none."""
    match = _CREDIT.fullmatch(bare(line)) if len(line) < 400 else None
    return (match[1], match[2].strip()) if match else ("", "")


def is_credit(line: str) -> bool:
    """Whether a line says where the picture comes from."""
    return bool(read_credit(line)[0])


def starts_disclaimer(line: str) -> bool:
    """Whether a paragraph beginning with this line is a disclaimer."""
    text = bare(line)
    if DISCLAIMER_LABEL.match(text) or _DISCLAIMER.match(text):
        return True
    return bool(_VIEWS.match(text) and _OWN.search(text[:600]))


def read_statement(line: str) -> tuple[str, str, str]:
    """The field whose statement begins with this line, its label and its words; no
    field where it begins none."""
    match = _STATEMENT.fullmatch(line.strip())
    known = KEYS.get(match[1].casefold()) if match else None
    return (known.name, match[1], match[2]) if match and known else ("", "", "")


def is_address(line: str) -> bool:
    """Whether a line is one address on the web and nothing else."""
    text = line.strip()
    return text.startswith(("http://", "https://", "www.")) and len(text.split()) == 1


def interrupts(line: str) -> bool:
    """Whether a line ends the paragraph above it although no blank one is between."""
    return starts_form(line) or is_credit(line) or starts_disclaimer(line)


def is_boilerplate(line: str) -> bool:
    """Whether a line begins something that is no part of the article's text."""
    return is_menu(line) or interrupts(line)


def cut_off(text: str) -> tuple[str, str]:
    """A disclaimer without the sign that the rest is missing, and that sign."""
    tail = text[-60:]
    match = _CUT.search(tail)
    if not match:
        return text, ""
    return text[: len(text) - len(tail) + match.start()].rstrip(), match[1].strip()
