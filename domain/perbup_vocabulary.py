"""The names that a regulation may use, and what they are called in Indonesian."""

from typing import get_args

from domain.cuti import CutiKind
from domain.employee import Employment, TugasBelajarKind, UnpaidReason
from domain.facts import STATUSES
from domain.kinerja import Predicate

EMPLOYMENT_LABELS = {
    "pns": "PNS",
    "cpns": "CPNS",
    "pppk": "PPPK",
    "honorer": "honorer",
}
CUTI_LABELS = {
    "tahunan": "cuti tahunan",
    "besar": "cuti besar",
    "sakit": "sakit dengan surat",
    "sakit_rawat_inap": "sakit rawat inap",
    "sakit_kecelakaan_kerja": "sakit karena kecelakaan kerja",
    "sakit_tanpa_surat": "sakit tanpa surat",
    "keguguran": "keguguran",
    "melahirkan": "cuti melahirkan",
    "alasan_penting": "cuti alasan penting",
    "keluarga_meninggal": "keluarga meninggal",
    "menikah": "menikah",
    "istri_melahirkan": "istri melahirkan",
    "di_luar_tanggungan": "cuti di luar tanggungan negara",
    "izin": "izin",
    "dispensasi": "dispensasi",
}
STATUS_LABELS = {
    "office": "bekerja di kantor",
    "wfh": "bekerja dari rumah",
    "dinas_luar": "dinas luar",
    "diklat": "diklat",
    "rapat": "rapat",
    "upacara": "upacara",
    "sosialisasi": "sosialisasi",
    "cuti": "cuti",
}
PREDICATE_LABELS = {
    "sangat_baik": "sangat baik",
    "baik": "baik",
    "perlu_perbaikan": "butuh perbaikan",
    "kurang": "kurang",
    "sangat_kurang": "sangat kurang",
}
TUGAS_BELAJAR_LABELS = {"regular": "tugas belajar", "extension": "perpanjangan tugas belajar"}
REASON_LABELS = {
    "cltn": "cuti di luar tanggungan negara",
    "mpp": "masa persiapan pensiun",
    "lhkpn": "belum melaporkan LHKPN",
    "other": "alasan lain",
}
PUNISHMENT_LABELS = {
    # PP 94/2021
    "teguran_lisan": "teguran lisan",
    "teguran_tertulis": "teguran tertulis",
    "pernyataan_tidak_puas": "pernyataan tidak puas secara tertulis",
    "potong_tukin_6_bulan": "pemotongan tunjangan 25% selama 6 bulan",
    "potong_tukin_9_bulan": "pemotongan tunjangan 25% selama 9 bulan",
    "potong_tukin_12_bulan": "pemotongan tunjangan 25% selama 12 bulan",
    "turun_jabatan_12_bulan": "penurunan jabatan setingkat selama 12 bulan",
    "bebas_jabatan_12_bulan": "pembebasan dari jabatan menjadi pelaksana selama 12 bulan",
    "pemberhentian": "pemberhentian dengan hormat tidak atas permintaan sendiri",
    # PP 53/2010, still named by older regulations
    "tunda_kgb": "penundaan kenaikan gaji berkala",
    "tunda_kp": "penundaan kenaikan pangkat",
    "turun_pangkat_1_tahun": "penurunan pangkat selama 1 tahun",
    "turun_pangkat_3_tahun": "penurunan pangkat selama 3 tahun",
    "pindah_jabatan": "pemindahan dalam rangka penurunan jabatan",
    "bebas_jabatan": "pembebasan dari jabatan",
    "pemberhentian_banding": "diberhentikan dan sedang mengajukan banding",
    # honorer
    "surat_peringatan": "surat peringatan",
    "phk": "pemutusan hubungan kerja",
}

EMPLOYMENTS: tuple[str, ...] = get_args(Employment)
CUTI_KINDS: tuple[str, ...] = get_args(CutiKind)
PREDICATES: tuple[str, ...] = get_args(Predicate)
TUGAS_BELAJAR: tuple[str, ...] = get_args(TugasBelajarKind)
REASONS: tuple[str, ...] = get_args(UnpaidReason)
DAY_STATUSES: tuple[str, ...] = STATUSES
PUNISHMENTS = tuple(PUNISHMENT_LABELS)
