"""Why a check-in, or a special attendance, is not accepted."""

from domain.refusals import Refusal, Unreadable


class NotEnrolled(Refusal):
    """Attendance by phone is not yet expected of this employee."""

    code = "not_enrolled"


class NoSession(Refusal):
    """The pattern has no session on this date."""

    code = "no_session"
    field = "session"


class SessionUnknown(Unreadable):
    code = "session_unknown"
    field = "session"


class OfficeAreaUnknown(Refusal):
    """The office has no area on this date; Diskominfo enters one."""

    code = "office_area_unknown"


class AccuracyUnreadable(Unreadable):
    code = "accuracy_unreadable"
    field = "accuracy_m"


class DeviceNotBound(Refusal):
    code = "device_not_bound"
    field = "device"


class DeviceForeign(Refusal):
    """Another phone than the one that is bound to the employee."""

    code = "device_foreign"
    field = "device"


class MockLocation(Refusal):
    """The phone says that an app makes up its position."""

    code = "mock_location"
    field = "position"


class AccuracyTooPoor(Refusal):
    code = "accuracy_too_poor"
    field = "accuracy_m"


class TooFar(Refusal):
    code = "too_far"
    field = "position"


class SelfieMissing(Refusal):
    code = "selfie_missing"
    field = "selfie"


class SelfieUsedBefore(Refusal):
    code = "selfie_used_before"
    field = "selfie"
