"""docs/rules.md, A1 (R-36), A5 (R-38): slow hashes, few at a time, and no answer about who exists."""

import threading
import time
import unicodedata

import pytest

from learnhub.kit import passwords
from learnhub.kit.passwords import hash_password, verify_password


class SlowContext:
    """Stands in for argon2: counts how many hashes are made at the same moment."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = self.most = self.dummies = 0

    def hash(self, _password: str) -> str:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)
        with self.lock:
            self.now -= 1
        return "hashed"

    def verify(self, password: str, _hashed: str) -> bool:
        return bool(self.hash(password))

    def dummy_verify(self) -> bool:
        self.dummies += 1
        return False


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> SlowContext:
    slow = SlowContext()
    monkeypatch.setattr(passwords, "_CONTEXT", slow)
    return slow


def test_a_password_is_known_again_and_another_is_not():
    hashed = hash_password("bốn từ dễ nhớ")
    assert verify_password("bốn từ dễ nhớ", hashed)
    assert not verify_password("bon tu de nho", hashed)


def test_the_hash_is_argon2id_at_least_as_slow_as_the_floor(slow_hashes: None):
    assert hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_typed_on_another_keyboard_is_the_same():
    hashed = hash_password(unicodedata.normalize("NFD", "mật khẩu"))
    assert verify_password(unicodedata.normalize("NFC", "mật khẩu"), hashed)


def test_an_account_that_does_not_exist_is_hashed_for_all_the_same(context: SlowContext):
    assert not verify_password("anything", None)
    assert context.dummies == 1


def test_a_storm_of_sign_ins_makes_two_hashes_at_a_time(context: SlowContext):
    threads = [threading.Thread(target=hash_password, args=("x",)) for _ in range(8)]
    threads += [threading.Thread(target=verify_password, args=("x", "hashed")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert context.most == 2
