"""The ASGI application: routes, and what each asks of a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from ..model.errors import KnowledgeBaseError
from ..workers.pool import BrokenOffError, BusyError, OverrunError
from .front_end import served
from .json_api import API, HEAVY
from .limits import BODY_BYTES, Limits
from .negotiation import ENDINGS, GRAPHS, best_type
from .replies import RefusedError, as_json, as_text
from .requests import body_of, fields_of, language_of, root_of
from .security import PREFLIGHT, Security
from .sparql_request import SparqlRequest, read_get, read_post
from .templates import HERE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from .replies import Reply
    from .serving_process import ServingProcess

    Endpoint = Callable[[Request], Awaitable[Response]]

_STATIC = {"style.css": "text/css", "icon.svg": "image/svg+xml"}
_HTML = ("text/html", "application/xhtml+xml")
# Folder of a thing's address -> the field that names it, and the page that shows it.
_THINGS = {"id": ("slug", "entity"), "source": ("source", "source"), "claim": ("claim", "claim")}


def make_app(pool: ServingProcess, limits: Limits) -> Starlette:
    """The application over the process that does its jobs."""
    server = _Server(pool, limits)
    pages = ("search", "path", "timeline", "graph", "statistics", "queries")
    routes = [
        Route("/", server.page("home")),
        *(Route(f"/{name}", server.page(name)) for name in pages),
        Route("/query", server.page("query", heavy=True, longest=BODY_BYTES)),
        Route("/queries/{name}", server.page("library_query", heavy=True)),
        Route("/entity", server.page("entity")),
        *(Route(f"/{folder}/{{name}}", server.thing(folder)) for folder in _THINGS),
        Route("/sparql", server.sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/store", server.graph, methods=["GET", "OPTIONS"]),
        Route("/.well-known/void", server.void),
        Route("/api/{name}", server.api),
        Route("/export/{format}", server.export),
        Route("/static/{name}", static),
        Route("/static/app/{name}", front_end),
    ]
    handlers: Mapping[Any, Any] = {
        KnowledgeBaseError: error_as_text,
        404: server.page("not found"),
    }
    return Starlette(routes=routes, middleware=[Middleware(Security)], exception_handlers=handlers)


class _Server:
    """The endpoints: HTTP on this side, the workers on the other."""

    def __init__(self, pool: ServingProcess, limits: Limits) -> None:
        self.pool = pool
        self.limits = limits

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        asked = await self._asked(request)
        accept = request.headers.get("accept", "")
        if asked.query is None:
            if request.method == "POST":
                raise RefusedError(400, "there is no 'query' in the request")
            if best_type(accept, [*GRAPHS, *_HTML]) in _HTML:
                return Response(status_code=303, headers={"location": "/query", "vary": "Accept"})
            return await self._run({"job": "service", "accept": accept, "root": root_of(request)})
        head = {
            "job": "sparql",
            "accept": accept,
            "default_graphs": asked.default_graphs,
            "named_graphs": asked.named_graphs,
            "services": self.limits.services,
        }
        return await self._run(head, asked.query.encode(), heavy=True)

    async def graph(self, request: Request) -> Response:
        """Graph Store Protocol, the reading half."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT | {"allow": "GET, HEAD, OPTIONS"})
        parameters = request.query_params
        head = {
            "job": "graph",
            "accept": request.headers.get("accept", ""),
            "default": "default" in parameters,
            "graphs": parameters.getlist("graph"),
        }
        return await self._run(head, heavy=True)

    async def void(self, request: Request) -> Response:
        """The VoID description."""
        head = {"job": "void", "accept": request.headers.get("accept", ""), "root": root_of(request)}
        return await self._run(head, heavy=True)

    async def api(self, request: Request) -> Response:
        """A view as JSON."""
        name = request.path_params["name"]
        try:
            if name not in API:
                raise RefusedError(404, f"no /api/{name[:40]}; there are {', '.join(API)}")
            lang, _ = language_of(request)
            head = {"job": "api", "name": name, "fields": fields_of(request), "lang": lang}
            return await self._run(head, heavy=name in HEAVY)
        except KnowledgeBaseError as error:
            return response_of(as_json(_with_status(error)))

    async def export(self, request: Request) -> Response:
        """A file of everything, or of an entity."""
        fields = fields_of(request) | {"format": request.path_params["format"]}
        return await self._run(
            {"job": "export", "fields": fields, "lang": language_of(request)[0]}, heavy=True
        )

    def thing(self, folder: str) -> Endpoint:
        """What an IRI of ours gives: a page, or data about it; by Accept, or by the address's ending."""
        field, page = _THINGS[folder]

        async def endpoint(request: Request) -> Response:
            name, dot, ending = request.path_params["name"].rpartition(".")
            wanted = ENDINGS.get(ending, "") if dot else ""
            if not wanted:
                name = request.path_params["name"]
            accept = wanted or request.headers.get("accept", "")
            if best_type(accept, [*_HTML, *GRAPHS]) in (*_HTML, None):
                return await self._page(request, page, {field: name})
            head = {"job": "resource", "accept": accept, "fields": {field: name}}
            response = await self._run(head)
            if not wanted:
                self._say_where(response, folder, name)
            return response

        return endpoint

    def page(self, name: str, heavy: bool = False, longest: int = 0) -> Endpoint:
        """A page of this name; ``heavy`` ones run queries that others wrote."""

        async def endpoint(request: Request, _: Exception | None = None) -> Response:
            return await self._page(request, name, dict(request.path_params), heavy, longest)

        return endpoint

    async def _page(
        self, request: Request, name: str, named: dict[str, str], heavy: bool = False, longest: int = 0
    ) -> Response:
        lang, chosen = language_of(request)
        fields = fields_of(request, longest) if longest else fields_of(request)
        head = {
            "job": "page",
            "name": name,
            "fields": fields | named,
            "lang": lang,
            "chosen": chosen,
            "path": request.url.path,
            "sent": request.query_params.multi_items(),
            "services": self.limits.services,
        }
        return await self._run(head, heavy=heavy)

    async def _asked(self, request: Request) -> SparqlRequest:
        query_string: bytes = request.scope["query_string"]
        if request.method != "POST":
            return read_get(query_string)
        return read_post(query_string, request.headers.get("content-type", ""), await body_of(request))

    async def _run(self, head: dict[str, Any], body: bytes = b"", heavy: bool = False) -> Response:
        try:
            answer, content = await self.pool.run(
                {**head, "limit": self.limits.answer_bytes}, body, heavy=heavy
            )
        except KnowledgeBaseError as error:
            raise _with_status(error) from None
        if "failed" in answer:
            raise RefusedError(500, f"this failed in a way that is a mistake of ours ({answer['failed']})")
        return Response(content, answer["status"], answer["headers"])

    @staticmethod
    def _say_where(response: Response, folder: str, name: str) -> None:
        media_type = response.headers["content-type"].partition(";")[0]
        ending = next((e for e, type_ in ENDINGS.items() if type_ == media_type), "")
        if ending and response.status_code == 200:
            response.headers["content-location"] = f"/{folder}/{name}.{ending}"


