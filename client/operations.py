"""A method for each operation of the API. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal

from client import models
from client.streams import Event
from client.transport import Transport, path_of


class Accounts:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def disable(self, account: str) -> None:
        """Nonaktifkan akun."""
        self._transport.call(
            "POST", path_of("/v1/accounts/{account}/disablings", account=account), type(None)
        )

    def enable(self, account: str) -> None:
        """Aktifkan lagi akun."""
        self._transport.call(
            "DELETE", path_of("/v1/accounts/{account}/disablings", account=account), type(None)
        )

    def grant(self, account: str, data: models.RoleForm) -> None:
        """Beri peran."""
        self._transport.call(
            "POST", path_of("/v1/accounts/{account}/roles", account=account), type(None), body=data
        )

    def list_attempts(self, account: str) -> list[models.AttemptView]:
        """Percobaan masuk terakhir dari suatu akun."""
        return self._transport.call(
            "GET",
            path_of("/v1/accounts/{account}/login-attempts", account=account),
            list[models.AttemptView],
        )

    def open_account(self, employee: str, data: models.OpenAccount) -> models.OpenedAccount:
        """Buka akun pegawai."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/account", employee=employee),
            models.OpenedAccount,
            body=data,
        )

    def reset_password(self, account: str) -> models.OpenedAccount:
        """Beri kata sandi baru."""
        return self._transport.call(
            "POST",
            path_of("/v1/accounts/{account}/password-resets", account=account),
            models.OpenedAccount,
        )

    def revoke(self, account: str, data: models.RoleForm) -> None:
        """Cabut peran."""
        self._transport.call(
            "POST",
            path_of("/v1/accounts/{account}/roles/revoked", account=account),
            type(None),
            body=data,
        )

    def show_account(self, account: str) -> models.AccountView:
        """Akun, perannya, dan siapa yang memberikannya."""
        return self._transport.call(
            "GET", path_of("/v1/accounts/{account}", account=account), models.AccountView
        )

    def show_attempt(self, reference: str) -> models.AttemptView:
        """Mengapa gagal masuk, menurut nomor rujukan."""
        return self._transport.call(
            "GET",
            path_of("/v1/login-attempts/{reference}", reference=reference),
            models.AttemptView,
        )

    def unblock(self, account: str) -> models.Unblocked:
        """Buka blokir masuk dari semua tempat."""
        return self._transport.call(
            "POST", path_of("/v1/accounts/{account}/unblockings", account=account), models.Unblocked
        )


