"""The words and forms by which a figure is known: amounts, periods, pay, cost, growth, years."""

from __future__ import annotations

import re

from scraper.parsing.numbers import MONEY, NUMBER

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
AMOUNT = re.compile(
    rf"(?<![\d.,])(?:(?P<bare>{NUMBER}){JOIN})?(?P<one>{MONEY})"
    rf"(?:(?P<join>{JOIN})(?P<other>{MONEY}|{NUMBER}(?=[\s.,;)K]|$)[Kk]?(?!\s?[%％\d])))?"
)
PERCENT_SIGN = (
    r"(?:[%％٪]|percent(?:age points?)?\b|per cent\b|prozent\b|pour cent\b|por ciento\b|por cento\b|per cento\b)"
)
PERCENT = re.compile(
    rf"(?<![\d.,])(?P<sign>[-−–+](?=\d))?(?P<one>{NUMBER})(?:\s?{PERCENT_SIGN}?{JOIN}(?P<other>{NUMBER}))?\s?{PERCENT_SIGN}",
    re.IGNORECASE,
)
COUNT = re.compile(
    rf"(?<![\d.,$€£₹])(?P<one>{NUMBER})(?P<power>\s(?:million|billion|thousand))?\s(?:(?:new|annual|additional|job"
    rf"|total|open|projected)\s)*"
    r"(?:jobs|openings|positions|vacancies|workers|employees|establishments)\b(?:\s(?:each|per|a|every)\s(?:year"
    r"|month))?",
    re.IGNORECASE,
)
PERIODS = (
    ("hour", re.compile(r"\b(hour|hourly|hr|stunde\w*|hora|heure|(?:all.|l.)ora)\b|時給|لكل ساعة|לשעה", re.I)),
    ("week", re.compile(r"\b(week|weekly|woche\w*|wöchentlich|semana|semaine)\b|週給", re.I)),
    (
        "month",
        re.compile(
            r"\b(month|monthly|monat\w*|(?:al|por|cada|el) mes|mensual\w*|mois|mensuel\w*|mês|mensa\w*|mese)\b|月給"
            r"|月額|月収|شهري|في الشهر|לחודש|בחודש",
            re.I,
        ),
    ),
    ("day", re.compile(r"\b(per day|a day|daily)\b|日給", re.I)),
    (
        "year",
        re.compile(
            r"\b(year|yearly|annual|annually|annum|yr|jahr|jährlich\w*|jahres\w*|año|anual\w*|anuais|(?:par"
            r"|l.) ?an|annuel\w*|ano|anno|annui)\b"
            r"|年収|年俸|年間|سنوي|في السنة|לשנה|בשנה",
            re.I,
        ),
    ),
)
PAY = re.compile(
    r"\b(salar\w+|wages?|pay(?!\s+(?:up to|for|off|back|out|down|the|a|your|my|in|about))|pays|paid(?! out)|paying"
    r"|earn\w*|(?:median|annual|average|mean|household) income|compensation|makes?(?= [$€£₹a])|median"
    r"|gehalt\w*|gehälter\w*|\w+gehalt|verdien\w*|lohn|löhne|\w*vergütung|sueldo\w*|salários?|ganan?|ganham?"
    r"|cobran?|recebe\w*"
    r"|salaires?|gagn\w+|rémunér\w+|stipendi[oa]?|retribuzione)\b|年収|年俸|月給|月額|月収|給与|給料|時給|賃金|初任給"
    r"|راتب|رواتب|أجر|שכר|משכורת",
    re.IGNORECASE,
)
COST = re.compile(
    r"\b(tuition|costs?|fees?|budget\w*|prices?|scholarship\w*|grants?|loans?|debt|revenue|markets?|spen[dt]\w*"
    r"|sav\w+"
    r"|invest\w*|funding|fund|worth|valued|aid|credits?|stipend|fine|donat\w+|assets?|payments?|borrow\w*|interest"
    r"|tax\w*|subscri\w+|expenses|rent|losses|matrícula|gebühr\w*|semesterbeitrag|beitrag|kosten|miete|frais"
    r"|loyer|coûts?|taxa"
    r"|mensalidade|alquiler)\b|学費|授業料|שכר לימוד|رسوم",
    re.IGNORECASE,
)
MEDIAN = re.compile(
    r"\b(median\w*|mediana?|mediano|médian\w*|half of (?:them|all|those|the \w+))\b|中央値|חציוני|الوسيط", re.IGNORECASE
)
MEAN = re.compile(
    r"\b(mean|averages?|averaging|avg|durchschnitt\w*|promedio|moyen\w*|medio|média|médio|medi[ao])\b|平均|متوسط|ממוצע",
    re.IGNORECASE,
)
EXTREME = re.compile(r"\b(lowest|highest|bottom|top)\b|\b(percentile|tenth|quartile)\b", re.IGNORECASE)
GROWTH = re.compile(
    r"\b(grow\w*|growth|outlook|expand\w*|shrink\w*|declin\w*|projected|wachs\w*|wächst|wuchs\w*|entwicklung"
    r"|zuwachs|crec\w+"
    r"|cresc\w+|croissance|croître|croît|crescita)\b|成長|増加|減少|نمو|تنمو|ינמו|צמיחה|לגדול",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"\b(increas\w*|ris\w+|rose|decreas\w*|drop\w*|fall\w*|fell|demand|change in|steig\w*|zunehm\w*|sink\w*|rückgang"
    r"|recul\w*|baiss\w*|augment\w*|progress\w+|diminu\w*|aument\w*|disminu\w*|subiu|caiu)\b",
    re.IGNORECASE,
)
WORK = re.compile(
    r"\b(employment|jobs?|posts?|positions?|openings|occupations?|workforce|market|industry|roles?|demand for"
    r"|hiring|stellen\w*"
    r"|beschäftig\w*|bedarf|emplois?|postes?|empleos?|demanda|procura|vagas|effectifs)\b",
    re.IGNORECASE,
)
ANNUAL_GROWTH = re.compile(r"\bannual(ly)? (growth|rate)", re.IGNORECASE)
SHRINKING = re.compile(
    r"\b(declin\w*|shrink\w*|decreas\w*|drop\w*|fall\w*|fell|down|contract\w*|recul\w*|baiss\w*|diminu\w*"
    r"|disminu\w*|sink\w*"
    r"|schrumpf\w*|rückgang|caiu|cair\w*|queda|caer\w*|calo)\b|減少|انخفاض|ينخفض|ירידה",
    re.IGNORECASE,
)
RISING = re.compile(
    r"\b(grow\w*|growth|increas\w*|ris\w+|rose|up|expand\w*|wachs\w*|steig\w*|augment\w*|aument\w*|cresc\w*"
    r"|crec\w*)\b",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\b(?:(?:up|down|rose|grew|fell|dropped|increased|decreased|rising|falling)(?:\s(?:by|some|about|around))*"
    r"|(?:recul|baisse|hausse|augmentation|progression) (?:de|d’environ)|(?:rückgang|anstieg|zuwachs) (?:um|von)"
    r"|(?:aumento|descenso|caída|queda|alta) (?:de|del|do))\s?$",
    re.IGNORECASE,
)
"""Right before a percentage: it tells of a change, whatever it is a change of."""
YEARS = re.compile(
    r"\b(?:from|between|in|over|of|von|zwischen|de|entre)?\s?(?P<from>(?:19|20)\d\d)\s?(?:to|and|through|until"
    r"|[–—〜～-]|bis|und|a|y|e|à|et|até|و|إلى|עד|から|年から)\s?(?P<to>(?:19|20)\d\d|\d\d)\b",
    re.IGNORECASE,
)
BY_YEAR = re.compile(
    r"\b(?:by|through|until|to|bis|para|hasta|até|d'ici|d’ici|d'ici à|بحلول|עד)\s(?:\w+\s)?(?P<to>(?:19"
    r"|20)\d\d)\b|(?P<made>20\d\d)年まで",
    re.IGNORECASE,
)
AS_OF = re.compile(
    r"\b(?:in|as of|for|since|may|stand|en)\s(?:\w+\s)?(?P<year>(?:19|20)\d\d)\b|\((?:[^()]*\s)?(?P<paren>(?:19"
    r"|20)\d\d)\)",
    re.IGNORECASE,
)
