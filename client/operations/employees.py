"""Operations of the API: employees. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


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