class Audit:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def day_events(self, employee: str, on: date, *, key: str = "") -> list[models.EventView]:
        """Peristiwa suatu hari presensi."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/days/{on}/events", employee=employee, on=on),
            list[models.EventView],
            key=key,
        )

    def day_photo(
        self, employee: str, on: date, sha256: str, *, size: Literal["full", "thumbnail"] = "full"
    ) -> bytes:
        """Selfie atau lampiran yang disebut hari itu."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/days/{on}/photos/{sha256}",
                employee=employee,
                on=on,
                sha256=sha256,
            ),
            bytes,
            query={"size": size},
        )

    def employee_events(
        self,
        employee: str,
        *,
        after_position: int = 0,
        known_at: datetime | None = None,
        limit: int = 200,
    ) -> models.EventPage:
        """Semua peristiwa seorang pegawai."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/events", employee=employee),
            models.EventPage,
            query={"after_position": after_position, "known_at": known_at, "limit": limit},
        )

    def employee_events_pages(
        self,
        employee: str,
        *,
        after_position: int = 0,
        known_at: datetime | None = None,
        limit: int = 200,
    ) -> Iterator[models.EventPage]:
        """Semua peristiwa seorang pegawai."""
        while True:
            page = self.employee_events(
                employee=employee, after_position=after_position, known_at=known_at, limit=limit
            )
            yield page
            if page.next is None:
                return
            after_position = page.next

    def evidence(self, employee: str) -> bytes:
        """Bukti seorang pegawai sebagai arsip ZIP."""
        return self._transport.call(
            "GET", path_of("/v1/employees/{employee}/evidence", employee=employee), bytes
        )


class Auth:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def change_password(self, data: models.PasswordRequest) -> models.SignedIn:
        """Ganti kata sandi."""
        return self._transport.call("POST", "/v1/auth/password", models.SignedIn, body=data)

    def login(self, data: models.LoginRequest) -> models.SignedIn:
        """Masuk dengan NIP dan kata sandi."""
        return self._transport.call("POST", "/v1/auth/login", models.SignedIn, body=data)

    def logout(self, data: models.RefreshRequest) -> None:
        """Keluar dari ponsel ini."""
        self._transport.call("POST", "/v1/auth/logout", type(None), body=data)

    def logout_everywhere(self) -> None:
        """Keluar dari semua ponsel dan komputer."""
        self._transport.call("POST", "/v1/auth/logout-everywhere", type(None))

    def me(self) -> models.Me:
        """Siapa saya dan apa peran saya."""
        return self._transport.call("GET", "/v1/me", models.Me)

    def refresh(self, data: models.RefreshRequest) -> models.SignedIn:
        """Perbarui tanda masuk."""
        return self._transport.call("POST", "/v1/auth/refresh", models.SignedIn, body=data)


class Boards:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def boards(self, *, on: date | None = None, after: int = 0) -> dict[str, dict[str, int]]:
        """Berapa pegawai dalam tiap keadaan, menurut OPD."""
        return self._transport.call(
            "GET", "/v1/boards", dict[str, dict[str, int]], query={"on": on, "after": after}
        )

    def confirmations(self, *, position: int, last_event_id: str = "") -> Iterator[Event]:
        """Kabar bahwa presensi sudah terlihat (server-sent events)."""
        return self._transport.listen(
            "/v1/me/confirmations", query={"position": position}, last_event_id=last_event_id
        )

    def live_board(self, opd: str, *, last_event_id: str = "") -> Iterator[Event]:
        """Papan hari ini, langsung (server-sent events)."""
        return self._transport.listen(
            path_of("/v1/opd/{opd}/board", opd=opd), last_event_id=last_event_id
        )

    def month_board(self, opd: str, month: str, *, after: int = 0) -> list[models.MonthRow]:
        """Sebulan di suatu OPD, menurut pegawai."""
        return self._transport.call(
            "GET",
            path_of("/v1/opd/{opd}/months/{month}", opd=opd, month=month),
            list[models.MonthRow],
            query={"after": after},
        )

    def today(
        self,
        opd: str,
        *,
        on: date | None = None,
        only: Literal[
            "off", "cuti", "absent", "pending", "late", "present", "expected", None
        ] = None,
        after: int = 0,
    ) -> models.Board:
        """Siapa terlambat, tidak hadir, menunggu, atau cuti hari ini."""
        return self._transport.call(
            "GET",
            path_of("/v1/opd/{opd}/today", opd=opd),
            models.Board,
            query={"on": on, "only": only, "after": after},
        )


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


class Deliveries:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def counts(self) -> models.Counts:
        """Banyaknya pengiriman menurut keadaannya."""
        return self._transport.call("GET", "/v1/kinerja/deliveries/counts", models.Counts)

    def deliveries(
        self,
        *,
        state: Literal["waiting", "delivered", "dead", "dismissed", None] = None,
        employee: str | None = None,
        cursor: int = 0,
        limit: int = 100,
    ) -> models.DeliveryPage:
        """Pengiriman laporan kinerja ke situs kinerja."""
        return self._transport.call(
            "GET",
            "/v1/kinerja/deliveries",
            models.DeliveryPage,
            query={"state": state, "employee": employee, "cursor": cursor, "limit": limit},
        )

    def deliveries_pages(
        self,
        *,
        state: Literal["waiting", "delivered", "dead", "dismissed", None] = None,
        employee: str | None = None,
        cursor: int = 0,
        limit: int = 100,
    ) -> Iterator[models.DeliveryPage]:
        """Pengiriman laporan kinerja ke situs kinerja."""
        while True:
            page = self.deliveries(state=state, employee=employee, cursor=cursor, limit=limit)
            yield page
            if page.next is None:
                return
            cursor = page.next

    def dismiss(self, data: models.Dismissal) -> models.Changed:
        """Lepaskan pengiriman gagal yang tidak akan pernah diterima."""
        return self._transport.call(
            "POST", "/v1/kinerja/deliveries/dismissals", models.Changed, body=data
        )

    def retry(self, data: models.Retry) -> models.Changed:
        """Coba lagi pengiriman yang gagal."""
        return self._transport.call(
            "POST", "/v1/kinerja/deliveries/retries", models.Changed, body=data
        )


class Directories:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def calendar(
        self, *, from_on: date | None = None, until_on: date | None = None, after: int = 0
    ) -> list[models.CalendarDate]:
        """Hari libur dan gangguan."""
        return self._transport.call(
            "GET",
            "/v1/calendar",
            list[models.CalendarDate],
            query={"from_on": from_on, "until_on": until_on, "after": after},
        )

    def employees(
        self,
        *,
        on: date | None = None,
        opd: str | None = None,
        search: str = "",
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> models.PeoplePage:
        """Pegawai, dengan pencarian nama atau NIP."""
        return self._transport.call(
            "GET",
            "/v1/employees",
            models.PeoplePage,
            query={
                "on": on,
                "opd": opd,
                "search": search,
                "cursor": cursor,
                "limit": limit,
                "after": after,
            },
        )

    def employees_pages(
        self,
        *,
        on: date | None = None,
        opd: str | None = None,
        search: str = "",
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> Iterator[models.PeoplePage]:
        """Pegawai, dengan pencarian nama atau NIP."""
        while True:
            page = self.employees(
                on=on, opd=opd, search=search, cursor=cursor, limit=limit, after=after
            )
            yield page
            if page.next is None:
                return
            cursor = page.next

    def history(self, employee: str, *, after: int = 0) -> list[models.Person]:
        """Riwayat penempatan seorang pegawai."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/history", employee=employee),
            list[models.Person],
            query={"after": after},
        )

    def offices(self, *, on: date | None = None, after: int = 0) -> list[models.OfficeEntry]:
        """Semua kantor dan areanya."""
        return self._transport.call(
            "GET", "/v1/offices", list[models.OfficeEntry], query={"on": on, "after": after}
        )

    def opds(self, *, on: date | None = None, after: int = 0) -> list[models.OpdEntry]:
        """Semua OPD dan kepalanya."""
        return self._transport.call(
            "GET", "/v1/opd", list[models.OpdEntry], query={"on": on, "after": after}
        )

    def patterns(self, *, on: date | None = None, after: int = 0) -> list[models.PatternEntry]:
        """Semua pola kerja."""
        return self._transport.call(
            "GET", "/v1/patterns", list[models.PatternEntry], query={"on": on, "after": after}
        )


