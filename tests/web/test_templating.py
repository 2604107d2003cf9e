"""What a template writes is escaped, whatever kind of value it is."""

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup
from starlette.testclient import TestClient

from learnhub.web.templating import Pages

SAMPLE = "{{ value }}|{% set kept %}{{ value }}{% endset %}{{ kept }}|{{ [value] | join }}|{{ value ~ '<' }}"


class Marked:
    def __html__(self) -> str:
        return "<b>"


@pytest.mark.parametrize(
    "value",
    ["plain", "đ & <i>", "a 'b'", 'a "b"', ">", "", 7, None, Markup("<b>&amp;</b>"), Marked(), ["<"]],
)
def test_values_are_written_as_jinja_writes_them(client: TestClient, value: object):
    pages: Pages = client.app.state.pages
    ours = pages.environment("vi").from_string(SAMPLE).render(value=value)
    assert ours == Environment(autoescape=True, loader=DictLoader({})).from_string(SAMPLE).render(value=value)
