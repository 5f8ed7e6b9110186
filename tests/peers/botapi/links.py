"""Links as TDLib's LinkManager reads them: which it takes, and how it writes them."""

import re
from urllib.parse import urlsplit

SCHEMES = {"http", "https", "tg", "ton", "tonsite", "mailto", "tel"}


def why_not(url: str) -> str:
    """What is wrong with it; empty for a good one."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*):(?!\d)", url, re.I)
    if scheme and scheme[1].lower() not in SCHEMES and "." not in scheme[1]:
        return "Unsupported URL protocol"
    if scheme and scheme[1].lower() not in ("http", "https") and "." not in scheme[1]:
        return ""
    host = urlsplit(url if scheme and "." not in scheme[1] else f"http://{url}").hostname
    if not host:
        return "URL host is empty"
    if re.search(r"\s", url) or not re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", host):
        return "Wrong HTTP URL"  # localhost is refused too
    return ""


def normal(url: str) -> str:
    """With the scheme and the root's slash that were left out."""
    if not re.match(r"[a-z]+:(?!\d)", url, re.I):
        url = f"http://{url}"
    return url + "/" if re.fullmatch(r"https?://[^/?#]+", url, re.I) else url
