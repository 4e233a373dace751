"""The Bot API over HTTP, on tornado."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

from tests.fake_telegram.delivery import Delivery
from tests.fake_telegram.errors import ApiError, bad_request
from tests.fake_telegram.faults import Fault
from tests.fake_telegram.methods import SERVED
from tests.fake_telegram.parameters import Params, Upload, method_named, refuse_unknown
from tests.fake_telegram.state import Call, State


class Api:
    """What the handlers share.

    Args:
        state: What the methods read and change.
        delivery: The methods about updates.
        token: The only one that opens.
        fault_for: The fault that strikes a call of the method named for the chat, or None.
        crashed: Told of every error that is the fake's own.
        routes: What else is served.
    """

    def __init__(
        self,
        state: State,
        delivery: Delivery,
        token: str,
        fault_for: Callable[[str, str], Fault | None],
        crashed: Callable[[Exception], None],
        routes: Sequence[Any] = (),
    ) -> None:
        self.state = state
        self.delivery = delivery
        self.token = token
        self.fault_for = fault_for
        self.crashed = crashed
        self.routes = routes

    def application(self) -> Application:
        """The routes; requests are not logged, since their paths hold the token."""
        return Application(
            [
                (r"/bot([^/]+)/([^/]*)", _MethodHandler, {"api": self}),
                (r"/file/bot([^/]+)/(.+)", _FileHandler, {"api": self}),
                *self.routes,
            ],
            log_function=lambda handler: None,
        )

    async def act(self, method: str, params: Params, gone: asyncio.Event) -> object:
        """Do what the method does; raises :class:`ApiError` for a refusal."""
        refuse_unknown(method, params)
        match method:
            case "getUpdates":
                return await self.delivery.get_updates(params, gone)
            case "setWebhook":
                return self.delivery.set_webhook(params)
            case "deleteWebhook":
                return self.delivery.delete_webhook(params)
            case "getWebhookInfo":
                return self.delivery.get_webhook_info()
        with self.state.changed:
            return SERVED[method](self.state, params)


class _Handler(RequestHandler):
    def initialize(self, api: Api) -> None:
        self.api = api
        self.gone = asyncio.Event()

    def data_received(self, chunk: bytes) -> None:
        """Bodies are not streamed."""

    def on_connection_close(self) -> None:
        self.gone.set()

    def check_token(self, token: str) -> None:
        if token != self.api.token:
            raise ApiError(401, "Unauthorized")

    def answer(self, status: int, body: bytes, content_type: str = "application/json") -> None:
        if self.gone.is_set():
            self._auto_finish = False
            return
        self.set_status(status)
        self.set_header("Content-Type", content_type)
        self.finish(body)

    def refuse(self, error: ApiError) -> None:
        self.answer(error.code, json.dumps(error.body()).encode())


class _MethodHandler(_Handler):
    async def get(self, token: str, name: str) -> None:
        await self.post(token, name)

    async def post(self, token: str, name: str) -> None:
        method, params = name, Params({})
        started = time.time()
        fault: Fault | None = None
        error: ApiError | None = None
        result: object = None
        try:
            self.check_token(token)
            params = read_params(self.request)
            method = method_named(name)
            fault = self.api.fault_for(method, params.text("chat_id"))
            if fault is None or fault.acts:
                result = await self.api.act(method, params, self.gone)
        except ApiError as refusal:
            error = refusal
        except Exception as crash:
            self.api.crashed(crash)
            error = ApiError(500, f"Internal Server Error: the fake itself failed: {crash!r}")
        files = {key: upload.content for key, upload in params.files.items()}
        seen = (fault.error if fault else None) or error
        label = fault.name if fault else None
        self.api.state.record(Call(started, method, dict(params.values), files, seen, label))
        if fault:
            await self._fail(fault)
        elif error:
            self.refuse(error)
        else:
            self.answer(200, json.dumps({"ok": True, "result": result}).encode())

    async def _fail(self, fault: Fault) -> None:
        if fault.body is not None and fault.error:
            self.answer(fault.error.code, fault.body, "text/html")
        elif fault.error:
            self.refuse(fault.error)
        else:
            self._auto_finish = False
            if fault.silent:
                await self.gone.wait()
            else:
                connection: Any = self.request.connection
                connection.stream.close()


class _FileHandler(_Handler):
    def get(self, token: str, path: str) -> None:
        try:
            self.check_token(token)
            _, content = self.api.state.files[path.removeprefix("documents/")]
        except ApiError as error:
            self.refuse(error)
        except KeyError:
            self.refuse(ApiError(404, "Not Found"))
        else:
            self.answer(200, content, "application/octet-stream")


def read_params(request: HTTPServerRequest) -> Params:
    """The parameters of a request: query, urlencoded or multipart form, or JSON body.

    Raises:
        ApiError: 400, a JSON body that is none.
    """
    values = {name: given[-1].decode() for name, given in request.arguments.items()}
    if request.headers.get("Content-Type", "").startswith("application/json") and request.body:
        try:
            body = json.loads(request.body)
        except ValueError as error:
            raise bad_request("can't parse JSON object") from error
        if not isinstance(body, dict):
            raise bad_request("object expected")
        for name, value in body.items():
            if value is not None:
                values[name] = value if isinstance(value, str) else json.dumps(value)
    files = {
        name: Upload(given[-1].filename, given[-1].body, given[-1].content_type)
        for name, given in request.files.items()
    }
    return Params(values, files)
