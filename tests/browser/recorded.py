"""The small sample course in all three languages, with a recording of two seconds."""

from tests.content_samples import BANK, FACTS, LESSON, PAGE, TEXT, WORDS, sample_files

RECORDING = f"{LESSON}/lesson.vi.mp3"
SECONDS = 2
# MPEG-2 Layer III, 8 kbit/s, 16 kHz, one channel: 36 bytes for 36 milliseconds of silence.
_FRAME = bytes((0xFF, 0xF3, 0x18, 0xC4)) + bytes(32)
RECORDED = _FRAME * 56


def recorded_files() -> dict[str, bytes]:
    files = sample_files()
    facts = files[FACTS].decode()
    assert "seconds = 95" in facts
    words = {path.replace(".en.md", ".id.md"): text.encode() for path, text in _INDONESIAN.items()}
    return (
        files
        | words
        | {FACTS: facts.replace("seconds = 95", f"seconds = {SECONDS}").encode(), RECORDING: RECORDED}
    )


_INDONESIAN = {
    WORDS: """\
# Daftar kata

## kode sekali pakai (OTP) {#otp}

Angka yang berlaku satu kali. Jangan beri tahu siapa pun.
""",
    PAGE: """\
# Telepon yang aman

Tutup telepon dulu, telepon balik kemudian.

## Untuk siapa {#for-whom}

Semua orang yang punya ponsel.

## Yang bisa dilakukan setelah belajar {#outcomes}

- Saya bisa menutup telepon.
- Saya bisa menelepon balik.
""",
    TEXT: """\
# Tutup telepon dulu

Saya bisa menutup telepon dan menelepon balik.

## Tutup telepon {#first-hang-up}

[Kode sekali pakai](term:otp) itu milik **sendiri**. Lihat [pelajaran ini](lesson:hang-up).

![Seorang kakek menekan tombol merah di ponselnya](hang-up.svg)

> [!WARNING]
> Orang jujur tidak meminta kode.

- Berhenti.
- Tarik napas.

### Penelepon meminta kode. Apa yang Anda lakukan? {#caller}

- [ ] Membacakannya
  > Mereka bisa mengambil uang. Tutup telepon.
- [x] Menutup telepon
  > Benar. Anda memilih siapa yang dihubungi.

Lalu mereka menelepon lagi.

## Lakukan sungguhan {#do-it}

1. Simpan nomor bank Anda.
2. Coba telepon nomor itu.

## Ingat {#remember}

Tutup telepon dulu, telepon balik kemudian.

## Kartu pesan {#message-card}

Berhenti. Tutup telepon. Hubungi nomor yang disimpan. Beri tahu keluarga.

## Pengeras suara {#loudspeaker}

"""
    + "Para tetangga, tutup telepon lalu telepon balik. " * 22
    + "\n",
    BANK: """\
# Soal: Tutup telepon dulu

## Siapa boleh tahu kodenya? {#never-tell}

- [ ] Bank yang menelepon
  > Bank tidak memerlukannya.
- [x] Hanya saya sendiri
  > Benar. Kode itu milik sendiri.
- [ ] Polisi yang menelepon
  > Polisi tidak memintanya.

> Tidak ada yang perlu kode untuk membantu.

## Menutup telepon adalah langkah pertama. {#first-step}

- [x] Benar
  > Ya. Tutup telepon, lalu pikirkan.
- [ ] Salah
  > Terus bicara memberi mereka waktu.

## Pilih dua tanda yang baik. {#good-signs}

- [x] Mereka memberi waktu
  > Benar. Tidak tergesa adalah tanda baik.
- [x] Mereka mengajak menelepon balik
  > Benar. Menelepon balik adalah ujian.
- [ ] Layar menampilkan nomor bank, terlihat tepercaya
  > Nomor bisa dipalsukan.

## Urutkan langkahnya. {#steps}

1. Tutup telepon.
2. Telepon balik.

> Berhenti dulu, bertanya kemudian.

## Pasangkan kata dengan artinya. {#pairs}

| Kata | Arti |
|---|---|
| OTP | kode yang berlaku sekali |
| PIN | angka rahasia pendek |

> Keduanya milik sendiri.

## Nomor mana yang menerima laporan? {#report}

- = 156
- = nomor 156

> Teleponnya gratis.
""",
}
