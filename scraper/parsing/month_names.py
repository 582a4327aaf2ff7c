"""The names of the months in the languages that hubs are written in, and the digits of other scripts."""

from __future__ import annotations

import re

_BY_LANGUAGE = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
}
_SHORT = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "de": "jan feb mär apr mai jun jul aug sep okt nov dez",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
}
_OTHERS = {
    "aralik": 12,
    "kasim": 11,
    "mayis": 5,
    "sept": 9,
    "setiembre": 9,
    "jänner": 1,
    "marec": 3,
    "مارس": 3,
    "إبريل": 4,
    "ابريل": 4,
    "اغسطس": 8,
    "اكتوبر": 10,
}

NUMBERS: dict[str, int] = dict(_OTHERS)
for _names in (*_BY_LANGUAGE.values(), *_SHORT.values()):
    for _number, _name in enumerate(_names.split(), 1):
        NUMBERS.setdefault(_name, _number)

MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True)) + r")\b\.?"
"""A month's name as a named group, longest first."""

KNOWN_LANGUAGES = frozenset({*_BY_LANGUAGE, "nb", "nn", "no", "ja", "zh", "ko", ""})
"""Languages whose dates are read by pattern; "" is a page that does not say."""

OTHER_DIGITS = re.compile("[٠-٩۰-۹０-９]")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "012345678901234567890123456789")
"""Arabic, Persian and full-width digits as those that patterns know; one for one, so that places stay."""
