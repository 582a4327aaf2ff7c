"""The words and forms by which a figure is known: amounts, periods, pay, cost, growth, years."""

from __future__ import annotations

import re

from scraper.parsing.numbers import MONEY, NUMBER
from scraper.parsing.word_search import WordKinds, Words, led_by

JOIN = (
    r"\s{0,3}(?:[–—〜～~-]|\bto\b|\band\b|\bvs\.?|\bversus\b|\bcompared (?:to|with)\b|\bbis\b|\bund\b|\bet\b|\ba\b"
    r"|\bà\b"
    r"|\baté\b|\by\b|\be\b|إلى|ל־|עד|から)\s{0,3}"
)
GROSS = r"(?:\s?(?:brutto|bruts?|brutos?|bruto|gross|lordi|lorde|netto|nets?|netos?))?"
PER = (
    rf"{GROSS}(?:\s?(?:/|per|an?|each|every|pro|im|al|ao|par|por|all.|au)\s?(?:year|yr|annum|hour|hr|week|month"
    rf"|day|jahr|stunde|monat|woche"
    r"|tag|año|mes|hora|semana|día|an|mois|heure|semaine|jour|ano|mês|anno|mese|ora)\b"
    r"|\s?(?:annually|yearly|hourly|weekly|monthly|jährlich|monatlich|anuales|mensuales|annuels?|mensuels?|anuais"
    r"|mensais"
    r"|annui|mensili)\b"
    r"|\s{0,2}(?:سنويًا|سنويا|شهريًا|شهريا|في السنة|في الشهر|לחודש|בחודש|לשנה|בשנה|לשעה))"
)
_AMOUNT = rf"(?<![\d.,])(?:(?P<bare>{NUMBER}){JOIN})?(?P<one>{MONEY})"
AMOUNT = re.compile(
    rf"{_AMOUNT}(?:(?P<join>{JOIN})(?P<other>{MONEY}|(?P<number>{NUMBER}(?=[\s.,;)K]|$)[Kk]?(?!\s?[%％\d]))))?"
)
ONE_AMOUNT = re.compile(rf"{_AMOUNT}(?P<other>(?!))?")
"""The same without an amount behind it."""
AMOUNT_START = re.compile(r"[\d$€£₹¥￥₪₩₺UCANHSRMEGIBJ](?<![\d.,].)(?:(?<![A-Z])|(?=[A-Z$s]))")
"""Where an amount can begin: at a number, or at a currency's sign or letters."""
CURRENCY_SIGN = re.compile("[$€£₹¥￥₪₩₺円]")
CURRENCY_CODE = re.compile('USD|CAD|AUD|EUR|GBP|INR|CHF|BRL|JPY|ILS|Rs|Euro|Franken|ש״ח|ש"ח|شيكل|دولار|ريال')
CURRENCY_WORDS = ("euro", "dollars", "dólares", "rupees", "reais", "shekels", "zł")


def has_currency(text: str) -> bool:
    """Whether a currency is named; its words begin with letters that are everywhere, and are cheaper sought one by one.

    >>> has_currency("for 12 euros"), has_currency("in 12 years")
    (True, False)
    """
    if CURRENCY_SIGN.search(text) or CURRENCY_CODE.search(text):
        return True
    return any(word in text for word in CURRENCY_WORDS)


PERCENT_SIGN = (
    r"(?:[%％٪]|percent(?:age points?)?\b|per cent\b|prozent\b|pour cent\b|por ciento\b|por cento\b|per cento\b)"
)
PERCENT = re.compile(
    rf"(?<![\d.,$€£₹])(?P<sign>[-−–+](?=\d))?(?P<one>{NUMBER})(?:\s?{PERCENT_SIGN}?{JOIN}(?P<other>{NUMBER}))?\s?{PERCENT_SIGN}",
    re.IGNORECASE,
)
PERCENT_START = re.compile(r"[\d−–+-](?<![\d.,$€£₹].)")
HAS_PERCENT = re.compile(rf"\d\s?{PERCENT_SIGN}")
MAY_HAVE_PERCENT = re.compile(r"\d\s?(?:[%％٪]|per ?cent|prozent|pour cent|por c(?:ien|en)to)")


