"""Pages: one environment a language, one way to render, one way to send somebody on."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from learnhub.kit.words import LANGUAGES
from learnhub.web.addresses import Addresses
from learnhub.web.languages import LANGUAGE_FIELD, Dates, Words, language_of
from learnhub.web.prefs import read_prefs
from learnhub.web.viewer import GUEST, Viewer
from learnhub.web.weave import group_size, weave_svg


@dataclass(frozen=True, slots=True)
class Site:
    """What every page may say of the site."""

    operator_name: str
    help_phone: str
    base_url: str
    is_demo: bool
    time_zone: str


STATIC_FOLDER = Path(str(resources.files("learnhub.web"))) / "static"
ROOMS_FOLDER = STATIC_FOLDER.parent.parent


class Pages:
    """The templates of all rooms, in every language. Made once; kept in `app.state.pages`."""

    def __init__(self, addresses: Addresses, site: Site) -> None:
        self.addresses = addresses
        self.site = site
        self._environments = {language: self._make(language) for language in LANGUAGES}

    def render(self, language: str, template: str, values: Mapping[str, Any]) -> str:
        return self.environment(language).get_template(template).render(values)

    def environment(self, language: str) -> Environment:
        return self._environments[language]

    def words(self, language: str) -> Words:
        words: Words = self.environment(language).globals["words"]  # type: ignore[assignment]
        return words

    def _make(self, language: str) -> Environment:
        environment = _LanguageEnvironment(
            loader=_loader(),
            autoescape=True,  # whatever the file's ending
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(language, self.addresses.patterns),
        )
        words = Words(language)
        dates = Dates(language, self.site.time_zone)
        environment.globals.update(
            {
                "_": words.gettext,
                "ngettext": words.ngettext,
                "say": words.say,
                "words": words,
                "dates": dates,
                "lang": language,
                "languages": LANGUAGES,
                "url": self.addresses.in_language(language),
                "has_page": self.addresses.has,
                "static": _static_address,
                "site": self.site,
                "kept": Kept(environment),
                "weave_svg": weave_svg,
                "group_size": group_size,
            }
        )
        # Pairs of a value and a message id become pairs of a value and its words.
        environment.filters["said"] = lambda pairs: [
            (value, words.gettext(message_id)) for value, message_id in pairs
        ]
        return environment


class Kept:
    """Pieces of pages that are the same for everybody, rendered once and kept by what they show.

    In a template: `kept("learning/_lesson_after.html", key, page=page)`. The key must name all
    that the piece depends on. When there are too many pieces all are forgotten.
    """

    LIMIT = 2000

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._pieces: dict[tuple[str, object], Markup] = {}

    def __call__(self, template: str, key: object, **context: object) -> Markup:
        found = self._pieces.get((template, key))
        if found is None:
            found = Markup(self._environment.get_template(template).render(context))
            if len(self._pieces) >= self.LIMIT:
                self._pieces.clear()
            self._pieces[template, key] = found
        return found


class _Compiled(BytecodeCache):
    """Templates compiled once a process, however many applications it makes: tests make thousands.

    `inputs` is all that `_LanguageEnvironment` puts into a template.
    """

    _codes: ClassVar[dict[tuple[object, ...], CodeType | None]] = {}

    def __init__(self, *inputs: object) -> None:
        self._inputs = inputs

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((self._inputs, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[self._inputs, bucket.key, bucket.checksum] = bucket.code


class _PlainContext(Context):
    """Calls what a template calls. Nothing in ours asks for the context or the environment, and looking
    for that wish at every call costs a tenth of a page."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **values: Any,
    ) -> Any:
        return function(*args, **values)


_find_special = re.compile("[&<>'\"]").search  # what `escape` replaces


class _DirectOutput(CodeGenerator):
    """Text with nothing to escape goes into the page as it is: `escape` would make new text each time."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _LanguageEnvironment(Environment):
    """Puts in what never changes in one language when a template is compiled, not when it is shown.

    `_("…")`, `url("…")`, `static("…")` and `icon("…")` without further arguments become plain text:
    most of what a page says is then ready, and rendering costs what is really different.
    """

    context_class = _PlainContext
    code_generator_class = _DirectOutput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[object, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """A page asks for a dozen: none is named relative to another, and none changes."""
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent, globals)
        return found

    @staticmethod
    def written(value: object) -> str:
        """A value as part of a page."""
        if type(value) is Markup or (type(value) is str and not _find_special(value)):
            return value
        return escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All templates share one set of globals; a chain of maps for each would be looked up slowly."""
        return self.globals if not d else super().make_globals(d)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = _ConstantCalls(self).visit(super()._parse(source, name, filename))
        return template


