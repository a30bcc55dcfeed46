"""What a page complains about, and whom it asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request


@dataclass
class Watch:
    """What happened on a page since it was watched: errors and warnings, and requests to another origin."""

    complaints: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)


def watched(page: Page, origin: str) -> Watch:
    """Record a page's console errors and warnings, uncaught exceptions, failed and foreign requests."""
    watch = Watch()
    home = urlsplit(origin).netloc

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watch.complaints.append(f"{message.type}: {message.text}")

    def on_error(error: Error) -> None:
        watch.complaints.append(f"uncaught: {error.message}")

    def on_request(request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("http", "https", "ws", "wss") and url.netloc != home:
            watch.foreign_requests.append(request.url)

    page.on("console", on_console)
    page.on("pageerror", on_error)
    page.on("request", on_request)
    return watch
