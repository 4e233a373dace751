"""How updates reach the bot: long polling, or a webhook."""

import asyncio
import ipaddress
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from tests.fake_telegram import limits
from tests.fake_telegram.errors import ApiError, Json, bad_request
from tests.fake_telegram.parameters import Params
from tests.fake_telegram.state import State

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_WEBHOOK_PORTS = (80, 88, 443, 8443)


@dataclass(slots=True, eq=False)
class Poll:
    """A ``getUpdates`` that waits."""

    woken: asyncio.Event = field(default_factory=asyncio.Event)
    error: ApiError | None = None


class Delivery:
    """Polling and webhook over one queue; lives in the server's event loop.

    Args:
        state: Holds the queue.
        reverse_proxy: Where webhook posts go instead of the public URL's host, such as
            "http://127.0.0.1:8443"; without it only loopback URLs are ever contacted.
    """

    def __init__(self, state: State, reverse_proxy: str | None = None) -> None:
        self.state = state
        self.reverse_proxy = reverse_proxy
        self.poll: Poll | None = None
        self._loop = asyncio.get_running_loop()
        self._secret = ""
        self._arrived = asyncio.Event()
        self._poster: asyncio.Task[None] | None = None
        state.wake = self._wake_from_any_thread

    def serves_here(self) -> bool:
        """Whether the caller runs in the event loop that serves."""
        try:
            return asyncio.get_running_loop() is self._loop
        except RuntimeError:
            return False

    def _wake_from_any_thread(self) -> None:
        self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._arrived.set()
        if self.poll:
            self.poll.woken.set()

    async def get_updates(self, params: Params, gone: asyncio.Event) -> list[Json]:
        """Long polling. A waiting poll ends with 409 when another arrives, as on Telegram.

        Args:
            params: ``offset`` confirms all before it; negative, it forgets all but the last.
            gone: Set when the client has closed the connection.
        """
        if self.state.webhook["url"]:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._end_poll(
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        limit = min(max(params.integer("limit", limits.UPDATES), 1), limits.UPDATES)
        seconds = min(max(params.integer("timeout"), 0), limits.POLL_SECONDS)
        self._allow(params)
        self._confirm(params.integer("offset"))
        deadline = self._loop.time() + seconds
        while True:
            with self.state.changed:
                batch = self.state.updates[:limit]
            left = deadline - self._loop.time()
            if batch or left <= 0 or gone.is_set():
                return batch
            await self._wait(left, gone)

    async def _wait(self, seconds: float, gone: asyncio.Event) -> None:
        """Until an update, another poll, the client's leaving, or the time is up."""
        self.poll = poll = Poll()
        leaving = asyncio.ensure_future(gone.wait())
        leaving.add_done_callback(lambda _: poll.woken.set())
        self._notify()
        try:
            async with asyncio.timeout(seconds):
                await poll.woken.wait()
        except TimeoutError:
            pass
        finally:
            leaving.cancel()
            if self.poll is poll:
                self.poll = None
        if poll.error:
            raise poll.error

    def set_webhook(self, params: Params) -> bool:
        url, secret = params.text("url"), params.text("secret_token")
        if not url:
            return self.delete_webhook(params)
        parts = urlsplit(url)
        if parts.scheme != "https" and not _is_loopback(parts.hostname):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not _is_loopback(parts.hostname) and (parts.port or 443) not in _WEBHOOK_PORTS:
            raise bad_request(
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
            )
        if len(secret) > limits.SECRET_TOKEN:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self._end_poll("Conflict: terminated by setWebhook request")
        self._allow(params)
        self._drop_if_asked(params)
        self._stop_posting()
        self._secret = secret
        self.state.webhook = {"url": url, "max_connections": params.integer("max_connections", 40)}
        self._poster = self._loop.create_task(self._post_all(url))
        return True

    def delete_webhook(self, params: Params) -> bool:
        self._drop_if_asked(params)
        self._stop_posting()
        self.state.webhook = {"url": ""}
        return True

    def get_webhook_info(self) -> Json:
        info = {
            **self.state.webhook,
            "has_custom_certificate": False,
            "pending_update_count": len(self.state.updates),
        }
        if self.state.allowed_updates:
            info["allowed_updates"] = sorted(self.state.allowed_updates)
        return info

    async def close(self) -> None:
        """End what waits."""
        self.state.wake = None
        if self.poll:
            self.poll.woken.set()
        task = self._poster
        self._stop_posting()
        if task:
            await asyncio.gather(task, return_exceptions=True)

    async def _post_all(self, url: str) -> None:
        """Post the updates in order, each until the bot answers 2xx."""
        client = AsyncHTTPClient(force_instance=True)
        pause = 0.05
        try:
            while True:
                self._arrived.clear()
                if not self.state.updates:
                    await self._arrived.wait()
                    continue
                update = self.state.updates[0]
                if error := await self._post(client, url, update):
                    self.state.webhook |= {
                        "last_error_message": error,
                        "last_error_date": self.state.now(),
                    }
                    self._notify()
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, 1.0)
                    continue
                pause = 0.05
                with self.state.changed:
                    if update in self.state.updates:
                        self.state.updates.remove(update)
                    self.state.changed.notify_all()
        finally:
            client.close()

    async def _post(self, client: AsyncHTTPClient, url: str, update: Json) -> str:
        """Post one update; returns the error as ``getWebhookInfo`` tells it, or nothing."""
        parts = urlsplit(url)
        if self.reverse_proxy:
            url = self.reverse_proxy + parts.path + (f"?{parts.query}" if parts.query else "")
        elif not _is_loopback(parts.hostname):
            return "Failed to resolve host: No address associated with hostname"
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        try:
            await client.fetch(
                HTTPRequest(url, method="POST", headers=headers, body=json.dumps(update))
            )
        except HTTPClientError as error:
            return f"Wrong response from the webhook: {error.code} {error.message}"
        except OSError:
            return "Connection refused"
        return ""

    def _end_poll(self, reason: str) -> None:
        if self.poll:
            self.poll.error = ApiError(409, reason)
            self.poll.woken.set()
            self.poll = None

    def _allow(self, params: Params) -> None:
        allowed = params.json("allowed_updates", list, "allowed_updates")
        if allowed is not None:
            self.state.allowed_updates = frozenset(map(str, allowed)) or None

    def _confirm(self, offset: int) -> None:
        with self.state.changed:
            if offset < 0:
                del self.state.updates[:offset]
            elif offset:
                kept = [u for u in self.state.updates if u["update_id"] >= offset]
                self.state.updates[:] = kept
            self.state.changed.notify_all()

    def _drop_if_asked(self, params: Params) -> None:
        if params.boolean("drop_pending_updates"):
            with self.state.changed:
                self.state.updates.clear()

    def _stop_posting(self) -> None:
        if self._poster:
            self._poster.cancel()
            self._poster = None

    def _notify(self) -> None:
        with self.state.changed:
            self.state.changed.notify_all()


def _is_loopback(host: str | None) -> bool:
    """A local Bot API server takes plain http, which the fake allows on this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
