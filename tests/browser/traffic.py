"""What a page costs: every answer that came over the network, with its size as it travelled."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from playwright.sync_api import CDPSession, Page


@dataclass
class Answer:
    url: str
    kind: str
    size: int = 0

    @property
    def is_picture(self) -> bool:
        """A lesson's own; avatars and drawings belong to the page."""
        return "/media/" in self.url


@dataclass
class Traffic:
    """Listens while its block runs. Headers count; what comes from the browser's cache does not."""

    page: Page
    answers: dict[str, Answer] = field(default_factory=dict)
    _session: CDPSession | None = None

    def __enter__(self) -> "Traffic":
        self._session = self.page.context.new_cdp_session(self.page)
        self._session.on("Network.requestWillBeSent", self._sent)
        self._session.on("Network.loadingFinished", self._finished)
        self._session.send("Network.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session and kind is None:
            self._session.detach()

    def settle(self) -> None:
        """Nothing is on its way any more, pictures further down included."""
        self.page.wait_for_load_state("networkidle")
        for picture in self.page.locator("img[loading=lazy]").all():
            picture.scroll_into_view_if_needed()
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(200)

    def of(self, *, pictures: bool) -> list[Answer]:
        """An answer without a size came out of the browser's cache."""
        heard = [answer for answer in self.answers.values() if answer.size]
        return [answer for answer in heard if pictures or not answer.is_picture]

    def size(self, *, pictures: bool = True) -> int:
        return sum(answer.size for answer in self.of(pictures=pictures))

    def count(self, *, pictures: bool = True) -> int:
        return len(self.of(pictures=pictures))

    def _sent(self, event: dict[str, Any]) -> None:
        key, url = event["requestId"], event["request"]["url"]
        if url.startswith("data:"):
            return
        if "redirectResponse" in event:
            former = self.answers.pop(key)
            former.size = int(event["redirectResponse"]["encodedDataLength"])
            self.answers[f"{key} before {url}"] = former
        self.answers[key] = Answer(url, event.get("type", ""))

    def _finished(self, event: dict[str, Any]) -> None:
        if answer := self.answers.get(event["requestId"]):
            answer.size = int(event["encodedDataLength"])
