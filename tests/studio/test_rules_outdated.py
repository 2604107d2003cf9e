"""What must not be claimed (docs/authoring.md) is caught in all languages."""

import pytest

from learnhub.kit.faults import Faults
from learnhub.kit.words import LANGUAGES
from learnhub.studio.rules import Passage, check_wording
from learnhub.studio.rules.outdated import CLAIMS, TERMS, UNCHECKED
from tests.content_samples import BANK, PAGE, TEXT, WORDS, changed, line_of, told, told_of

# Point, language, a broken sentence, the piece that is named.
OUTDATED = [
    (3, "vi", "Theo công văn 3139/BTTTT-KTS&XHS.", "3139/BTTTT"),
    (3, "id", "Menurut surat 3139/BTTTT-KTS&XHS.", "3139/BTTTT"),
    (3, "en", "As dispatch 3139/BTTTT-KTS&XHS says.", "3139/BTTTT"),
    (6, "vi", "Nộp ở mức độ 3 là xong.", "mức độ 3"),
    (6, "vi", "Dịch vụ công mức độ 4 ở xã.", "mức độ 4"),
    (6, "en", "Use service level 4 at home.", "service level 4"),
    (6, "id", "Pakai layanan publik tingkat 3.", "layanan publik tingkat 3"),
    (6, "vi", "Ra UBND huyện để nộp.", "UBND huyện"),
    (6, "vi", "Ra Ủy ban nhân dân huyện nộp.", "Ủy ban nhân dân huyện"),
    (6, "vi", "Uỷ ban nhân dân quận có mở.", "Uỷ ban nhân dân quận"),
    (6, "vi", "Báo công an huyện ngay.", "công an huyện"),
    (6, "en", "Go to the district People's Committee.", "district People's Committee"),
    (6, "en", "Call the district police.", "district police"),
    (6, "id", "Datang ke polisi distrik.", "polisi distrik"),
    (6, "id", "Datang ke Komite Rakyat kabupaten.", "Komite Rakyat kabupaten"),
    (6, "vi", "Mang sổ hộ khẩu giấy đi.", "sổ hộ khẩu giấy"),
    (6, "en", "Bring the paper household book.", "paper household book"),
    (6, "id", "Bawa buku keluarga kertas.", "buku keluarga kertas"),
    (7, "vi", "Theo Nghị định 42/2022/NĐ-CP.", "42/2022"),
    (7, "en", "See Decree 13/2023 on data.", "13/2023"),
    (7, "id", "Lihat Dekret 59/2022.", "59/2022"),
    (7, "vi", "Luật An ninh mạng 2018 nói rõ.", "Luật An ninh mạng 2018"),
    (7, "en", "The 2018 Cybersecurity Law says so.", "2018 Cybersecurity Law"),
    (7, "vi", "Luật An toàn thông tin mạng 2015 có.", "Luật An toàn thông tin mạng 2015"),
    (7, "en", "The 2015 Information Security Law.", "2015 Information Security Law"),
    (6, "vi", "Dịch vụ công trực tuyến mức 3 ở xã.", "Dịch vụ công trực tuyến mức 3"),
    (6, "en", "Use a level 4 online public service.", "level 4 online public service"),
    (6, "id", "Pergi ke Komite Rakyat tingkat distrik.", "Komite Rakyat tingkat distrik"),
    (6, "en", "Ask the People's Committee of the district.", "People's Committee of the district"),
    (6, "vi", "Mang theo sổ hộ khẩu.", "sổ hộ khẩu"),
    (6, "en", "Bring the household registration book.", "household registration book"),
    (6, "id", "Bawa buku keluarga.", "buku keluarga"),
    (7, "vi", "Luật 24/2018/QH14 có nói.", "24/2018/QH14"),
    (7, "id", "Lihat 24/2018/QH14 di sana.", "24/2018/QH14"),
    (7, "en", "See Law 86/2015/QH13.", "86/2015/QH13"),
    (7, "en", "The Law on Cybersecurity 2018 holds.", "Law on Cybersecurity 2018"),
    (7, "id", "Undang-Undang Keamanan Siber 2018.", "Undang-Undang Keamanan Siber 2018"),
    (
        7,
        "en",
        "The Law on Network Information Security of 2015.",
        "Law on Network Information Security of 2015",
    ),
    (7, "id", "Undang-Undang Keamanan Informasi 2015.", "Undang-Undang Keamanan Informasi 2015"),
    (17, "vi", "Doanh thu dưới 100 triệu thì thôi.", "Doanh thu dưới 100 triệu"),
    (17, "vi", "Từ 500 triệu đồng phải nộp thuế.", "500 triệu đồng phải nộp thuế"),
    (17, "en", "Pay no tax below 200 million dong.", "tax below 200 million"),
    (17, "en", "Up to 500 million there is no tax.", "500 million there is no tax"),
    (17, "id", "Omzet sampai 100 juta dong.", "Omzet sampai 100 juta"),
    (29, "vi", "Mang theo KTP và NIK của mình.", "KTP"),
    (29, "id", "Isi NIK di formulir.", "NIK"),
    (29, "id", "Bawa e-KTP ke loket.", "e-KTP"),
    (29, "id", "Buka aplikasi IKD.", "IKD"),
    (29, "id", "Bawa kartu keluarga.", "kartu keluarga"),
    (29, "en", "Pay with QRIS.", "QRIS"),
]
UNPROVEN = [
    (1, "vi", "Giấy của LearnHub được nhà nước công nhận.", "LearnHub được nhà nước công nhận"),
    (1, "en", "LearnHub is recognised by the state.", "LearnHub is recognised by the state"),
    (1, "id", "LearnHub diakui oleh negara.", "LearnHub diakui oleh negara"),
    (2, "vi", "Theo 757/QĐ-BKHCN phải đúng 80 %.", "757/QĐ-BKHCN phải đúng 80 %"),
    (2, "en", "Under 398/NQ-UBTVQH16 you need 80 percent.", "398/NQ-UBTVQH16 you need 80 percent"),
    (2, "id", "Menurut 757/QĐ-BKHCN lulus dengan 60%.", "757/QĐ-BKHCN lulus dengan 60%"),
    (4, "vi", "Nghị quyết 66.22 kể 5 giấy tờ.", "66.22 kể 5 giấy tờ"),
    (4, "en", "Resolution 66.22 names five papers.", "66.22 names five papers"),
    (4, "id", "Resolusi 66.22 menyebut lima dokumen.", "66.22 menyebut lima dokumen"),
    (5, "vi", "Nộp trực tuyến luôn miễn phí.", "trực tuyến luôn miễn phí"),
    (5, "en", "Filing online is always free.", "online is always free"),
    (5, "id", "Layanan daring selalu gratis.", "daring selalu gratis"),
    (6, "vi", "Vào cổng dịch vụ công của tỉnh.", "cổng dịch vụ công của tỉnh"),
    (6, "en", "File at the provincial portal.", "provincial portal"),
    (6, "id", "Ajukan di portal provinsi.", "portal provinsi"),
    (6, "vi", "CMND vẫn còn giá trị.", "CMND vẫn còn giá trị"),
    (6, "vi", "Chứng minh nhân dân cũ còn hạn.", "Chứng minh nhân dân cũ còn hạn"),
    (6, "en", "A CMND is still valid.", "CMND is still valid"),
    (6, "id", "CMND masih berlaku.", "CMND masih berlaku"),
    (8, "vi", "Làm khai sinh ở bất kỳ xã nào.", "Làm khai sinh ở bất kỳ xã nào"),
    (8, "en", "Register the birth at any commune.", "Register the birth at any commune"),
    (8, "id", "Catatkan kelahiran di komune mana pun.", "Catatkan kelahiran di komune mana pun"),
    (9, "vi", "Khai sinh liên thông mất 3 ngày làm việc.", "liên thông mất 3 ngày làm việc"),
    (9, "en", "The linked service takes 3 working days.", "linked service takes 3 working days"),
    (9, "id", "Layanan terpadu selesai dalam 3 hari kerja.", "terpadu selesai dalam 3 hari kerja"),
    (10, "vi", "Mở mức độ 2 ngay tại nhà.", "mức độ 2 ngay tại nhà"),
    (10, "en", "Get level 2 at home.", "level 2 at home"),
    (10, "id", "Buat tingkat 2 di rumah.", "tingkat 2 di rumah"),
    (11, "vi", "VNeID dùng thay hộ chiếu.", "VNeID dùng thay hộ chiếu"),
    (11, "en", "VNeID replaces your passport.", "VNeID replaces your passport"),
    (11, "id", "VNeID bisa menggantikan paspor.", "VNeID bisa menggantikan paspor"),
    (13, "vi", "Tài khoản bị xóa ngày 31/12/2026.", "xóa ngày 31/12/2026"),
    (13, "en", "On 31 December 2026 it is deleted.", "31 December 2026 it is deleted"),
    (13, "id", "Akun dihapus pada 31 Desember 2026.", "dihapus pada 31 Desember 2026"),
    (18, "vi", "Báo ở thongbaorac.ais.gov.vn.", "thongbaorac.ais.gov.vn"),
    (18, "en", "Report it on tinnhiemmang.vn.", "tinnhiemmang.vn"),
    (18, "id", "Lapor di tinnhiemmang.vn.", "tinnhiemmang.vn"),
    (19, "vi", "Gọi 1800 1096 để hỏi.", "1800 1096"),
    (19, "en", "Call 19000368 for help.", "19000368"),
    (19, "id", "Telepon 1900 0368.", "1900 0368"),
    (20, "vi", "Có 24 hình thức lừa đảo.", "24 hình thức lừa"),
    (20, "en", "There are 24 kinds of online scams.", "24 kinds of online scams"),
    (20, "id", "Ada 24 modus penipuan.", "24 modus penipuan"),
    (22, "vi", "Số tiền ấy chắc chắn đòi lại được.", "tiền ấy chắc chắn đòi lại được"),
    (22, "en", "The bank can always pull your money back.", "always pull your money back"),
    (22, "id", "Uang itu pasti kembali.", "Uang itu pasti kembali"),
    (26, "vi", "Cả nước có 74.000 tổ.", "Cả nước có 74.000"),
    (26, "en", "It has 203,000 learners.", "It has 203,000"),
    (26, "id", "Ada 340.000 anggota.", "Ada 340.000"),
    (27, "vi", "Sóng 2G đã tắt trên cả nước.", "2G đã tắt trên cả nước"),
    (27, "en", "2G is switched off everywhere.", "2G is switched off everywhere"),
    (27, "id", "2G sudah mati di seluruh negeri.", "2G sudah mati di seluruh"),
    (
        28,
        "vi",
        "Cổng Dịch vụ công quốc gia do Bộ Công an giữ.",
        "Cổng Dịch vụ công quốc gia do Bộ Công an",
    ),
    (
        28,
        "en",
        "The National Public Service Portal is run by a ministry.",
        "National Public Service Portal is run by",
    ),
    (
        28,
        "id",
        "Portal Layanan Publik Nasional dikelola kementerian.",
        "Portal Layanan Publik Nasional dikelola",
    ),
]


