"""A filled-in form of a new member."""

from learnhub.households.service import NewMember
from learnhub.kit.ids import uuid7
from tests.conftest import NOW


def new_member(name: str = "Bà Ba", *, key: str | None = None) -> NewMember:
    return NewMember(key=key or str(uuid7(NOW)), name=name, address_as="ba", avatar="lotus")
