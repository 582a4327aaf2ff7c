"""Links in rich text, in their two spellings: by the address at the source, and as a link to a page of this hub. Pure.

The merge compares addresses, whichever run made page links of them; what is written to a page links to pages, so that
Wagtail knows who refers to whom and a page that moves is still found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

LINK = re.compile(r"<a\b[^>]*>")
ANY_LINK = "<a"
"""Most texts of an article have none, and need no expression to find that out."""
ADDRESS = re.compile(r"""\bhref=(["'])(.*?)\1""")
PAGE = re.compile(r"""\bid=(["']?)(\d+)\1""")
TO_PAGE = re.compile(r"""\blinktype=(["']?)page\1""")
FRAGMENT = "#"

PageOf = Callable[[str], int | None]
AddressOf = Callable[[str], str | None]
AddressOfPage = Callable[[int], str | None]


def to_pages(html: str, page_of: PageOf) -> str:
    """The HTML with a page link for every address that has a page.

    A link with a fragment stays what it is: a page link of Wagtail cannot say where in the page it leads.
    """

    def put(link: re.Match[str]) -> str:
        address = _address(link[0])
        page = page_of(address) if address else None
        return link[0] if page is None else f'<a linktype="page" id="{page}">'

    return LINK.sub(put, html) if ANY_LINK in html else html


def to_addresses(html: str, address_of_page: AddressOfPage, address_of: AddressOf) -> str:
    """The HTML with an address for every link to a page that has one, and one spelling for each address."""

    def put(link: re.Match[str]) -> str:
        page = _page(link[0])
        written = _address(link[0]) if page is None else None
        address = address_of_page(page) if page is not None else address_of(written) if written else None
        return link[0] if address is None else f'<a href="{escape(address)}">'

    return LINK.sub(put, html) if ANY_LINK in html else html


def addresses_in(html: str) -> Iterator[str]:
    """The addresses that could be links to a page."""
    return filter(None, map(_address, LINK.findall(html)))


def pages_in(html: str) -> Iterator[int]:
    return (page for link in LINK.findall(html) if (page := _page(link)) is not None)


def _address(link: str) -> str | None:
    """The link's address; None where it has none, or one with a fragment."""
    found = ADDRESS.search(link)
    address = unescape(found[2]) if found else ""
    return address if address and FRAGMENT not in address else None


def _page(link: str) -> int | None:
    found = PAGE.search(link) if TO_PAGE.search(link) else None
    return int(found[2]) if found else None