def wording(text: str, language: str = "vi", *, is_question: bool = False) -> list[str]:
    faults = Faults()
    check_wording([Passage("a.md", 1, language, text, is_question=is_question)], faults)
    return [says for _, _, says in told(faults)]


@pytest.mark.parametrize(("point", "language", "text", "piece"), OUTDATED)
def test_what_is_outdated_is_told(point: int, language: str, text: str, piece: str) -> None:
    assert f"“{piece}” is outdated." in wording(text, language)


@pytest.mark.parametrize(("point", "language", "text", "piece"), UNPROVEN)
def test_what_nobody_can_prove_is_told(point: int, language: str, text: str, piece: str) -> None:
    assert wording(text, language) == [f"“{piece}” is not certain."]


@pytest.mark.parametrize(
    "text",
    [
        "Tài khoản mức độ 2.",
        "Trả 142/2022 đồng.",
        "Ngày 1/13/2023.",
        "Huyện cũ ở xã mới.",
        "Ví có hạn mức 100 triệu đồng một tháng.",
        "Năm 2025 có 74.000 tổ.",
        "Gọi 1800 6838.",
        "Từ 1/3/2027, làm khai sinh ở bất kỳ xã nào.",
        "Các cổng dịch vụ công của tỉnh đã đóng.",
    ],
)
def test_what_only_looks_outdated_is_not_told(text: str) -> None:
    assert wording(text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "VNeID never replaces a passport.", id="denied"),
        pytest.param("vi", "Không ai mở được mức 2 tại nhà.", id="denied in Vietnamese"),
        pytest.param("id", "Apakah VNeID menggantikan paspor?", id="asked"),
        pytest.param("en", "Somebody says: “Get level 2 at home.” Hang up.", id="said by a thief"),
    ],
)
def test_who_denies_asks_or_quotes_claims_nothing(language: str, text: str) -> None:
    assert wording(text, language) == []


