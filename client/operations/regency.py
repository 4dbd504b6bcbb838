"""Operations of the API: regency. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class Regency:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def add_variant(
        self, pattern: str, data: models.AddVariant, *, key: str = ""
    ) -> models.Accepted:
        """Jam khusus, misalnya Ramadan."""
        return self._transport.call(
            "POST",
            path_of("/v1/patterns/{pattern}/variants", pattern=pattern),
            models.Accepted,
            body=data,
            key=key,
        )

    def appoint_head(self, opd: str, data: models.AppointHead, *, key: str = "") -> models.Accepted:
        """Tetapkan kepala OPD."""
        return self._transport.call(
            "POST", path_of("/v1/opd/{opd}/heads", opd=opd), models.Accepted, body=data, key=key
        )

    def change_area(
        self, office: str, data: models.ChangeArea, *, key: str = ""
    ) -> models.Accepted:
        """Ubah area kantor."""
        return self._transport.call(
            "POST",
            path_of("/v1/offices/{office}/areas", office=office),
            models.Accepted,
            body=data,
            key=key,
        )

    def change_pattern(
        self, pattern: str, data: models.ChangePattern, *, key: str = ""
    ) -> models.Accepted:
        """Ubah jam kerja."""
        return self._transport.call(
            "POST",
            path_of("/v1/patterns/{pattern}/hours", pattern=pattern),
            models.Accepted,
            body=data,
            key=key,
        )

    def close_office(
        self, office: str, data: models.CloseOffice, *, key: str = ""
    ) -> models.Accepted:
        """Tutup kantor."""
        return self._transport.call(
            "POST",
            path_of("/v1/offices/{office}/closings", office=office),
            models.Accepted,
            body=data,
            key=key,
        )

    def declare_holiday(self, data: models.DeclareHoliday, *, key: str = "") -> models.Accepted:
        """Hari libur."""
        return self._transport.call(
            "POST", "/v1/calendar/holidays", models.Accepted, body=data, key=key
        )

    def declare_outage(self, data: models.DeclareOutage, *, key: str = "") -> models.Accepted:
        """Gangguan sistem."""
        return self._transport.call(
            "POST", "/v1/calendar/outages", models.Accepted, body=data, key=key
        )

    def define_pattern(self, data: models.DefinePattern, *, key: str = "") -> models.Accepted:
        """Tetapkan pola kerja."""
        return self._transport.call("POST", "/v1/patterns", models.Accepted, body=data, key=key)

    def discharge_head(
        self, opd: str, data: models.DischargeHead, *, key: str = ""
    ) -> models.Accepted:
        """Jabatan kosong."""
        return self._transport.call(
            "POST",
            path_of("/v1/opd/{opd}/heads/discharged", opd=opd),
            models.Accepted,
            body=data,
            key=key,
        )

    def end_day(self, data: models.EndDay, *, key: str = "") -> models.Accepted:
        """Nyatakan hari berakhir."""
        return self._transport.call(
            "POST", "/v1/calendar/ended-days", models.Accepted, body=data, key=key
        )

    def establish_opd(self, data: models.EstablishOpd, *, key: str = "") -> models.Accepted:
        """Bentuk OPD."""
        return self._transport.call("POST", "/v1/opd", models.Accepted, body=data, key=key)

    def open_office(self, data: models.OpenOffice, *, key: str = "") -> models.Accepted:
        """Buka kantor dengan areanya."""
        return self._transport.call("POST", "/v1/offices", models.Accepted, body=data, key=key)

    def rename_office(
        self, office: str, data: models.RenameOffice, *, key: str = ""
    ) -> models.Accepted:
        """Ganti nama kantor."""
        return self._transport.call(
            "POST",
            path_of("/v1/offices/{office}/names", office=office),
            models.Accepted,
            body=data,
            key=key,
        )

    def rename_opd(self, opd: str, data: models.RenameOpd, *, key: str = "") -> models.Accepted:
        """Ganti nama OPD."""
        return self._transport.call(
            "POST", path_of("/v1/opd/{opd}/names", opd=opd), models.Accepted, body=data, key=key
        )

    def withdraw_holiday(self, data: models.WithdrawHoliday, *, key: str = "") -> models.Accepted:
        """Batal libur."""
        return self._transport.call(
            "POST", "/v1/calendar/holidays/withdrawn", models.Accepted, body=data, key=key
        )

    def withdraw_outage(self, data: models.WithdrawOutage, *, key: str = "") -> models.Accepted:
        """Batal gangguan."""
        return self._transport.call(
            "POST", "/v1/calendar/outages/withdrawn", models.Accepted, body=data, key=key
        )

    def withdraw_variant(
        self, pattern: str, data: models.WithdrawVariant, *, key: str = ""
    ) -> models.Accepted:
        """Tarik jam khusus."""
        return self._transport.call(
            "POST",
            path_of("/v1/patterns/{pattern}/variants/withdrawn", pattern=pattern),
            models.Accepted,
            body=data,
            key=key,
        )
