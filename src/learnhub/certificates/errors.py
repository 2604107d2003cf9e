from learnhub.kit.errors import Conflict, Forbidden, NotFound
from learnhub.kit.words import N_


class CertificateNotFound(NotFound):
    message = N_("There is no such certificate. Its address may have changed.")


class ProgrammeNotCovered(Conflict):
    """Only a home whose adults all covered the programme has a certificate."""

    message = N_("The home's certificate comes when every adult has learned every lesson of the programme.")


class NotOfThisHome(Forbidden):
    """Somebody who signed in on the phone of a home to which they do not belong."""

    message = N_("A person of this home makes its certificate. Choose who is learning first.")


class CourseNotCompleted(Conflict):
    """Only a completed course bears a certificate."""

    message = N_("The certificate comes when the course is completed.")