def test_a_wrong_answer_may_claim_what_is_not_so_but_name_nothing_outdated() -> None:
    assert wording("VNeID replaces a passport.", "en", is_question=True) == []
    assert wording("Bring your KTP.", "en", is_question=True) == ["“KTP” is outdated."]


@pytest.mark.parametrize(
    ("path", "old", "new", "at"),
    [
        pytest.param(TEXT, "Then they call again.", "VNeID replaces a passport.", "VNeID", id="a lesson"),
        pytest.param(PAGE, "Everyone with a phone.", "Get level 2 at home.", "Get", id="a course page"),
        pytest.param(WORDS, "Never tell it to anyone.", "Call 1900 0368.", "A number", id="a meaning"),
        pytest.param(
            BANK, "A bank does not need it.", "It is always free online.", "- [ ] The bank", id="a reply"
        ),
        pytest.param(BANK, "The bank that calls", "The district police", "- [ ] The dist", id="an option"),
    ],
)
def test_every_place_of_a_course_is_looked_at(path: str, old: str, new: str, at: str) -> None:
    files = changed(path, old, new)
    [(where, line, says)] = told_of(files)
    assert (where, line) == (path, line_of(files, path, at))
    assert says.endswith((" is outdated.", " is not certain."))


def test_every_pattern_has_been_seen_to_catch() -> None:
    texts = [text for _, _, text, _ in OUTDATED + UNPROVEN]
    bans = (*TERMS, *UNCHECKED, *CLAIMS)
    idle = [ban.pattern.pattern for ban in bans if not any(ban.pattern.search(text) for text in texts)]
    assert idle == []
    assert [ban.hint for ban in bans if ban.hint != ban.hint.lower()] == []


def test_every_point_that_words_can_hold_is_held_in_all_languages() -> None:
    points = {ban.point for ban in (*TERMS, *UNCHECKED, *CLAIMS)}
    assert points == {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 17, 18, 19, 20, 22, 26, 27, 28, 29}
    seen = {(point, language) for point, language, _, _ in OUTDATED + UNPROVEN}
    assert {(point, language) for point in points for language in LANGUAGES} - seen == set()


def test_the_hint_of_a_pattern_stands_in_what_it_finds() -> None:
    for _, _, text, piece in OUTDATED + UNPROVEN:
        found = [b for b in (*TERMS, *UNCHECKED, *CLAIMS) if (m := b.pattern.search(text)) and m[0] == piece]
        assert all(ban.hint in text.lower() for ban in found)
