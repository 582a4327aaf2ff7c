"""The words by which lines within the running text are known to be none of it."""

from __future__ import annotations

import re

BYLINE = re.compile(r"\W*(by|von|por|par|di|door|автор)\s*:?\s+\S|photos? by\b", re.IGNORECASE)
DATED = re.compile(
    r"\W*((first |last |originally )?(published|updated|posted|modified)|date|veröffentlicht|aktualisiert|publicado"
    r"|atualizado|actualizado|publié|mis à jour|pubblicato|aggiornato|опубликовано)\b(?=.*\d)",
    re.IGNORECASE,
)
_LINES = (
    ("date line", r"\W*((first |last |originally )?(published|updated|posted|modified)( on"
                  r"| at)?)\b:?.{0,60}\d{4}.{0,30}"),
    ("advertisement", r"\W*(advert(isement)?|ads?|anuncio|iklan|reklama?|werbung|publicité|スポンサードリンク)\W*"),
    ("share", r"sharing is caring\W*|(please )?share (this|it|on)\b.{0,60}|like this (story|article"
              r"|post)\?.{0,60}"
              r"|click to tweet|tweet this|get short url|(twitter|facebook|whatsapp|email|reddit|sms"
              r"|pinterest|linkedin"
              r"|google\+?|print|copy link|e-mail)([\s,|/]+(twitter|facebook|whatsapp|email|reddit|sms"
              r"|pint\w*|linkedin"
              r"|google\+?|print|copy link|baixar))*"),
    ("newsletter", r"(click here to |please |now |to )?(subscribe|sign[- ]?up)\b.{0,200}"),
    ("comments", r"\(?\d+\)? (post )?(comments?|responses?|replies|kommentare|comentarios?)\b.{0,80}"
                 r"|permalink.{0,30}|join the (conversation|discussion)\W*.{0,40}|leave a (comment|reply)\W*"
                 r"|(view|see|show|read|post|add) (all |a |more |your )?(\d+ )?comments?\W*"),
    ("picture count", r"(image|photo|slide|foto|bild)? ?\d+ (of|/|von|de) /? ?\d+|view all \(\d+\)"
                      r"|image caption|hide caption"
                      r"|toggle caption|(open|view) (image|gallery|slideshow)( in .{3,20})?"
                      r"|this slideshow requires javascript\W*"),
    ("label", r"caption|by|close|loading\W*|buy now|get started|learn more|read more"
              r"|start (your )?free trial.{0,30}"
              r"|no credit card required\W*|(show|see|view) (more|less|all)|hide all|jump to.{0,30}"
              r"|contents( hide)?"
              r"|table of contents|in partnership with|(expert |medically "
              r"|academically )?(fact[- ]checked|verified"
              r"|reviewed)( by.{0,40})?|to read the full story"),
    ("notice", r"(this site is protected by recaptcha|all rights reserved|copyright ⓒ).{0,200}"
               r"|reuse this content|text size|opinions expressed by .{3,40} are their own\W*"
               r"|(this (post|article|page) (may )?contains? )?affiliate links?.{0,200}|thanks for watching\W*"
               r"|your browser does not support.{0,80}|javascript is (disabled|required).{0,80}"),
)  # fmt: skip
LINES = tuple((what, re.compile(words)) for what, words in _LINES)
"""Lines, in lower case, that are noise wherever they stand: the whole line says so."""
ANY_LINE = re.compile("|".join(words for _, words in _LINES))
LATE_MARK = re.compile(r"inbox|newsletter|up to date|going dark|commission|share of the sale|affiliate")
LATE_LINES = tuple(
    (what, re.compile(words))
    for what, words in (
        ("newsletter", r".{0,60}\b(get|stay)\b.{0,80}\b(inbox|newsletters?|up to date)\b.{0,60}"),
        ("label", r".{0,30}prevent your screen from going dark.{0,40}"),
        ("affiliate notice", r".{0,160}\b(earn|receive|get|make)\b.{0,40}\b(commissions?|share of the sale"
                             r"|affiliate)\b.{0,160}"),
    )
)  # fmt: skip
"""The same for lines that do not open with the words that tell them; a late mark stands in each."""
TAIL_LINES = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\W*(additional |with )?(reporting|contributed reporting|editing|writing) by\b",
        r".{3,160}\bcontributed( reporting)? (to|from|for) (this|the) (report|story|article)\b"
        r"|.{3,120}\bcontributed reporting\b",
        r"\W*(follow|like|find|connect with|join) (us|me|him|her|them|@\w+|.{3,60}) on (twitter|facebook"
        r"|instagram|linkedin"
        r"|social|youtube|x\b|google)",
        r"(write|e-?mail|reach|contact)\b.{0,60}\bat\b.{0,40}@|.{0,60}\bmay be reached at\b|have a tip\?|got a tip\?",
        r"(sources?|via|quelle|fuente|credit|image credits?|photo credits?|wordcount|short ?link"
        r"|our standards)\s*:.{0,120}$",
        r"you (may|might) also (like|enjoy|be interested)|(read|see) (more|next|also)\b.{0,120}$|up next\b.{0,80}$",
        r"(join|subscribe|sign up|become a member|support (us|our)|donate|download (the|our) app|listen (live"
        r"|to)\b)\b",
        r".{5,60}\b(is|was|has been|works as|serves as|holds) (an? |the |[A-Z][\w.’']+ ){0,2}.{0,60}\b(writer"
        r"|reporter|editor"
        r"|journalist|author|blogger|correspondent|columnist|founder|owner|contributor|freelance\w*"
        r"|strategist|producer"
        r"|redakteur(in)?|journalistin|autor(in|a)?|periodista|redactora?)\b",
        r"https?://\S+\.(jpe?g|png|gif|webp)\b",
        r"(leave|post|add|write) (a |your )?(comment|reply)|comments? (are|is) (closed|moderated)|as you comment\b",
        r"\W*(back to|return to|zurück|voltar|volver)\b.{0,40}$",
        r"(in this (article|story)|explore more|click here|learn more|disclosure|disclaimer)\b\s*:?",
    )
)
"""How lines begin that close an article and are none of it."""
LABELS = re.compile(
    r"\W*(tags?|tagged|topics?|keywords?|categor(y|ies)|filed (under|in|to)|posted in|more on|more about"
    r"|related( (tags|links"
    r"|topics|stories|articles|posts|news|content|to|roundup))?|see also|in this article|schlagw[oö]rter|etiquetas"
    r"|catégories?|categorias?|タグ|метки|теги)\b\s*[:|]?(?!\s+(is|are|was|were|has|have|can|will|in)\b)",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^(photos?|images?|pictures?|foto|bild|file photo|fotografía)( (by|credit|courtesy|copyright|caption"
    r"|via)\b|\s*[:©])"
    r"|^©|^\(?(getty images|reuters|ap|afp|shutterstock|istock|unsplash|pexels)\b.{0,40}$"
    r"|(getty( images)?|/ ?(ap|afp|reuters)|\bvia (ap|reuters|getty)\b.{0,12}|ap photo\b[^)]{0,60}"
    r"|shutterstock(\.com)?|istock(photo)?"
    r"|associated press|\bafp|(photo|image|credit|courtesy)s?( (by|of|credit|courtesy|via))?\s?[:/©] ?[^.()]{2,60}"
    r"|photo by [^.()]{2,60}|(image|photo) courtesy of [^.()]{2,60}|screenshot|©[^.()]{2,60}| AP file)\)?\.?$",
    re.IGNORECASE,
)
CREDIT_WORD = re.compile(
    r"getty|reuters|afp|ap |/ ?ap|via |shutterstock|istock|associated press|photo|image|credit|courtesy|screenshot|©"
    r"|foto|bild|picture|unsplash|pexels"
)
"""What no credit is without, in lower case, unless it begins with "AP"."""
SOURCES = re.compile(
    r"\W*((re)?sources?|references?|bibliography|further reading|citations?|works cited|footnotes|notes|quellen"
    r"|literatur|fuentes|referencias|sources et|bibliographie|learn more|resources)\b",
    re.IGNORECASE,
)
"""Headings under which a list of links is the article's own."""
SECTIONS = re.compile(
    r"\W*((most|more) (read|popular|viewed|shared|stories|articles|posts|news|like this|from|coverage)\b.{0,40}"
    r"|(trending|popular|latest|recent|recommended|featured|related|similar|top)( (news|now|stories|articles?"
    r"|posts?|videos?"
    r"|reading|topics?|tags?|links?|content|coverage|on|in|from|for you|this week|today)\b.{0,40})?"
    r"|(you (may|might)|people) also (like|read|enjoy|ask|be interested in)\b.{0,20}|read (also|more|next)"
    r"|also read|see also|more"
    r"|what to read next|up next|don.t miss|editor.?s.? picks|in case you missed it|our picks|must[- ]reads?"
    r"|more [\w'’& -]{3,40}|check out (these|our|more)\b.{0,40}|related [\w'’& -]{3,30}|explore further"
    r"|keep reading|(weitere|ähnliche) (beiträge|artikel|themen)\b.{0,20}|mehr( zum thema| lesen)?|das könnte .{5,40}"
    r"|você (pode|também pode) gostar|leia (também|mais)|veja também|te puede interesar|lee también|más noticias"
    r"|lire aussi|à lire( aussi)?|articles (liés|similaires)|leggi anche|potrebbe interessarti|関連記事|人気記事"
    r"|читайте также"
    r"|похожие (статьи|записи)|baca juga|lees ook)\W*",
    re.IGNORECASE,
)
"""Labels over links to other pages."""