class EmployeeCard:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def show(self, employee: str, *, on: date | None = None) -> models.EmployeeCard:
        """Data pegawai pada suatu tanggal."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}", employee=employee),
            models.EmployeeCard,
            query={"on": on},
        )


class Employees:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def assign_pattern(
        self, employee: str, data: models.AssignPattern, *, key: str = ""
    ) -> models.Accepted:
        """Pola kerja."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/patterns", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def assign_supervisor(
        self, employee: str, data: models.AssignSupervisor, *, key: str = ""
    ) -> models.Accepted:
        """Atasan."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/supervisors", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def change_employment(
        self, employee: str, data: models.ChangeEmployment, *, key: str = ""
    ) -> models.Accepted:
        """Status kepegawaian berubah."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/employments", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def change_nip(
        self, employee: str, data: models.ChangeNip, *, key: str = ""
    ) -> models.Accepted:
        """NIP berubah."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/nips", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def correct_name(
        self, employee: str, data: models.CorrectName, *, key: str = ""
    ) -> models.Accepted:
        """Perbaiki nama."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/names", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def end_acting(
        self, employee: str, data: models.EndActing, *, key: str = ""
    ) -> models.Accepted:
        """Akhir Plt/Plh."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/actings/ended", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def end_tugas_belajar(
        self, employee: str, data: models.EndTugasBelajar, *, key: str = ""
    ) -> models.Accepted:
        """Akhir tugas belajar."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/tugas-belajar/ended", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def enrol(self, employee: str, data: models.Enrol, *, key: str = "") -> models.Accepted:
        """Wajib presensi dengan ponsel mulai tanggal ini."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/enrolments", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def lift_withholding(
        self, employee: str, data: models.LiftWithholding, *, key: str = ""
    ) -> models.Accepted:
        """TPP dibayarkan lagi."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/tpp-withholdings/lifted", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def register(
        self, data: models.RegisterEmployee, *, key: str = ""
    ) -> models.EmployeesRegistered:
        """Daftarkan pegawai baru."""
        return self._transport.call(
            "POST", "/v1/employees", models.EmployeesRegistered, body=data, key=key
        )

    def reinstate(self, employee: str, data: models.Reinstate, *, key: str = "") -> models.Accepted:
        """Aktif lagi."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/reinstatements", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def release_device(
        self, employee: str, data: models.ReleaseDevice, *, key: str = ""
    ) -> models.Accepted:
        """Lepaskan ponsel, agar ponsel baru dapat didaftarkan."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/device-releases", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def retire(self, employee: str, data: models.Retire, *, key: str = "") -> models.Accepted:
        """Berhenti."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/retirements", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def set_tpp_base(
        self, employee: str, data: models.SetTppBase, *, key: str = ""
    ) -> models.Accepted:
        """Besaran TPP."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/tpp-bases", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def start_acting(
        self, employee: str, data: models.StartActing, *, key: str = ""
    ) -> models.Accepted:
        """Mulai Plt/Plh."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/actings", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def start_tugas_belajar(
        self, employee: str, data: models.StartTugasBelajar, *, key: str = ""
    ) -> models.Accepted:
        """Mulai tugas belajar."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/tugas-belajar", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def transfer(self, employee: str, data: models.Transfer, *, key: str = "") -> models.Accepted:
        """Mutasi antar-OPD."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/transfers", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def withdraw_entry(
        self, employee: str, data: models.WithdrawEntry, *, key: str = ""
    ) -> models.Accepted:
        """Tarik data yang keliru tanggalnya."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/entry-withdrawals", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )

    def withhold_tpp(
        self, employee: str, data: models.WithholdTpp, *, key: str = ""
    ) -> models.Accepted:
        """TPP tidak dibayarkan."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/tpp-withholdings", employee=employee),
            models.Accepted,
            body=data,
            key=key,
        )


class Erasures:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def erase(self, employee: str, data: models.ErasePerson, *, key: str = "") -> models.Erasure:
        """Hapus bagian pribadi seorang pegawai, untuk selamanya."""
        return self._transport.call(
            "POST",
            path_of("/v1/employees/{employee}/erasures", employee=employee),
            models.Erasure,
            body=data,
            key=key,
        )


class Exports:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def ask(self, data: models.AskExport) -> models.ExportView:
        """Minta ekspor potongan, rincian, atau presensi."""
        return self._transport.call("POST", "/v1/exports", models.ExportView, body=data)

    def cancel(self, job: str) -> models.ExportView:
        """Batalkan ekspor yang belum selesai."""
        return self._transport.call(
            "POST", path_of("/v1/exports/{job}/cancellations", job=job), models.ExportView
        )

    def fetch(self, job: str) -> bytes:
        """Unduh ekspor yang selesai."""
        return self._transport.call("GET", path_of("/v1/exports/{job}/file", job=job), bytes)

    def show(self, job: str) -> models.ExportView:
        """Kemajuan suatu ekspor."""
        return self._transport.call("GET", path_of("/v1/exports/{job}", job=job), models.ExportView)


class Finance:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def deductions(
        self,
        *,
        month: str,
        opd: str | None = None,
        employment: str | None = None,
        perbup: str | None = None,
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> models.DeductionPage:
        """Potongan TPP suatu bulan."""
        return self._transport.call(
            "GET",
            "/v1/deductions",
            models.DeductionPage,
            query={
                "month": month,
                "opd": opd,
                "employment": employment,
                "perbup": perbup,
                "cursor": cursor,
                "limit": limit,
                "after": after,
            },
        )

    def deductions_pages(
        self,
        *,
        month: str,
        opd: str | None = None,
        employment: str | None = None,
        perbup: str | None = None,
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> Iterator[models.DeductionPage]:
        """Potongan TPP suatu bulan."""
        while True:
            page = self.deductions(
                month=month,
                opd=opd,
                employment=employment,
                perbup=perbup,
                cursor=cursor,
                limit=limit,
                after=after,
            )
            yield page
            if page.next is None:
                return
            cursor = page.next

    def months(self) -> list[date]:
        """Bulan-bulan yang ada potongannya."""
        return self._transport.call("GET", "/v1/deductions/months", list[date])

    def rules(
        self, *, month: str, opd: str | None = None, after: int = 0
    ) -> list[models.RuleTotal]:
        """Berapa yang dipotong tiap pasal dalam suatu bulan."""
        return self._transport.call(
            "GET",
            "/v1/deductions/rules",
            list[models.RuleTotal],
            query={"month": month, "opd": opd, "after": after},
        )

    def totals(
        self, *, month: str, by: Literal["opd", "employment", "perbup"] = "opd", after: int = 0
    ) -> list[models.Totals]:
        """Jumlah potongan suatu bulan menurut OPD, jenis kepegawaian, atau Perbup."""
        return self._transport.call(
            "GET",
            "/v1/deductions/totals",
            list[models.Totals],
            query={"month": month, "by": by, "after": after},
        )


class Health:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def health(self) -> models.Health:
        """Sejauh mana tiap tampilan, dan apa yang menghentikannya."""
        return self._transport.call("GET", "/health", models.Health)

    def live(self) -> models.Alive:
        """Proses hidup."""
        return self._transport.call("GET", "/health/live", models.Alive)

    def metrics(self) -> str:
        """Ukuran untuk Prometheus."""
        return self._transport.call("GET", "/metrics", str)

    def ready(self) -> models.Ready:
        """Siap melayani."""
        return self._transport.call("GET", "/health/ready", models.Ready)


class Imports:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def import_file(
        self,
        kind: str,
        file: bytes,
        *,
        apply: bool = False,
        sheet: str | None = None,
        encoding: str | None = None,
        map_: list[str] | None = None,
        set_: list[str] | None = None,
        dates: Literal["dmy", "mdy", None] = None,
        assess_from: date | None = None,
        key: str = "",
    ) -> models.ImportAnswer:
        """Impor dari CSV, XLSX, atau log mesin."""
        return self._transport.call(
            "POST",
            path_of("/v1/imports/{kind}", kind=kind),
            models.ImportAnswer,
            query={
                "apply": apply,
                "sheet": sheet,
                "encoding": encoding,
                "map": map_,
                "set": set_,
                "dates": dates,
                "assess_from": assess_from,
            },
            files={"file": file},
            key=key,
        )


class Inbox:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def attempts(
        self,
        *,
        from_on: date | None = None,
        until_on: date | None = None,
        opd: str | None = None,
        employee: str | None = None,
        before: int = 4611686018427387904,
        limit: int = 100,
        after: int = 0,
    ) -> list[models.Attempt]:
        """Presensi yang ditolak atau ditandai."""
        return self._transport.call(
            "GET",
            "/v1/attempts",
            list[models.Attempt],
            query={
                "from_on": from_on,
                "until_on": until_on,
                "opd": opd,
                "employee": employee,
                "before": before,
                "limit": limit,
                "after": after,
            },
        )

    def inbox(self, *, cursor: str = "", limit: int = 100, after: int = 0) -> models.Inbox:
        """Yang menunggu keputusan: absensi khusus dan cuti."""
        return self._transport.call(
            "GET",
            "/v1/inbox",
            models.Inbox,
            query={"cursor": cursor, "limit": limit, "after": after},
        )

    def inbox_pages(
        self, *, cursor: str = "", limit: int = 100, after: int = 0
    ) -> Iterator[models.Inbox]:
        """Yang menunggu keputusan: absensi khusus dan cuti."""
        while True:
            page = self.inbox(cursor=cursor, limit=limit, after=after)
            yield page
            if page.next is None:
                return
            cursor = page.next

    def kinerja_inbox(self, *, month: str, after: int = 0) -> list[models.KinerjaEntry]:
        """Laporan kinerja bawahan saya yang belum diputuskan."""
        return self._transport.call(
            "GET",
            "/v1/inbox/kinerja",
            list[models.KinerjaEntry],
            query={"month": month, "after": after},
        )


class Known:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def as_known_at(
        self, employee: str, month: str, *, at: datetime, key: str = ""
    ) -> models.KnownMonth:
        """Bulan seorang pegawai sebagaimana diketahui pada suatu saat."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/months/{month}/as-known-at",
                employee=employee,
                month=month,
            ),
            models.KnownMonth,
            query={"at": at},
            key=key,
        )

    def changes_since(
        self, employee: str, month: str, *, at: datetime, key: str = ""
    ) -> list[models.EventView]:
        """Apa yang tercatat setelah suatu saat dan dapat mengubah bulan itu."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/months/{month}/changes-since",
                employee=employee,
                month=month,
            ),
            list[models.EventView],
            query={"at": at},
            key=key,
        )

    def explanation(
        self, employee: str, month: str, *, after: int = 0, key: str = ""
    ) -> models.Explanation:
        """Penjelasan tiap rupiah: pasal, hitungan, dan peristiwanya."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/months/{month}/explanation",
                employee=employee,
                month=month,
            ),
            models.Explanation,
            query={"after": after},
            key=key,
        )

    def explanation_page(self, employee: str, month: str, *, after: int = 0) -> str:
        """Penjelasan yang sama sebagai halaman untuk dicetak."""
        return self._transport.call(
            "GET",
            path_of(
                "/v1/employees/{employee}/months/{month}/explanation.html",
                employee=employee,
                month=month,
            ),
            str,
            query={"after": after},
        )


