"""What follows from what. A room announces a fact; rooms above hear it in the same transaction."""

from sqlalchemy.orm import Session


def publish(session: Session, event: object) -> None:
    """Tell every handler of this event's type, in order. A handler that raises undoes everything."""
    for handle in session.info["reactions"].get(type(event), ()):
        handle(session, event)
