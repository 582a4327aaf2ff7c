"""The words and forms by which a figure is known: amounts, periods, pay, cost, growth, years."""

from __future__ import annotations

import re

from scraper.parsing.numbers import MONEY, NUMBER

JOIN = r"\s?(?:[–—-]|\bto\b|\band\b|\bvs\.?|\bversus\b|\bcompared (?:to|with)\b|\bbis\b|\ba\b|\bà\b|\by\b)\s?"
PER = (
    r"(?:\s?(?:/|per|an?|each|every|pro|al|par|por)\s?(?:year|yr|annum|hour|hr|week|month|day|jahr|stunde|año|mes"
    r"|hora|an|mois)\b|\s?(?:annually|yearly|hourly|weekly|monthly|brutto im jahr))"
)
AMOUNT = re.compile(rf"(?P<one>{MONEY})(?:(?P<join>{JOIN})(?P<other>{MONEY}|{NUMBER}(?=[\s.,;)K]|$)[Kk]?(?![%\d])))?")
PERCENT = re.compile(
    rf"(?P<sign>[-−–+](?=\d))?(?P<one>{NUMBER})(?:\s?(?:%|percent\b)?{JOIN}(?P<other>{NUMBER}))?\s?(?:%"
    rf"|percent(?:age points)?\b|per cent\b|Prozent\b)"
)
COUNT = re.compile(
    rf"(?<![\d.,$€£₹])(?P<one>{NUMBER})(?P<power>\s(?:million|billion|thousand))?\s(?:(?:new|annual|additional|job"
    rf"|total|open|projected)\s)*"
    r"(?:jobs|openings|positions|vacancies|workers|employees)\b(?:\s(?:each|per|a|every)\s(?:year|month))?",
    re.IGNORECASE,
)
PERIODS = (
    ("hour", re.compile(r"\b(hour|hourly|hr|stunde|hora)\b", re.I)),
    ("week", re.compile(r"\b(week|weekly|woche|semana)\b", re.I)),
    ("month", re.compile(r"\b(month|monthly|monat|mes|mois)\b", re.I)),
    ("day", re.compile(r"\b(per day|a day|daily)\b", re.I)),
    (
        "year",
        re.compile(r"\b(year|yearly|annual|annually|annum|yr|jahr|jährlich|jahres\w*|año|anual|an|annuel)\b", re.I),
    ),
)
PAY = re.compile(
    r"\b(salar\w+|wages?|pay(?!\s+(?:up to|for|off|back|out|down|the|a|your|my|in|about))|pays|paid(?! out)|paying"
    r"|earn\w*|(?:median|annual|average|mean|household) income|compensation|makes?(?= [$€£₹a])|median"
    r"|gehalt\w*|jahresgehalt|verdien\w*|sueldo\w*|salario\w*|ganan?|salaires?|gagn\w+|stipendi[oa]?)\b",
    re.IGNORECASE,
)
COST = re.compile(
    r"\b(tuition|costs?|fees?|budget\w*|prices?|scholarship\w*|grants?|loans?|debt|revenue|markets?|spen[dt]\w*|sav\w+"
    r"|invest\w*|funding|fund|worth|valued|aid|credits?|stipend|fine|donat\w+|assets?|payments?|borrow\w*|interest"
    r"|tax\w*"
    r"|expenses|rent|losses|matrícula|gebühr\w*|kosten|frais)\b",
    re.IGNORECASE,
)
MEDIAN = re.compile(r"\b(median|mediana?|médian)\b", re.IGNORECASE)
MEAN = re.compile(r"\b(mean|averages?|averaging|avg|durchschnitt\w*|promedio|moyen\w*|medio)\b", re.IGNORECASE)
EXTREME = re.compile(r"\b(lowest|highest|bottom|top)\b|\b(percentile|tenth|quartile)\b", re.IGNORECASE)
GROWTH = re.compile(
    r"\b(grow\w*|growth|outlook|expand\w*|shrink\w*|declin\w*|projected|wachs\w*|wächst|crec\w+|croissance|croître)\b",
    re.IGNORECASE,
)
CHANGE = re.compile(r"\b(increas\w*|ris\w+|rose|decreas\w*|drop\w*|fall\w*|fell|demand)\b", re.IGNORECASE)
WORK = re.compile(
    r"\b(employment|jobs?|positions?|openings|occupations?|workforce|market|industry|roles?|demand for|hiring)\b",
    re.IGNORECASE,
)
ANNUAL_GROWTH = re.compile(r"\bannual(ly)? (growth|rate)", re.IGNORECASE)
SHRINKING = re.compile(r"\b(declin\w*|shrink\w*|decreas\w*|drop\w*|fall\w*|fell|contract\w*)\b", re.IGNORECASE)
YEARS = re.compile(
    r"\b(?:from|between|in|over|of|von|zwischen|de|entre)?\s?(?P<from>(?:19|20)\d\d)\s?(?:to|and|through|until"
    r"|[–—-]|bis|und|a|y|à|et)\s?(?P<to>(?:19|20)\d\d|\d\d)\b",
    re.IGNORECASE,
)
BY_YEAR = re.compile(r"\b(?:by|through|until|bis|para|hasta|d'ici)\s(?P<to>(?:19|20)\d\d)\b", re.IGNORECASE)
AS_OF = re.compile(
    r"\b(?:in|as of|for|since|may|stand|en)\s(?:\w+\s)?(?P<year>(?:19|20)\d\d)\b|\((?:[^()]*\s)?(?P<paren>(?:19"
    r"|20)\d\d)\)",
    re.IGNORECASE,
)