def has_figure(text: str) -> bool:
    """Whether an amount or a percentage stands in a text."""
    return has_currency(text) or HAS_PERCENT.search(text.lower()) is not None


COUNT_START = re.compile(r"\d(?<![\d.,$€£₹].)")
HAS_COUNT = Words(r"jobs|openings|positions|vacancies|workers|employees|establishments")
MAY_HAVE_COUNT = re.compile("jobs|openings|positions|vacancies|workers|employees|establishments")
COUNT = re.compile(
    rf"(?<![\d.,$€£₹])(?P<one>{NUMBER})(?P<power>\s(?:million|billion|thousand))?\s(?:(?:new|annual|additional|job"
    rf"|total|open|projected)\s)*"
    r"(?:jobs|openings|positions|vacancies|workers|employees|establishments)\b(?:\s(?:each|per|a|every)\s(?:year"
    r"|month))?",
    re.IGNORECASE,
)
PERIODS = WordKinds(
    {
        "hour": (r"hour|hourly|hr|stunde\w*|hora|heure|(?:all.|l.)ora", r"時給|لكل ساعة|לשעה"),
        "week": (r"week|weekly|woche\w*|wöchentlich|semana|semaine", r"週給"),
        "month": (
            r"month|monthly|monat\w*|(?:al|por|cada|el) mes|mensual\w*|mois|mensuel\w*|mês|mensa\w*|mese",
            r"月給|月額|月収|شهري|في الشهر|לחודש|בחודש",
        ),
        "day": (r"per day|a day|daily", r"日給"),
        "year": (
            r"year|yearly|annual|annually|annum|yr|jahr|jährlich\w*|jahres\w*|año|anual\w*|anuais|(?:par"
            r"|l.) ?an|annuel\w*|ano|anno|annui",
            r"年収|年俸|年間|سنوي|في السنة|לשנה|בשנה",
        ),
    }
)
_PAY = (
    r"salar\w+|wages?|pay(?!\s+(?:up to|for|off|back|out|down|the|a|your|my|in|about))|pays|paid(?! out)|paying"
    r"|earn\w*|(?:median|annual|average|mean|household) income|compensation|makes?(?= [$€£₹a])|median"
    r"|gehalt\w*|gehälter\w*|\w+gehalt|verdien\w*|lohn|löhne|\w*vergütung|sueldo\w*|salários?|ganan?|ganham?"
    r"|cobran?|recebe\w*"
    r"|salaires?|gagn\w+|rémunér\w+|stipendi[oa]?|retribuzione",
    r"年収|年俸|月給|月額|月収|給与|給料|時給|賃金|初任給|راتب|رواتب|أجر|שכר|משכורת",
)
_COST = (
    r"tuition|costs?|fees?|budget\w*|prices?|scholarship\w*|grants?|loans?|debt|revenue|markets?|spen[dt]\w*"
    r"|sav\w+"
    r"|invest\w*|funding|fund|worth|valued|aid|credits?|stipend|fine|donat\w+|assets?|payments?|borrow\w*|interest"
    r"|(?:signing|sign-on|retention|relocation|referral) bonus(?:es)?|bonus(?:es)? (?:of|averag\w*|up to|worth)"
    r"|tax\w*|subscri\w+|expenses|rent|losses|matrícula|gebühr\w*|semesterbeitrag|beitrag|kosten|miete|frais"
    r"|loyer|coûts?|taxa"
    r"|mensalidade|alquiler",
    r"学費|授業料|שכר לימוד|رسوم",
)
PAY, COST = "pay", "cost"
MONEY_WORDS = WordKinds({PAY: _PAY, COST: _COST})
MEDIAN = Words(r"median\w*|mediana?|mediano|médian\w*|half of (?:them|all|those|the \w+)", r"中央値|חציוני|الوسيط")
MEAN = Words(
    r"mean|averages?|averaging|avg|durchschnitt\w*|promedio|moyen\w*|medio|média|médio|medi[ao]",
    r"平均|متوسط|ממוצע",
)
EXTREME = Words(r"lowest|highest|bottom|top|percentile|tenth|quartile")
GROWTH = Words(
    r"grow\w*|growth|outlook|expand\w*|shrink\w*|declin\w*|projected|wachs\w*|wächst|wuchs\w*|entwicklung"
    r"|zuwachs|crec\w+"
    r"|cresc\w+|croissance|croître|croît|crescita",
    r"成長|増加|減少|نمو|تنمو|ינמו|צמיחה|לגדול",
)
CHANGE = Words(
    r"increas\w*|ris\w+|rose|decreas\w*|drop\w*|fall\w*|fell|demand|change in|steig\w*|zunehm\w*|sink\w*|rückgang"
    r"|recul\w*|baiss\w*|augment\w*|progress\w+|diminu\w*|aument\w*|disminu\w*|subiu|caiu"
)
WORK = Words(
    r"employment|jobs?|posts?|positions?|openings|occupations?|workforce|market|industry|roles?|demand for"
    r"|hiring|stellen\w*"
    r"|beschäftig\w*|bedarf|emplois?|postes?|empleos?|demanda|procura|vagas|effectifs"
)
ANNUAL_GROWTH = Words(r"annual(?:ly)? (?:growth|rate)\w*")
SHRINKING = Words(
    r"declin\w*|shrink\w*|decreas\w*|drop\w*|fall\w*|fell|down|contract\w*|recul\w*|baiss\w*|diminu\w*"
    r"|disminu\w*|sink\w*"
    r"|schrumpf\w*|rückgang|caiu|cair\w*|queda|caer\w*|calo",
    r"減少|انخفاض|ينخفض|ירידה",
)
RISING = Words(
    r"grow\w*|growth|increas\w*|ris\w+|rose|up|expand\w*|wachs\w*|steig\w*|augment\w*|aument\w*|cresc\w*|crec\w*"
)
MOVED = re.compile(
    r"\b(?:(?:up|down|rose|grew|fell|dropped|increased|decreased|rising|falling)(?:\s(?:by|some|about|around))*"
    r"|(?:recul|baisse|hausse|augmentation|progression) (?:de|d’environ)|(?:rückgang|anstieg|zuwachs) (?:um|von)"
    r"|(?:aumento|descenso|caída|queda|alta) (?:de|del|do))\s?$",
    re.IGNORECASE,
)
"""Right before a percentage: it tells of a change, whatever it is a change of."""
YEAR_TO_YEAR = (
    r"(?P<from>(?:19|20)\d\d)\s?(?:to|and|through|until"
    r"|[–—〜～-]|bis|und|a|y|e|à|et|até|و|إلى|עד|から|年から)\s?(?P<to>(?:19|20)\d\d|\d\d)\b"
)
YEARS = re.compile(rf"\b(?:from|between|in|over|of|von|zwischen|de|entre)?\s?{YEAR_TO_YEAR}", re.IGNORECASE)
HAS_YEARS = re.compile(YEAR_TO_YEAR)
"""Whether two years stand in a text in lower case: ten times as fast as to find where what is said of them begins."""
_YEAR_BEHIND = r"\s(?:\w+\s)?((?:19|20)\d\d)\b"
BY_YEAR = re.compile(
    led_by("by|through|until|to|bis|para|hasta|até|d'ici|d’ici|d'ici à|بحلول|עד", _YEAR_BEHIND) + r"|(20\d\d)年まで"
)
AS_OF = re.compile(
    led_by("in|as of|for|since|may|stand|en", _YEAR_BEHIND) + r"|\((?:[^()]*\s)?((?:19|20)\d\d)\)",
)
"""A text's years in lower case, each in whichever group was met."""
HAS_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
