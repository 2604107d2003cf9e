"""In how many ways a journey is walked: languages, scripts or none, and on which servers."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from learnhub.kit.words import LANGUAGES
from tests.browser.phones import Phones
from tests.browser.ward import Ward


def ways(*short: str) -> pytest.MarkDecorator:
    """With scripts or without, and the language. The long form walks all, and all on PostgreSQL."""
    names = [f"{kind}-{language}" for kind in ("scripts", "plain") for language in LANGUAGES]
    return pytest.mark.parametrize(
        ("has_scripts", "language"),
        [
            pytest.param(
                *(name.startswith("scripts"), name[-2:]),
                id=name,
                marks=() if name in short else pytest.mark.long,
            )
            for name in names
        ],
    )


def phones_on(short: str, *long: str) -> Callable[..., Phones]:
    """A fixture: phones on the server of this name. The long form visits the others too."""

    @pytest.fixture(params=[short, *(pytest.param(name, marks=pytest.mark.long) for name in long)])
    def phones(request: pytest.FixtureRequest, browser: Browser) -> Phones:
        return Phones(browser, request.getfixturevalue(request.param))

    return phones


@pytest.fixture
def ward_of_phones(phones: Phones) -> Iterator[Ward]:
    """What a test knows behind the pages of the server that its phones visit."""
    with Ward.on(phones.server) as opened:
        yield opened
