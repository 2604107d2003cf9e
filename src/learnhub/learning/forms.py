"""What a person chose or typed on the learner's pages."""

from starlette.requests import Request

from learnhub.kit.prefs import SIZES, THEMES, Prefs
from learnhub.kit.text import canonical
from learnhub.kit.words import DEFAULT_LANGUAGE, LANGUAGES
from learnhub.learning.queries import Filters
from learnhub.web.deps import Fields


def read_filters(request: Request) -> Filters:
    """Raises Invalid for a search that holds characters no text holds."""
    query = request.query_params
    return Filters(
        typed=canonical(query.get("q", ""), limit=100),
        topic=query.get("topic", ""),
        audience=query.get("audience", ""),
    )


def read_prefs(form: Fields) -> Prefs:
    """Anything unknown counts as standard."""
    standard = Prefs()
    return Prefs(
        theme=form["theme"] if form["theme"] in THEMES else standard.theme,
        size=form["size"] if form["size"] in SIZES else standard.size,
        lite=form["lite"] == "yes",
        few=form["few"] == "yes",
        language=read_language(form),
    )


def read_language(form: Fields) -> str:
    return form["language"] if form["language"] in LANGUAGES else DEFAULT_LANGUAGE
