"""Every room's tables, so that the metadata is whole for migrations and tests."""

from learnhub.accounts import models as accounts
from learnhub.certificates import models as certificates
from learnhub.courses import models as courses
from learnhub.households import models as households
from learnhub.kit.db import Base
from learnhub.privacy import models as privacy
from learnhub.progress import models as progress
from learnhub.quizzes import models as quizzes
from learnhub.studio import models as studio
from learnhub.units import models as units

metadata = Base.metadata

ROOMS = (units, accounts, households, courses, quizzes, progress, certificates, studio, privacy)
PUBLISHED = courses.PUBLISHED + quizzes.PUBLISHED + certificates.PUBLISHED + studio.PUBLISHED