class Me:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def today(self) -> models.Today:
        """Hari ini: sesi, jatuh tempo, dan yang sudah dilakukan."""
        return self._transport.call("GET", "/v1/me/today", models.Today)


class Months:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def employee_kinerja(
        self, employee: str, month: str, *, after: int = 0
    ) -> list[models.KinerjaEntry]:
        """Laporan kinerja sebulan."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/kinerja/{month}", employee=employee, month=month),
            list[models.KinerjaEntry],
            query={"after": after},
        )

    def employee_month(self, employee: str, month: str, *, after: int = 0) -> models.Month:
        """Bulan seorang pegawai."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/months/{month}", employee=employee, month=month),
            models.Month,
            query={"after": after},
        )

    def employee_year(self, employee: str, year: int, *, after: int = 0) -> list[models.Deduction]:
        """Potongan seorang pegawai dalam setahun, bulan demi bulan."""
        return self._transport.call(
            "GET",
            path_of("/v1/employees/{employee}/years/{year}", employee=employee, year=year),
            list[models.Deduction],
            query={"after": after},
        )

    def my_month(self, month: str, *, after: int = 0) -> models.Month:
        """Bulan saya: hari, potongan berjalan, dan alasannya."""
        return self._transport.call(
            "GET",
            path_of("/v1/me/months/{month}", month=month),
            models.Month,
            query={"after": after},
        )


