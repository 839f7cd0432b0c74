"""The web server behind `kb serve`: textual-serve, speaking to its own pages only.

Needs the extra `web`; knows nothing of minutes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_PATIENCE = 5  # seconds for a program to end
_NOTHING_FROM_ELSEWHERE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self' ws://{own}; frame-ancestors 'none'"
)


# What is typed goes to the terminal from the start; textual-serve's page waits for a click.
_FOCUS = """<script>
new MutationObserver((changes, watch) => {
  const keyboard = document.querySelector(".xterm-helper-textarea");
  if (keyboard) { watch.disconnect(); keyboard.focus(); }
}).observe(document, {childList: true, subtree: true});
</script></head>"""


class MinutesServer(Server):
    """Serves one terminal program, a process for each browser."""

    def __init__(self, command: str, host: str, port: int) -> None:
        super().__init__(command, host, port, title="kb", public_url=f"http://{_bracketed(host)}:{port}")
        self._own = urlsplit(self.public_url).netloc
        self._answering: set[asyncio.Future[web.StreamResponse]] = set()

    def initialize_logging(self) -> None:
        """Log nothing: what goes wrong stands in the browser."""

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command has."""

    async def on_shutdown(self, app: web.Application) -> None:
        """End the programs of all browsers; left alone, each would keep the server for a minute."""
        if tasks := list(self._answering):
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=_PATIENCE)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._keep_to_ourselves)
        return app

    @web.middleware
    async def _keep_to_ourselves(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer own pages only: one of another site must not read along, nor a name that leads here.

        And own pages load nothing from elsewhere; textual-serve's would ask Google for a font.
        """
        origin = request.headers.get("Origin")
        if request.host != self._own or (origin is not None and urlsplit(origin).netloc != self._own):
            raise web.HTTPForbidden(text=f"This is served as {self.public_url} only.")
        answering = asyncio.ensure_future(handler(request))
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)
        response = await answering
        if isinstance(response, web.Response) and response.content_type == "text/html" and response.text:
            response.text = response.text.replace("</head>", _FOCUS, 1)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _NOTHING_FROM_ELSEWHERE.format(own=self._own)
        return response


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
