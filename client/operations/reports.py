"""Operations of the API: reports. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator

from client import models
from client.transport import Transport, path_of


class Reports:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_differences(
        self, report: int, *, opd: str | None = None, cursor: str = "", limit: int = 100
    ) -> models.DifferencePage:
        """Bulan-pegawai yang angkanya berubah, pasal demi pasal."""
        return self._transport.call(
            "GET",
            path_of("/v1/reports/{report}/differences", report=report),
            models.DifferencePage,
            query={"opd": opd, "cursor": cursor, "limit": limit},
        )

    def list_differences_pages(
        self, report: int, *, opd: str | None = None, cursor: str = "", limit: int = 100
    ) -> Iterator[models.DifferencePage]:
        """Bulan-pegawai yang angkanya berubah, pasal demi pasal."""
        while True:
            page = self.list_differences(report=report, opd=opd, cursor=cursor, limit=limit)
            yield page
            if page.next is None:
                return
            cursor = page.next

    def list_reports(
        self, *, perbup: str | None = None, after: int = 0, key: str = ""
    ) -> list[models.ProjectionsReportsProgress]:
        """Laporan perubahan angka karena perubahan Perbup, yang terbaru lebih dahulu."""
        return self._transport.call(
            "GET",
            "/v1/reports",
            list[models.ProjectionsReportsProgress],
            query={"perbup": perbup, "after": after},
            key=key,
        )

    def resume_report(self, report: int, *, key: str = "") -> models.ProjectionsReportsProgress:
        """Lanjutkan penghitungan perubahan Perbup yang dihentikan."""
        return self._transport.call(
            "POST",
            path_of("/v1/reports/{report}/resumptions", report=report),
            models.ProjectionsReportsProgress,
            key=key,
        )

    def show_report(self, report: int) -> models.Report:
        """Satu laporan: kemajuan, jumlah, dan jumlah menurut OPD."""
        return self._transport.call(
            "GET", path_of("/v1/reports/{report}", report=report), models.Report
        )

    def stop_report(self, report: int, *, key: str = "") -> models.ProjectionsReportsProgress:
        """Hentikan sebuah simulasi, atau penghitungan perubahan Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/reports/{report}/cancellations", report=report),
            models.ProjectionsReportsProgress,
            key=key,
        )
