"""Operations of the API: check_ins. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport


class CheckIns:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def check_in(
        self, data: models.CheckInForm, *, selfie: bytes | None = None, key: str = ""
    ) -> models.CheckInAnswer:
        """Presensi."""
        return self._transport.call(
            "POST",
            "/v1/check-ins",
            models.CheckInAnswer,
            body=data,
            files={"selfie": selfie},
            key=key,
        )

    def post_photo(self, photo: bytes) -> models.KeptPhoto:
        """Kirim foto lebih dahulu."""
        return self._transport.call("POST", "/v1/photos", models.KeptPhoto, files={"photo": photo})

    def record_special(
        self,
        data: models.SpecialForm,
        *,
        selfie: bytes | None = None,
        attachment: bytes | None = None,
        key: str = "",
    ) -> models.SpecialAnswer:
        """Absensi khusus."""
        return self._transport.call(
            "POST",
            "/v1/special-attendances",
            models.SpecialAnswer,
            body=data,
            files={"selfie": selfie, "attachment": attachment},
            key=key,
        )
