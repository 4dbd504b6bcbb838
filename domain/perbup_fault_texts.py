"""What each fault of a regulation file says, in Indonesian and in English, by its code."""

TEXTS: dict[str, tuple[str, str]] = {
    # ---- the form of the file
    "syntax": ("Berkas tidak terbaca: {reason}", "The file cannot be read: {reason}"),
    "missing_field": ("Isian “{field}” wajib ada", "The field “{field}” is required"),
    "unknown_field": (
        "Isian “{field}” tidak dikenal{hint_id}",
        "The field “{field}” is unknown{hint_en}",
    ),
    "unknown_choice": (
        "“{value}” tidak dikenal; pilihannya: {choices}",
        "“{value}” is unknown; choose one of: {choices}",
    ),
    "not_text": ("Harus berupa teks", "Must be text"),
    "not_whole_number": ("Harus berupa bilangan bulat", "Must be a whole number"),
    "not_true_false": ("Harus true atau false", "Must be true or false"),
    "not_a_date": (
        "Harus berupa tanggal seperti 2022-11-01",
        "Must be a date such as 2022-11-01",
    ),
    "not_a_list": ("Harus berupa daftar [ … ]", "Must be a list [ … ]"),
    "not_a_table": ("Harus berupa bagian {{ … }}", "Must be a table {{ … }}"),
    "not_a_percentage": (
        '“{value}” bukan persentase seperti "2.5%" (titik desimal, paling banyak empat angka)',
        '“{value}” is no percentage such as "2.5%" (decimal point, at most four places)',
    ),
    "not_an_interval": (
        '“{value}” bukan rentang seperti "[1,31)"',
        '“{value}” is no interval such as "[1,31)"',
    ),
    "not_a_clock_interval": (
        '“{value}” bukan rentang jam seperti "[07:40,08:01)"',
        '“{value}” is no interval of clock times such as "[07:40,08:01)"',
    ),
    "not_a_clock_time": (
        '“{value}” bukan jam seperti "07:30"',
        '“{value}” is no clock time such as "07:30"',
    ),
    "clock_impossible": (
        "Jam {value} tidak ada (menit sampai 59, jam sampai 48)",
        "There is no time {value} (minutes up to 59, hours up to 48)",
    ),
    "not_a_code": (
        "“{value}” bukan kode: huruf kecil, angka, - dan _, paling panjang 48",
        "“{value}” is no code: lower-case letters, digits, - and _, at most 48",
    ),
    "out_of_range": (
        "{value} di luar batas ({low} sampai {high})",
        "{value} is out of range ({low} to {high})",
    ),
    # ---- percentages and brackets
    "over_100_percent": ("{value} melebihi 100%", "{value} is more than 100%"),
    "interval_reversed": (
        "Rentang {value} terbalik atau kosong",
        "The interval {value} is reversed or empty",
    ),
    "interval_too_high": (
        "Angka dalam rentang {value} terlalu besar (paling banyak enam angka)",
        "A number of the interval {value} is too high (at most six digits)",
    ),
    "bracket_gap": (
        "Celah: {missing} tidak termasuk rentang mana pun",
        "Gap: {missing} belongs to no bracket",
    ),
    "bracket_overlap": (
        "Tumpang tindih: {shared} termasuk dua rentang (lihat juga {other})",
        "Overlap: {shared} belongs to two brackets (see also {other})",
    ),
    "no_brackets": ("Daftar tarif kosong", "The list of rates is empty"),
    "cut_and_pay": (
        "Isi salah satu: cut (yang dipotong) atau pay (yang dibayar), jangan keduanya",
        "Give one of cut (taken away) and pay (left to be paid), not both",
    ),
    "neither_cut_nor_pay": (
        "Isi salah satu: cut (yang dipotong) atau pay (yang dibayar)",
        "Give one of cut (taken away) and pay (left to be paid)",
    ),
    "rate_falls": (
        "Potongan mengecil saat pelanggaran bertambah: mungkin pay tertukar dengan cut",
        "The cut falls as the quantity rises: perhaps pay and cut were exchanged",
    ),
    "costs_nothing": (
        "Semua tarif 0%: aturan ini tidak pernah memotong",
        "Every rate is 0%: this rule never costs anything",
    ),
    "rate_misfit": (
        "Tarif “{rate}” tidak cocok untuk ukuran “{measure}”; yang cocok: {fits}",
        "The rate “{rate}” does not fit the measure “{measure}”; these do: {fits}",
    ),
    "unit_misfit": (
        "unit_minutes hanya untuk ukuran dalam menit, bukan “{measure}”",
        "unit_minutes is for measures in minutes only, not “{measure}”",
    ),
    "not_positive": ("Harus lebih dari 0", "Must be more than 0"),
    "negative": ("Tidak boleh negatif", "Must not be negative"),
    # ---- names
    "unknown_session": (
        "Sesi “{name}” tidak ada dalam daftar sessions",
        "The session “{name}” is not among the sessions",
    ),
    "wrong_role": (
        "Sesi “{name}” berperan {role}; di sini harus {wanted}",
        "The session “{name}” has the role {role}; here it must be {wanted}",
    ),
    "unknown_rule": ("Aturan “{name}” tidak ada", "There is no rule “{name}”"),
    "unknown_base": ("Dasar “{name}” tidak ada", "There is no base “{name}”"),
    "unknown_cuti": (
        "Jenis cuti “{name}” tidak dikenal; pilihannya: {choices}",
        "The leave kind “{name}” is unknown; choose one of: {choices}",
    ),
    "unknown_status": (
        "Status hari “{name}” tidak dikenal; pilihannya: {choices}",
        "The day status “{name}” is unknown; choose one of: {choices}",
    ),
    "unknown_employment": (
        "Jenis pegawai “{name}” tidak dikenal; pilihannya: {choices}",
        "The employment “{name}” is unknown; choose one of: {choices}",
    ),
    "unknown_predicate": (
        "Predikat “{name}” tidak dikenal; pilihannya: {choices}",
        "The predicate “{name}” is unknown; choose one of: {choices}",
    ),
    "unknown_punishment": (
        "Hukuman “{name}” tidak dikenal; pilihannya: {choices}",
        "The punishment “{name}” is unknown; choose one of: {choices}",
    ),
    "unknown_grade": (
        "Kelas {name} tidak ada dalam tabel grades",
        "The grade {name} is not in the table of grades",
    ),
    "unknown_tugas_belajar": (
        "Tugas belajar “{name}” tidak dikenal; pilihannya: {choices}",
        "The tugas belajar “{name}” is unknown; choose one of: {choices}",
    ),
    "unknown_reason": (
        "Alasan “{name}” tidak dikenal; pilihannya: {choices}",
        "The reason “{name}” is unknown; choose one of: {choices}",
    ),
    "predicate_unrated": (
        "Predikat tanpa tarif: {names}",
        "Predicates without a rate: {names}",
    ),
    "duplicate_code": ("Kode “{name}” dipakai dua kali", "The code “{name}” is used twice"),
    "duplicate_name": ("Nama “{name}” dipakai dua kali", "The name “{name}” is used twice"),
    "duplicate_session": (
        "Sesi “{name}” diatur dua kali untuk hari yang sama",
        "The session “{name}” has two terms for one weekday",
    ),
    "session_role_differs": (
        "Sesi “{name}” berperan lain pada baris sebelumnya",
        "The session “{name}” has another role further up",
    ),
    "reserved_name": (
        "“{name}” adalah nama bawaan dan tidak boleh dipakai ulang",
        "“{name}” is a built-in name and cannot be used again",
    ),
    # ---- bases
    "base_cycle": (
        "Dasar “{name}” bergantung pada dirinya sendiri",
        "The base “{name}” depends on itself",
    ),
    "parts_not_whole": (
        "Bagian-bagian dari “{of}” berjumlah {sum}, bukan 100%",
        "The parts of “{of}” sum to {sum}, not to 100%",
    ),
    "total_per_day": (
        "Pembulatan pada jumlah (total) tidak dapat dipakai bersama dasar per hari “{name}”",
        "Rounding at the total cannot be combined with the base “{name}” per day",
    ),
    # ---- dates
    "dates_reversed": (
        "Tanggal berakhir {until} mendahului tanggal berlaku {start}",
        "The last day {until} lies before the first day {start}",
    ),
    "trial_until_outside": (
        "trial_until {until} di luar masa berlaku",
        "trial_until {until} lies outside the period in force",
    ),
    "trial_until_unused": (
        "trial_until tidak berarti bila mode sudah trial",
        "trial_until says nothing where the mode is trial",
    ),
    "enacted_before_stated": (
        "Diundangkan {enacted}, lebih dahulu daripada ditetapkan {stated}",
        "Enacted on {enacted}, before it was stated on {stated}",
    ),
    "names_itself": (
        "Peraturan tidak dapat mengubah atau mengganti dirinya sendiri",
        "A regulation cannot amend or replace itself",
    ),
    "conflicting_perbup": (
        "“{other}” mengatur pegawai yang sama {start}–{until} tanpa saling mengganti",
        "“{other}” concerns the same people {start}–{until}; neither replaces the other",
    ),
    # ---- sessions, flexi, tolerance
    "window_reversed": (
        "Jendela presensi terbalik: {opens} sampai {closes}",
        "The window is reversed: {opens} to {closes}",
    ),
    "due_outside_window": (
        "Jam {due} di luar jendela presensi {opens}–{closes}",
        "The due time {due} lies outside the window {opens}–{closes}",
    ),
    "flexi_without_effect": (
        "Flexi tanpa menit: tidak ada yang digeser",
        "Flexi without minutes: nothing is shifted",
    ),
    "tolerance_incomplete": (
        "Toleransi “{how}” membutuhkan isian “{field}”",
        "The tolerance “{how}” needs the field “{field}”",
    ),
    # ---- what does not belong together
    "instead_misfit": (
        "instead hanya untuk aturan cuti",
        "instead is for rules on leave only",
    ),
    "children_misfit": (
        "children hanya untuk cuti melahirkan",
        "children is for maternity leave only",
    ),
    "carry_misfit": (
        'carry membutuhkan period = "year" dan per_minutes',
        'carry needs period = "year" and per_minutes',
    ),
    "not_minutes": (
        "Aturan “{name}” tidak menghasilkan menit yang dapat dijumlahkan",
        "The rule “{name}” yields no minutes that could be summed",
    ),
    "not_daily": (
        "Aturan “{name}” tidak menghitung hari",
        "The rule “{name}” does not count on days",
    ),
    "free_then_unused": (
        "free_then tidak berarti tanpa free_per_month",
        "free_then says nothing without free_per_month",
    ),
    "adds_nothing": ("Tambahan 0% tidak menambah apa-apa", "Adding 0% adds nothing"),
    "never_fires": (
        "Aturan ini tidak akan pernah berlaku: {why_id}",
        "This rule can never count: {why_en}",
    ),
    "no_rules": ("Peraturan tanpa satu aturan pun", "A regulation without a single rule"),
    "perbup_never_fires": (
        "Tidak satu pun aturan dapat berlaku",
        "Not one of the rules can ever count",
    ),
}
