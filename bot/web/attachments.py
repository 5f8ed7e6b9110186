"""Files from people, served so that none of them can run as a page."""

from urllib.parse import quote

from starlette.responses import Response

from bot.domain.attachment import mime_of, safe_name

SANDBOX_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"


def served(name: str, body: bytes) -> Response:
    """Pictures inline, everything else as a download; by what the bytes are, not by what was claimed."""
    mime = mime_of(name, body)
    place = "inline" if mime.startswith("image/") else "attachment"
    return Response(
        body,
        media_type=mime,
        headers={
            "Content-Disposition": f"{place}; filename*=UTF-8''{quote(safe_name(name))}",
            "Content-Security-Policy": SANDBOX_POLICY,
            "Cache-Control": "private, max-age=31536000, immutable",
        },
    )
