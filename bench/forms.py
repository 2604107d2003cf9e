"""Forms as a browser without scripts would fill them in and send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

UNKNOWN = "unknown"  # "I don't know yet" stands under every question
# The buttons that a person presses who wants to go on.
ONWARD = (("go", "next"), ("go", "review"), ("confirmed", "yes"))


@dataclass
class Form:
    """`hidden` is sent as it is; `choices` are the values that a person can pick, by field."""

    action: str
    hidden: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def filled(self) -> str:
        """The first choice of every field, a word where one is typed, and the button that goes on."""
        picked = [(name, values[0]) for name, values in self.choices.items() if values]
        words = [(name, "1022") for name in self.typed]
        return urlencode(self.hidden + picked + words + self.button)

    @property
    def button(self) -> list[tuple[str, str]]:
        return [button for button in self.buttons if button in ONWARD][:1]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""))
            if given.get("method", "").lower() == "post":
                self.found.append(self._form)
        elif self._form is not None:
            self._take(self._form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def _take(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        kind = given.get("type", "text") if tag == "input" else tag
        if kind == "select":
            self._select = name
        elif kind == "option" and self._select and value:
            form.choices.setdefault(self._select, []).append(value)
        elif kind == "hidden":
            form.hidden.append((name, value))
        elif kind in {"radio", "checkbox"} and value != UNKNOWN:
            form.choices.setdefault(name, []).append(value)
        elif kind in {"button", "submit"}:
            form.buttons.append((name, value))
        elif kind in {"text", "textarea"}:
            form.typed.append(name)


def read_forms(html: str) -> list[Form]:
    """The forms of a page that post."""
    reader = _Forms()
    reader.feed(html)
    return reader.found


def find_form(html: str, ending: str) -> Form:
    """The form whose action ends so. Raises LookupError."""
    for form in read_forms(html):
        if form.action.split("?")[0].endswith(ending):
            return form
    raise LookupError(f"the page has no form that posts to …{ending}")
