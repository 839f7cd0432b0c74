"""The web server behind `kb serve`: textual-serve, speaking to its own pages only.

Needs the extra `web`; knows nothing of minutes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class MinutesServer(Server):
    """Serves one terminal program, a process for each browser."""

    def __init__(self, command: str, host: str, port: int) -> None:
        super().__init__(command, host, port, title="kb", public_url=f"http://{_bracketed(host)}:{port}")

    def initialize_logging(self) -> None:
        """Log nothing: what goes wrong stands in the browser."""

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command has."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._refuse_other_pages)
        return app

    @web.middleware
    async def _refuse_other_pages(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """A page of another site in the same browser must not read along, nor a name that leads here."""
        own = urlsplit(self.public_url).netloc
        origin = request.headers.get("Origin")
        if request.host != own or (origin is not None and urlsplit(origin).netloc != own):
            raise web.HTTPForbidden(text=f"This is served as {self.public_url} only.")
        return await handler(request)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
