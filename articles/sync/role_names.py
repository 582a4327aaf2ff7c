"""When two role titles mean one role: "Engineering manager" and "Engineering Managers" do.

The rules are few and careful: a plural that is missed makes two entries which an editor can join; a word that is
mangled ("Sales" to "Sale") would join what is not one.
"""

from __future__ import annotations

import re

from django.utils.text import slugify

# Words that end like a plural and are none, or are a field's name in the plural.
SINGULAR_IN_S = frozenset(
    {
        "admissions", "affairs", "alumnus", "analytics", "arts", "atlas", "benefits", "bias", "canvas", "chaos",
        "claims", "communications", "corps", "devops", "gas", "goods", "graphics", "headquarters", "humanities",
        "lens", "media", "news", "operations", "ops", "relations", "resources", "sales", "sciences", "secops",
        "series", "services", "species", "sports", "studies", "systems",
    }
)  # fmt: skip
IRREGULAR = {"people": "person", "children": "child", "analyses": "analysis", "men": "man"}
WORD = re.compile(r"[^\W_]+(?:[.'\u2019+#][^\W_]*)*", re.UNICODE)
# "Project manager (PM)" is a project manager, but "Engineer (civil)" is more than an engineer.
ABBREVIATION = re.compile(r"\(\s*[A-Z][A-Z.&/-]+s?\s*\)")
PLURAL_ABBREVIATION = re.compile(r"\b([A-Z]{2,})s\b")
# "+" and "#" tell C, C++ and C# apart, and a slug would drop them.
SIGNS = {"+": "plus", "#": "sharp"}
PREPOSITIONS = frozenset({"of", "for", "in"})
JOINERS = frozenset({"and", "or"})
NAMELESS = "role"
SLUG_LIMIT = 255


def role_slug(title: str) -> str:
    """The slug under which the title's role stands in the library: folded case, last word in the singular."""
    spelled_out = ABBREVIATION.sub(" ", title).strip() or title
    text = PLURAL_ABBREVIATION.sub(r"\1", spelled_out)
    phrases = text.casefold().replace("&", " and ").split("/")
    slug = slugify("-".join(_singular_phrase(phrase) for phrase in phrases), allow_unicode=True)
    return slug[:SLUG_LIMIT].strip("-") or NAMELESS


def _singular_phrase(phrase: str) -> str:
    words = [_signed(word) for word in WORD.findall(phrase)]
    # "Deans of students": the plural that counts stands before the preposition, what follows belongs to the name.
    head = next((place for place, word in enumerate(words) if word in PREPOSITIONS), len(words))
    for place in range(head):
        # Of joined halves each carries its own: "data analysts and engineers".
        if place == head - 1 or words[place + 1] in JOINERS:
            words[place] = singular(words[place])
    return " ".join(words)


def _signed(word: str) -> str:
    for sign, name in SIGNS.items():
        word = word.replace(sign, name)
    return word.replace(".", "").replace("'", "").replace("\u2019", "")


def singular(word: str) -> str:
    """The word in the singular, where it is surely a plural."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    # Three letters are an abbreviation more often than a plural: "gis", "aws".
    if len(word) <= 3 or word in SINGULAR_IN_S or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith(("women", "smen", "remen")):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word.removesuffix("s")
