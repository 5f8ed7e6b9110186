"""`duban plan review`: a page on loopback with the document beside its draft, until the person ends it."""

import asyncio
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.documents import imported_document
from bot.cli.plans import plan_check
from bot.cli.terminal import err, language
from bot.planfile.questions import QUESTION_LEVELS
from bot.planfile.review.session import DraftReview
from bot.planfile.yaml import read_plan
from bot.web.review import build_review
from bot.web.server import HIGHEST_PORT, PORTS, serve


def plan_review(
    draft: Annotated[Path, typer.Argument(metavar="DRAFT.yaml", help="cli.option.draft")],
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="cli.option.document")],
    port: Annotated[int, typer.Option(min=0, max=HIGHEST_PORT, help="cli.option.review_port")] = 8770,
) -> None:
    """The document and its draft side by side, questions first; each answer is written into the draft."""
    read_plan(draft, language())  # its mistakes are told before the document is read
    imported = imported_document(document, None)
    asked = sum(one.code in QUESTION_LEVELS for one in imported.plan.findings)
    review = DraftReview(draft, imported.blocks, asked, language())
    try:
        asyncio.run(_served(review, port))
    except KeyboardInterrupt:
        err.print("")
    plan_check(draft)


async def _served(review: DraftReview, port: int) -> None:
    done = asyncio.Event()
    app = build_review(review, language(), done.set)
    async with serve(app, port=port, ports=PORTS if port else 1) as address:
        err.print(language().say("plan_review.address", address=address))
        sys.stdout.flush()
        if sys.stdout.isatty():
            webbrowser.open(address)
        await done.wait()
