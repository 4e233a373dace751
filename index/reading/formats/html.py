"""A saved web page to its article, by trafilatura.

What a reader of the page does not see is taken out first, since trafilatura would quote it. It
runs in a child process: a page can make any parser of HTML slow or large.
"""

from __future__ import annotations

import re
from typing import Any

import lxml.html
import trafilatura

from index.reading.boilerplate import is_boilerplate
from index.reading.dates import date_line
from index.reading.errors import UnreadableError
from index.reading.folding import fold
from index.reading.formats.markup import decode_markup
from index.reading.formats.raw import RawArticle

_SHORT = 250  # characters; a shorter text is looked for again, with less care for precision
_INLINE_DATA = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]+")
_HIDDEN_STYLE = re.compile(
    r"display:none|visibility:(hidden|collapse)|font-size:0(?![.\d])|opacity:0(?![.\d])"
    r"|(?<![\w-])(width|height|max-height|max-width):0(px)?(;|$|!)"
    r"|(?<![\w-])(left|right|top|text-indent):-\d{3,}"
)
_UNSEEN = ("template", "script", "style", "noscript")
_NEVER_HIDDEN = ("html", "head", "body", "main", "article")
_MOSTLY = 0.5  # of the page's paragraphs: then it is shown by a script, and is the article
_SEPARATED = re.compile(r"\s+[|·•»–—-]\s+|\s*\|\s*|(?<=\S): ")
_NAMES = re.compile(r"[;,،/|]| and | و(?=\S+ \S+)")
_NOT_A_NAME = re.compile(r"\d|@|://|\b(writer|staff|admin|editor|editorial|published|news)\b")
_MAX_NAME_WORDS = 5
_ARABIC = re.compile("[\u0621-\u064a]")
_DATES_LOOKED_AT = 400  # elements below the headline


def read_html(data: bytes) -> RawArticle:
    """Read the main article of a page.

    Raises:
        UnreadableError: It is no page, or holds no article.
    """
    text = _INLINE_DATA.sub("", decode_markup(data))
    tree = trafilatura.load_html(text)
    if tree is None:
        raise UnreadableError("it is not an HTML page")
    _drop_hidden(tree)
    heading = _heading(tree)
    published = _visible_date(tree)
    markup = lxml.html.tostring(tree, encoding="unicode")
    page = _extract(markup)
    if page is None or len(page.text or "") < _SHORT:
        wider = _extract(markup, wider=True)
        if wider is not None and len(wider.text or "") > len(page.text or "" if page else ""):
            page = wider
    if page is None or fold(page.text or "") in ("", fold(page.title or ""), fold(heading)):
        raise UnreadableError("no article was found in the page")
    outlet = _outlet(page.sitename or "", page.hostname or "")
    title = _title(page.title or "", heading, (page.sitename or "", page.hostname or ""))
    return RawArticle(
        text=_without_title("\n".join(_lines(page.text)), title, page.title or ""),
        title=title,
        source=outlet,
        url=page.url or "",
        published=page.date or published,
        author=_author(page.author or "", (page.sitename or "", page.hostname or "")),
    )


def _extract(markup: str, *, wider: bool = False) -> Any:  # noqa: ANN401 - trafilatura's Document
    return trafilatura.bare_extraction(
        markup,
        include_comments=False,
        with_metadata=True,
        # The extensive search takes any date of the page, that of a neighbouring story too.
        date_extraction_params={"original_date": True, "extensive_search": False},
        favor_precision=not wider,
        favor_recall=wider,
    )


def _drop_hidden(tree: lxml.html.HtmlElement) -> None:
    """Take out what is not shown: hidden, without size, or beside the screen."""
    paragraphs = len(tree.findall(".//p"))
    for element in list(tree.iter("*")):
        if element.tag in _NEVER_HIDDEN or element.getparent() is None:
            continue
        if element.tag == "template" or _is_hidden(element):
            if paragraphs and len(element.findall(".//p")) > _MOSTLY * paragraphs:
                continue
            element.drop_tree()


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    return style is not None and bool(
        _HIDDEN_STYLE.search(re.sub(r"\s+", "", style[:2000]).lower())
    )


def _heading(tree: lxml.html.HtmlElement) -> str:
    """The page's first heading of the first rank."""
    return next((" ".join(one.text_content().split()) for one in tree.iter("h1")), "")


def _visible_date(tree: lxml.html.HtmlElement) -> str:
    """The first line below the headline that is nothing but a date."""
    left = None
    for element in tree.iter("*"):
        if element.tag == "h1":
            left = _DATES_LOOKED_AT
        elif left is not None:
            if (left := left - 1) < 0:
                break
            for line in (element.text, element.tail):
                if line and line.strip() and (day := date_line(line)):
                    return day
    return ""


def _lines(text: str) -> list[str]:
    """The lines of trafilatura's text, without its marks of a list or a table."""
    found = []
    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith("|") and bare.endswith("|"):
            bare = re.sub(r"\s*\|\s*", " | ", bare.strip("| "))
            if not bare.strip("-| "):
                continue
        found.append(bare.removeprefix("- "))
    return found


def _without_title(text: str, *titles: str) -> str:
    """The text without the headline above it, which is kept apart."""
    first, _, rest = text.partition("\n")
    return rest if rest and fold(first) in {fold(title) for title in titles if title} else text


def _title(title: str, heading: str, names: tuple[str, str]) -> str:
    """The headline, less the site's name before or behind it."""
    title = " ".join(title.split())
    if heading and len(heading) > 15 and fold(heading) in fold(title):
        return heading
    sites = {site for name in names for site in _spellings(name)}
    while True:
        cuts = list(_SEPARATED.finditer(title))
        if cuts and _key(title[cuts[-1].end() :]) in sites:
            title = title[: cuts[-1].start()]
        elif cuts and _key(title[: cuts[0].start()]) in sites:
            title = title[cuts[0].end() :]
        else:
            return title.strip()


def _spellings(name: str) -> set[str]:
    """How a site may be named: its name, its host, its host without the last part."""
    host = name.removeprefix("https://").removeprefix("http://").removeprefix("www.").strip("/")
    parts = [name, host, host.rpartition(".")[0], *_SEPARATED.split(name)]
    return {key for part in parts if (key := _key(part))}


def _key(name: str) -> str:
    return re.sub(r"\W", "", fold(name))


def _outlet(name: str, host: str) -> str:
    if not name or "://" in name or is_boilerplate(name):
        return host
    return _SEPARATED.split(name)[0].strip() or host


def _author(names: str, sites: tuple[str, str]) -> str:
    """Those of the names that are names of people."""
    outlets = {spelling for site in sites for spelling in _spellings(site)}
    people: dict[str, str] = {}
    for name in _NAMES.split(names):
        name = name.strip(" .-–—")
        words = len(name.split())
        is_name = 2 <= words <= _MAX_NAME_WORDS and not _NOT_A_NAME.search(name.lower())
        if is_name and _key(name) not in outlets:
            people.setdefault(_key(name), name)
    return ("، " if _ARABIC.search(names) else ", ").join(people.values())
