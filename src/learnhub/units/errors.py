from learnhub.kit.errors import Conflict, Invalid, NotFound
from learnhub.kit.words import N_


class UnitNotFound(NotFound):
    message = N_("There is no unit with the code %(code)s.")


class UnitCodeTaken(Conflict):
    message = N_("There is already a unit with the code %(code)s.")


class UnitInsideItself(Conflict):
    message = N_("%(code)s cannot move under %(parent)s: that unit is inside it.")


class UnitCodeUnusable(Invalid):
    message = N_("A unit's code has 1 to 60 small letters, digits and hyphens: hoan-kiem, office-2.")


class UnitNameMissing(Invalid):
    message = N_("Write the unit's name.")


class UnitKindUnknown(Invalid):
    message = N_("A unit is a province, a commune, a neighbourhood or an office.")


class UnitPhoneUnusable(Invalid):
    message = N_("A phone number has at most 30 digits and spaces.")