class Offline:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def post_batch(self, data: models.Batch) -> models.BatchAnswer:
        """Kirim antrean luring."""
        return self._transport.call("POST", "/v1/check-ins/batch", models.BatchAnswer, body=data)


class Perbup:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def amend(self, perbup: str, data: models.AmendPerbup, *, key: str = "") -> models.Accepted:
        """Perubahan Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/amendments", perbup=perbup),
            models.Accepted,
            body=data,
            key=key,
        )

    def check(self, data: models.DraftPerbup) -> models.Checked:
        """Periksa naskah Perbup tanpa menyimpannya."""
        return self._transport.call("POST", "/v1/perbup-checks", models.Checked, body=data)

    def draft(
        self, perbup: str, data: models.DraftPerbup, *, key: str = "", if_match: str = ""
    ) -> models.Accepted:
        """Simpan rancangan Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/drafts", perbup=perbup),
            models.Accepted,
            body=data,
            key=key,
            if_match=if_match,
        )

    def enact(self, perbup: str, data: models.EnactPerbup, *, key: str = "") -> models.Accepted:
        """Undangkan Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/enactments", perbup=perbup),
            models.Accepted,
            body=data,
            key=key,
        )

    def list_all(self) -> list[models.PerbupRegistered]:
        """Semua Perbup."""
        return self._transport.call("GET", "/v1/perbup", list[models.PerbupRegistered])

    def revoke(self, perbup: str, data: models.RevokePerbup, *, key: str = "") -> models.Accepted:
        """Cabut Perbup."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/revocations", perbup=perbup),
            models.Accepted,
            body=data,
            key=key,
        )

    def show(self, perbup: str) -> models.PerbupRegistered:
        """Satu Perbup dan naskahnya."""
        return self._transport.call(
            "GET", path_of("/v1/perbup/{perbup}", perbup=perbup), models.PerbupRegistered
        )

    def show_schema(self) -> dict[str, Any]:
        """JSON Schema naskah Perbup."""
        return self._transport.call("GET", "/v1/perbup-schema", dict[str, Any])


