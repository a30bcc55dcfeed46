"""Pictures from the web, for those who ask for them: bounded, and nothing of private networks."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlsplit

from techdigest.importers.pictures import MAX_FILE

_SECONDS = 15.0  # for each step
_MOST = 2_000_000_000  # bytes in one import
_REFUSALS = 3  # of one host, after which it is left alone


def is_public(address: str) -> bool:
    """Whether an IP address is of the open web: a source must not make us ask machines beside this one."""
    return ipaddress.ip_address(address.partition("%")[0]).is_global


class Fetcher:
    """Fetches pictures; an instance is a `Fetch`."""

    def __init__(self, is_allowed: Callable[[str], bool] = is_public) -> None:
        """Begin. `is_allowed` says of an IP address whether it may be asked."""
        self._left = _MOST
        self._refused: dict[str, int] = {}
        self._opener = urllib.request.OpenerDirector()
        self._opener.add_handler(_checking(is_allowed))
        self._opener.add_handler(urllib.request.HTTPRedirectHandler())
        self._opener.add_handler(urllib.request.HTTPErrorProcessor())
        self._opener.add_handler(urllib.request.HTTPDefaultErrorHandler())

    def __call__(self, address: str) -> bytes | None:
        """Return what lies at a web address; None for no such address, too much, or what is not to be had."""
        host = ""
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
            if parts.scheme not in ("http", "https") or not host or self._refused.get(host, 0) >= _REFUSALS:
                return None
            url = quote(address, safe="%/:=&?~#+!$,;'@()*[]")
            request = urllib.request.Request(  # noqa: S310 - of http and https alone, also when redirected
                url, headers={"User-Agent": "techdigest", "Accept": "image/*,*/*;q=0.5"}
            )
            with self._opener.open(request, timeout=_SECONDS) as answer:
                limit = min(MAX_FILE, self._left)
                data: bytes = answer.read(limit + 1)
        except (OSError, ValueError, http.client.HTTPException):  # URLError is an OSError
            self._refused[host] = self._refused.get(host, 0) + 1
            return None
        self._left -= len(data)
        return data if len(data) <= limit else None


def _checking(is_allowed: Callable[[str], bool]) -> urllib.request.BaseHandler:
    """Return a handler that says nothing to an address that is not allowed.

    The address is that of the open connection, so that a name cannot mean another machine a moment later.
    """

    def connection(address: tuple[str, int], *more: Any) -> socket.socket:
        opened = socket.create_connection(address, *more)
        if not is_allowed(opened.getpeername()[0]):
            opened.close()
            raise URLError("not an address of the open web")
        return opened

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            self._create_connection = connection
            super().connect()

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            self._create_connection = connection
            super().connect()

    class Handler(urllib.request.AbstractHTTPHandler):
        def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, request)

        def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, request)

        http_request = urllib.request.AbstractHTTPHandler.do_request_
        https_request = urllib.request.AbstractHTTPHandler.do_request_

    return Handler()
