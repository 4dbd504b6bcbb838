"""Operations of the API: corrections. Made by `make client`: change the API, not this file."""

from datetime import date

from client import models
from client.transport import Transport, path_of


class Corrections:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def excuse(
        self, employee: str, on: date, data: models.ExcuseSession, *, key: str = ""
    ) -> models.Accepted:
        """Sesi dimaafkan dengan alasan."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/days/{on}/excuses", employee=employee, on=on),
            models.Accepted,
            body=data,
            key=key,
        )

    def impose(
        self, employee: str, data: models.ImposePunishment, *, key: str = ""
    ) -> models.Accepted:
        """Catat hukuman disiplin."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/punishments", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def lift(
        self, employee: str, punishment: str, data: models.LiftPunishment, *, key: str = ""
    ) -> models.Accepted:
        """Cabut hukuman disiplin."""
        return self._transport.call(
            "POST",
            path_of(
                "/v1/employees/{employee}/punishments/{punishment}/liftings",
                employee=employee,
                punishment=punishment,
            ),
            models.Accepted,
            body=data,
            key=key,
        )

    def record_away(
        self, employee: str, on: date, data: models.RecordAway, *, key: str = ""
    ) -> models.Accepted:
        """Meninggalkan kantor."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/days/{on}/absences", employee=employee, on=on),
            models.Accepted,
            body=data,
            key=key,
        )

    def record_manual(
        self, employee: str, on: date, data: models.RecordManual, *, key: str = ""
    ) -> models.Accepted:
        """Presensi manual dengan bukti."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/days/{on}/manual-records", employee=employee, on=on),
            models.Accepted,
            body=data,
            key=key,
        )

    def void(
        self, employee: str, on: date, data: models.VoidRecord, *, key: str = ""
    ) -> models.Accepted:
        """Batalkan satu catatan presensi."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/days/{on}/voidings", employee=employee, on=on),
            models.Accepted,
            body=data,
            key=key,
        )

    def withdraw_excuse(
        self, employee: str, on: date, data: models.WithdrawExcuse, *, key: str = ""
    ) -> models.Accepted:
        """Tarik pemaafan sesi."""
        return self._transport.call(
            "POST",
            path_of(
                "/v1/employees/{employee}/days/{on}/excuses/withdrawn", employee=employee, on=on
            ),
            models.Accepted,
            body=data,
            key=key,
        )