def _with_status(error: KnowledgeBaseError) -> KnowledgeBaseError:
    if isinstance(error, (OverrunError, BusyError, BrokenOffError)):
        return RefusedError(503, error.message, {"retry-after": "5"})
    return error


async def static(request: Request) -> Response:
    """The stylesheet and the icon: these two files, whatever else a name might point at."""
    name = request.path_params["name"]
    if name not in _STATIC:
        raise RefusedError(404, "no such file")
    headers = {"cache-control": "max-age=3600"}
    return Response((HERE / "static" / name).read_bytes(), 200, headers, _STATIC[name])


async def front_end(request: Request) -> Response:
    """A file of the built front end, by its name alone."""
    found = served(request.path_params["name"], request.headers.get("accept-encoding", ""))
    if found is None:
        raise RefusedError(404, "no such file; 'make web' builds the front end")
    if request.headers.get("if-none-match") == found.headers["etag"]:
        return Response(status_code=304, headers=found.headers)
    return Response(found.body, 200, found.headers)


async def error_as_text(request: Request, error: KnowledgeBaseError) -> Response:
    """An error of ours as plain text."""
    return response_of(as_text(error))


def response_of(reply: Reply) -> Response:
    """A reply as Starlette's response."""
    head, body = reply.message()
    return Response(body, head["status"], head["headers"])
