"""Random histories of homes: what people do, and in plain Python what must be true afterwards.

A step is one function of `STEPS`: it proposes something that may or may not be allowed, does it through
the site's own verbs, and writes down what follows. Another kind of step is another function.
"""

from collections.abc import Callable

from tests.households.histories import erasing, homes, learning, moving
from tests.households.histories.model import History

STEPS: tuple[Callable[[History], None], ...] = (
    *(homes.start_home, homes.join, homes.join, homes.join_as_child, homes.join_as_child),
    *(homes.leave, homes.leave, homes.take_back, homes.hand_over, homes.grow_up),
    *(moving.move, moving.move, moving.split, moving.merge),
    *(learning.finish, learning.finish, learning.finish, learning.answer_check, learning.answer_check),
    *(
        learning.learn_together,
        learning.learn_everything,
        learning.practise,
        learning.take_test,
        learning.claim,
    ),
    *(erasing.withdraw, erasing.agree_again, erasing.erase_person, erasing.erase_person, erasing.erase_home),
    *(erasing.keep_person, erasing.keep_by_operator, erasing.keep_home, erasing.erase_what_is_due),
)


def take_a_step(history: History) -> None:
    history.wait()
    step = history.chance.choice(STEPS) if history.is_anybody_home else homes.start_home
    step(history)