class _ConstantCalls(NodeTransformer):
    FOLDED = frozenset({"_", "url", "static", "icon"})

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name=function),
                args=[nodes.Const(value=argument)],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ) if function in self.FOLDED and self._is_known(function, argument):
                return nodes.Const(self._function(function)(argument), lineno=node.lineno)
        return node

    def _function(self, name: str) -> Callable[[str], str]:
        """A global, or the one macro that is called everywhere with a name."""
        if name == "icon":
            macro: Callable[[str], str] = self.environment.get_template("ui/icons.html").module.icon  # type: ignore[attr-defined]
            return macro
        function: Callable[[str], str] = self.environment.globals[name]  # type: ignore[assignment]
        return function

    def _is_known(self, function: str, argument: str) -> bool:
        """A page may link a route behind a condition, such as the demonstration's."""
        return function != "url" or bool(self.environment.globals["has_page"](argument))  # type: ignore[operator]


def render(
    request: Request,
    template: str,
    page: object,
    *,
    viewer: Viewer = GUEST,
    fragment: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The whole page, or its fragment when htmx asks for a part."""
    chosen = fragment if fragment is not None and wants_fragment(request) else template
    language = language_of(request)
    html = request.app.state.pages.render(
        language,
        chosen,
        {
            "page": page,
            "viewer": viewer,
            "prefs": read_prefs(request, viewer.prefs),
            "here": Here(request, language),
        },
    )
    headers = {
        "vary": "HX-Request, Cookie",
        "content-language": language,
        "cache-control": "private, no-cache" if viewer is GUEST else "no-store",
    }
    if chosen is template:
        # The phone asks for the styles while the compressed page is still on its way.
        headers["link"] = f"<{_static_address('site.css')}>; rel=preload; as=style"
    return HTMLResponse(html, status, headers)


def wants_fragment(request: Request) -> bool:
    """htmx asks for a part; when it restores history it needs the whole page."""
    headers = request.headers
    return headers.get("hx-request") == "true" and "hx-history-restore-request" not in headers


def see_other(request: Request, name: str, *, anchor: str = "", **values: object) -> Response:
    """After a success: 303 to a page, so that reload is harmless."""
    address = url_for(request, name, **values)
    return go_to(f"{address}#{anchor}" if anchor else address)


def go_to(path: str) -> Response:
    return Response(status_code=303, headers={"location": path, "cache-control": "no-store"})


def url_for(request: Request, name: str, **values: object) -> str:
    url: Callable[..., str] = request.app.state.pages.addresses.in_language(language_of(request))
    return url(name, **values)


def words_of(request: Request) -> Words:
    words: Words = request.app.state.pages.words(language_of(request))
    return words


def _loader() -> PrefixLoader:
    """`ui/` is the web room's; every other prefix is the room of that name."""
    folders = {
        folder.parent.name: folder
        for folder in ROOMS_FOLDER.glob("*/templates")
        if folder.parent.name != "web"
    }
    return PrefixLoader(
        {name: FileSystemLoader(folder) for name, folder in folders.items()}
        | {"ui": FileSystemLoader(ROOMS_FOLDER / "web" / "templates" / "ui")}
    )


_STATIC_ADDRESSES: dict[str, str] = {}


def _static_address(file: str) -> str:
    """With a version from the content, so that phones may keep the file for good."""
    if file not in _STATIC_ADDRESSES:
        digest = sha256((STATIC_FOLDER / file).read_bytes()).hexdigest()[:10]
        _STATIC_ADDRESSES[file] = f"/static/{file}?v={digest}"
    return _STATIC_ADDRESSES[file]


class Here:
    """The address of the page that is shown.

    `path` is what follows the language; None where the address has none, as on a printed certificate.
    `query` is empty for what a form brought.
    """

    def __init__(self, request: Request, language: str) -> None:
        # One slash in front: two would name another host.
        self._whole = "/" + quote(request.scope["path"].lstrip("/"))
        has_language = f"{self._whole}/".startswith(f"/{language}/")
        self.path = self._whole[len(language) + 1 :] if has_language else None
        self.query = request.scope["query_string"].decode("latin-1") if request.method == "GET" else ""

    def in_language(self, language: str) -> str:
        if self.path is not None:
            return f"/{language}{self.path}{'?' + self.query if self.query else ''}"
        kept = [pair for pair in parse_qsl(self.query) if pair[0] != LANGUAGE_FIELD]
        return f"{self._whole}?{urlencode([*kept, (LANGUAGE_FIELD, language)])}"