class Periods:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def adjustments(
        self,
        month: str,
        *,
        employee: str | None = None,
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> models.AdjustmentPage:
        """Kurang dan kelebihan bayar bulan tertutup, yang dibayar pada bulan ini."""
        return self._transport.call(
            "GET",
            path_of("/v1/periods/{month}/adjustments", month=month),
            models.AdjustmentPage,
            query={"employee": employee, "cursor": cursor, "limit": limit, "after": after},
        )

    def adjustments_pages(
        self,
        month: str,
        *,
        employee: str | None = None,
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> Iterator[models.AdjustmentPage]:
        """Kurang dan kelebihan bayar bulan tertutup, yang dibayar pada bulan ini."""
        while True:
            page = self.adjustments(
                month=month, employee=employee, cursor=cursor, limit=limit, after=after
            )
            yield page
            if page.next is None:
                return
            cursor = page.next

    def close(self, month: str, *, key: str = "") -> models.Accepted:
        """Tutup bulan dengan angkanya sekarang."""
        return self._transport.call(
            "POST", path_of("/v1/periods/{month}/closings", month=month), models.Accepted, key=key
        )

    def history(self, month: str, *, after: int = 0) -> list[models.PeriodChange]:
        """Kapan bulan itu ditutup dan dibuka lagi, dan mengapa."""
        return self._transport.call(
            "GET",
            path_of("/v1/periods/{month}/history", month=month),
            list[models.PeriodChange],
            query={"after": after},
        )

    def list_closed(self, *, after: int = 0, key: str = "") -> list[models.ClosedPeriod]:
        """Bulan-bulan yang ditutup."""
        return self._transport.call(
            "GET", "/v1/periods", list[models.ClosedPeriod], query={"after": after}, key=key
        )

    def period(self, month: str, *, key: str = "") -> models.PeriodView:
        """Sudahkah bulan itu ditutup."""
        return self._transport.call(
            "GET", path_of("/v1/periods/{month}", month=month), models.PeriodView, key=key
        )

    def reopen(self, month: str, data: models.ReopenPeriod, *, key: str = "") -> models.Accepted:
        """Buka lagi bulan yang sudah ditutup."""
        return self._transport.call(
            "POST",
            path_of("/v1/periods/{month}/reopenings", month=month),
            models.Accepted,
            body=data,
            key=key,
        )


class PhotoUploads:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def add_part(self, upload: str, content: bytes, *, offset: int) -> models.UploadState:
        """Kirim bagian berikut dari foto."""
        return self._transport.call(
            "PATCH",
            path_of("/v1/photo-uploads/{upload}", upload=upload),
            models.UploadState,
            query={"offset": offset},
            content=content,
        )

    def begin_upload(self, data: models.BeginUpload) -> models.UploadState:
        """Mulai kirim foto sebagian demi sebagian."""
        return self._transport.call("POST", "/v1/photo-uploads", models.UploadState, body=data)

    def cancel_upload(self, upload: str) -> None:
        """Batalkan kiriman foto."""
        self._transport.call(
            "DELETE", path_of("/v1/photo-uploads/{upload}", upload=upload), type(None)
        )

    def show_upload(self, upload: str) -> models.UploadState:
        """Sampai mana kiriman foto."""
        return self._transport.call(
            "GET", path_of("/v1/photo-uploads/{upload}", upload=upload), models.UploadState
        )


class Rebuilds:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def begin(self, data: models.Rebuild, *, key: str = "") -> models.ProjectionsRebuildProgress:
        """Bangun ulang tampilan dari peristiwa pertama."""
        return self._transport.call(
            "POST", "/v1/rebuilds", models.ProjectionsRebuildProgress, body=data, key=key
        )

    def show(self, rebuild: int, *, key: str = "") -> models.ProjectionsRebuildProgress:
        """Kemajuan bangun ulang."""
        return self._transport.call(
            "GET",
            path_of("/v1/rebuilds/{rebuild}", rebuild=rebuild),
            models.ProjectionsRebuildProgress,
            key=key,
        )

    def show_positions(self, *, key: str = "") -> list[models.Position]:
        """Sejauh mana tampilan membaca catatan, dan peristiwa yang menghentikannya."""
        return self._transport.call("GET", "/v1/positions", list[models.Position], key=key)

    def stop(self, rebuild: int, *, key: str = "") -> models.ProjectionsRebuildProgress:
        """Hentikan bangun ulang; tampilan yang ada tetap."""
        return self._transport.call(
            "POST",
            path_of("/v1/rebuilds/{rebuild}/cancellations", rebuild=rebuild),
            models.ProjectionsRebuildProgress,
            key=key,
        )


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


class Requests:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def decide_cuti(self, data: models.CutiDecisions, *, key: str = "") -> models.AllDecided:
        """Putuskan banyak cuti sekaligus."""
        return self._transport.call(
            "POST", "/v1/cuti/decisions", models.AllDecided, body=data, key=key
        )

    def decide_kinerja(self, data: models.KinerjaDecisions, *, key: str = "") -> models.AllDecided:
        """Verifikasi atau kembalikan banyak laporan kinerja sekaligus."""
        return self._transport.call(
            "POST", "/v1/kinerja/decisions", models.AllDecided, body=data, key=key
        )

    def decide_special(self, data: models.SpecialDecisions, *, key: str = "") -> models.AllDecided:
        """Putuskan banyak absensi khusus sekaligus."""
        return self._transport.call(
            "POST", "/v1/special-attendances/decisions", models.AllDecided, body=data, key=key
        )

    def give_predicate(
        self, employee: str, month: str, data: models.GivePredicate, *, key: str = ""
    ) -> models.Accepted:
        """Beri predikat kinerja bulan itu."""
        return self._transport.call(
            "POST",
            path_of(
                "/v1/employees/{employee}/kinerja/{month}/predicates",
                employee=employee,
                month=month,
            ),
            models.Accepted,
            body=data,
            key=key,
        )

    def record_kinerja(self, data: models.RecordKinerja, *, key: str = "") -> models.Accepted:
        """Catat laporan kinerja."""
        return self._transport.call("POST", "/v1/kinerja", models.Accepted, body=data, key=key)

    def request_cuti(self, data: models.RequestCuti, *, key: str = "") -> models.Accepted:
        """Ajukan cuti, izin, atau sakit."""
        return self._transport.call("POST", "/v1/cuti", models.Accepted, body=data, key=key)

    def revise_kinerja(
        self, month: str, entry: str, data: models.ReviseKinerja, *, key: str = ""
    ) -> models.Accepted:
        """Perbaiki laporan kinerja."""
        return self._transport.call(
            "POST",
            path_of("/v1/kinerja/{month}/{entry}/revisions", month=month, entry=entry),
            models.Accepted,
            body=data,
            key=key,
        )

    def withdraw_cuti(
        self, cuti_id: str, data: models.WithdrawCuti, *, key: str = ""
    ) -> models.Accepted:
        """Batalkan cuti."""
        return self._transport.call(
            "POST",
            path_of("/v1/cuti/{cuti_id}/withdrawals", cuti_id=cuti_id),
            models.Accepted,
            body=data,
            key=key,
        )

    def withdraw_kinerja(self, month: str, entry: str, *, key: str = "") -> models.Accepted:
        """Tarik laporan kinerja."""
        return self._transport.call(
            "POST",
            path_of("/v1/kinerja/{month}/{entry}/withdrawals", month=month, entry=entry),
            models.Accepted,
            key=key,
        )


class Simulations:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def compare(self, report: int, *, other: int) -> list[models.Compared]:
        """Bandingkan dua laporan atas bulan yang sama, menurut OPD."""
        return self._transport.call(
            "GET",
            path_of("/v1/reports/{report}/comparison", report=report),
            list[models.Compared],
            query={"other": other},
        )

    def simulate(
        self, perbup: str, data: models.Simulate, *, key: str = ""
    ) -> models.ProjectionsReportsProgress:
        """Coba sebuah rancangan Perbup pada bulan-bulan yang lalu."""
        return self._transport.call(
            "POST",
            path_of("/v1/perbup/{perbup}/simulations", perbup=perbup),
            models.ProjectionsReportsProgress,
            body=data,
            key=key,
        )


class Api:
    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.accounts = Accounts(transport)
        self.audit = Audit(transport)
        self.auth = Auth(transport)
        self.boards = Boards(transport)
        self.check_ins = CheckIns(transport)
        self.corrections = Corrections(transport)
        self.deliveries = Deliveries(transport)
        self.directories = Directories(transport)
        self.employee_card = EmployeeCard(transport)
        self.employees = Employees(transport)
        self.erasures = Erasures(transport)
        self.exports = Exports(transport)
        self.finance = Finance(transport)
        self.health = Health(transport)
        self.imports = Imports(transport)
        self.inbox = Inbox(transport)
        self.known = Known(transport)
        self.me = Me(transport)
        self.months = Months(transport)
        self.offline = Offline(transport)
        self.perbup = Perbup(transport)
        self.periods = Periods(transport)
        self.photo_uploads = PhotoUploads(transport)
        self.rebuilds = Rebuilds(transport)
        self.regency = Regency(transport)
        self.reports = Reports(transport)
        self.requests = Requests(transport)
        self.simulations = Simulations(transport)
