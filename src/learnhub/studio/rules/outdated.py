"""What a course must not say: terms, laws and numbers of yesterday, and claims that nobody can prove.

Source: docs/authoring.md, "What must not be claimed"; the numbers are those of its points. Points that
only a reader can judge (12, 14, 15, 16, 21, 23, 24, 25, 30) are held by the review of a lesson, not by words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learnhub.kit.words import N_
from learnhub.studio.rules.sentences import sentences

_OUTDATED = N_("“%(piece)s” is outdated.")
_UNPROVEN = N_("“%(piece)s” is not certain.")

_LEVELS = N_("Write “full online service” or “partial online service” (toàn trình, một phần).")
_DISTRICTS = N_("Write the commune, ward or province: there are no districts any more.")
_HOUSEHOLD_BOOK = N_("Leave it out: the paper household book is no longer used.")
_OLD_CARD = N_("Write the ID card (thẻ căn cước): the old card ended on 31 December 2024.")
_PORTALS = N_("Write the National Public Service Portal: the portals of provinces are closed.")
_OLD_LAWS = N_("Leave the number out, or name the rule that is in force today.")
_AMOUNTS = N_("Leave the amount out, and name the tax office: it knows what holds this year.")
_FOREIGN = N_("Write what there is in Vietnam: this is a system of Indonesia.")
_DATE = N_("Say beside the number of which year it is.")
_CHECK = N_("Leave it out, as long as nobody has checked it again.")
_CLAIM = N_("Leave it out, or say where and when it holds and who can tell.")


@dataclass(frozen=True, slots=True)
class Ban:
    """`hint` is in small letters: a piece that tells cheaply whether the pattern is worth a search."""

    point: int
    hint: str
    pattern: re.Pattern[str]
    mend: str


def _near(one: str, other: str) -> str:
    """Both within a few words, in either order."""
    return rf"\b(?:{one})\b.{{0,80}}\b{other}\b|\b{other}\b.{{0,80}}\b(?:{one})\b"


def _bans(*rows: tuple[int, str, str, str]) -> tuple[Ban, ...]:
    return tuple(
        Ban(point, hint, re.compile(pattern, re.IGNORECASE), mend) for point, hint, pattern, mend in rows
    )


TERMS = _bans(
    (3, "3139", r"\b3139/BTTTT\b", _OLD_LAWS),
    (6, "mức", r"\bdịch vụ công (?:trực tuyến )?mức (?:3|4|ba|bốn)\b", _LEVELS),
    (6, "mức độ", r"\bmức độ (?:3|4|ba|bốn)\b", _LEVELS),
    (6, "level", r"\bservice levels? (?:3|4|three|four)\b", _LEVELS),
    (6, "level", r"\blevel[ -](?:3|4|three|four) (?:online |public )*services?\b", _LEVELS),
    (6, "tingkat", r"\blayanan(?: publik)?(?: daring)? tingkat (?:3|4|tiga|empat)\b", _LEVELS),
    (6, "huyện", r"\b(?:UBND|[uủ][yỷỹ] ban nhân dân|công an) (?:cấp )?huyện\b", _DISTRICTS),
    (6, "quận", r"\b(?:UBND|[uủ][yỷỹ] ban nhân dân|công an) (?:cấp )?quận\b", _DISTRICTS),
    (6, "district", r"\bdistrict(?:-level)? (?:people['’]s committee|police)\b", _DISTRICTS),
    (6, "district", r"\b(?:people['’]s committee|police) of the district\b", _DISTRICTS),
    (6, "distrik", r"\b(?:komite rakyat|polisi) (?:tingkat )?distrik\b", _DISTRICTS),
    (6, "kabupaten", r"\b(?:komite rakyat|polisi) (?:tingkat )?kabupaten\b", _DISTRICTS),
    (6, "hộ khẩu", r"\bsổ hộ khẩu(?: giấy)?\b", _HOUSEHOLD_BOOK),
    (6, "household", r"\b(?:paper )?household (?:registration )?book\b", _HOUSEHOLD_BOOK),
    (6, "buku", r"\bbuku (?:keluarga|rumah tangga)(?: (?:kertas|cetak))?\b", _HOUSEHOLD_BOOK),
    (7, "/2022", r"(?<![\d/])(?:42|59)/2022(?!\d)", _OLD_LAWS),
    (7, "/2023", r"(?<![\d/])13/2023(?!\d)", _OLD_LAWS),
    (7, "/2018", r"(?<![\d/])24/2018/QH14\b", _OLD_LAWS),
    (7, "/2015", r"(?<![\d/])86/2015/QH13\b", _OLD_LAWS),
    (7, "2018", r"\bLuật An ninh mạng (?:năm )?2018\b|\b2018 Cyber-?security Law\b", _OLD_LAWS),
    (7, "2018", r"\b(?:Law on Cyber-?security|Cyber-?security Law)(?: of)? 2018\b", _OLD_LAWS),
    (7, "2018", r"\bUndang-Undang Keamanan Siber(?: tahun)? 2018\b", _OLD_LAWS),
    (7, "2015", r"\bLuật An toàn thông tin mạng (?:năm )?2015\b", _OLD_LAWS),
    (7, "2015", r"\b2015 (?:Network )?Information Security Law\b", _OLD_LAWS),
    (7, "2015", r"\b(?:Law on )?(?:Network |Cyber)?Information Security(?: Law)?(?: of)? 2015\b", _OLD_LAWS),
    (7, "2015", r"\bUndang-Undang Keamanan Informasi(?: Jaringan| Siber)?(?: tahun)? 2015\b", _OLD_LAWS),
    (17, "triệu", _near("doanh thu|thuế", "[125]00 triệu"), _AMOUNTS),
    (17, "million", _near("revenue|sales|taxe?s?", "[125]00 million"), _AMOUNTS),
    (17, "juta", _near("omzet|penjualan|pajak", "[125]00 juta"), _AMOUNTS),
    (29, "ktp", r"\b(?:e-)?KTP\b", _FOREIGN),
    (29, "nik", r"\bNIK\b", _FOREIGN),
    (29, "ikd", r"\bIKD\b", _FOREIGN),
    (29, "qris", r"\bQRIS\b", _FOREIGN),
    (29, "kartu keluarga", r"\bkartu keluarga\b", _FOREIGN),
)

# Nobody knows today whether they are right.
UNCHECKED = _bans(
    (18, "thongbaorac", r"\bthongbaorac\.ais\.gov\.vn\b", _CHECK),
    (18, "tinnhiemmang", r"\btinnhiemmang\.vn\b", _CHECK),
    (19, "1096", r"\b1800[ .]?1096\b", _CHECK),
    (19, "0368", r"\b1900[ .]?0368\b", _CHECK),
    (20, "24", r"\b24 (?:hình thức|kiểu|chiêu) lừa\b", _CHECK),
    (20, "24", r"\b24 (?:forms?|kinds?|types?) of (?:online )?(?:scams?|fraud)\b", _CHECK),
    (20, "24", r"\b24 (?:bentuk|jenis|modus) penipuan\b", _CHECK),
    (26, "000", r"^(?!.*2025).*?\b(?:203|340|74)[.,]000\b", _DATE),
)

# What somebody may believe, and a wrong answer may say. A sentence that denies or asks, and words in
# quotation marks, claim nothing.
CLAIMS = _bans(
    (1, "learnhub", r"\bLearnHub\b.{0,60}\b(?:do|được) (?:nhà nước|VNeID)\b.{0,20}\b\w+", _CLAIM),
    (1, "learnhub", r"\bLearnHub\b.{0,60}\b(?:approved|recogni[sz]ed|issued) by the state\b", _CLAIM),
    (1, "learnhub", r"\bLearnHub\b.{0,60}\bdi(?:akui|setujui|terbitkan)(?: oleh)? negara\b", _CLAIM),
    (2, "757", r"\b757/.{0,80}\b\d+ ?(?:%|percent|phần trăm|persen)", _CLAIM),
    (2, "398", r"\b398/.{0,80}\b\d+ ?(?:%|percent|phần trăm|persen)", _CLAIM),
    (4, "66.22", r"\b66\.22\b.{0,120}\b(?:5|năm) (?:loại )?giấy tờ\b", _CLAIM),
    (4, "66.22", r"\b66\.22\b.{0,120}\b(?:5|five) (?:papers|documents)\b", _CLAIM),
    (4, "66.22", r"\b66\.22\b.{0,120}\b(?:5|lima) (?:dokumen|surat|berkas)\b", _CLAIM),
    (5, "miễn phí", r"\b(?:trên mạng|trực tuyến) (?:thì )?(?:luôn|lúc nào cũng) miễn phí\b", _CLAIM),
    (5, "free", r"\bonline (?:is|services are) always free\b|\balways free online\b", _CLAIM),
    (5, "gratis", r"\bdaring selalu gratis\b", _CLAIM),
    (6, "cổng", r"\bcổng dịch vụ công (?:của )?(?:tỉnh|thành phố)\b(?!.*\bđóng\b)", _PORTALS),
    (6, "portal", r"\bprovincial portals?\b(?!.*\bclosed\b)", _PORTALS),
    (6, "portal", r"\bportal provinsi\b(?!.*\bditutup\b)", _PORTALS),
    (6, "cmnd", r"\bCMND\b.{0,20}\b(?:còn hạn|còn giá trị|dùng được)\b", _OLD_CARD),
    (
        6,
        "chứng minh",
        r"\bchứng minh (?:nhân dân|thư)\b.{0,20}\b(?:còn hạn|còn giá trị|dùng được)\b",
        _OLD_CARD,
    ),
    (6, "cmnd", r"\bCMND\b.{0,20}\b(?:valid|in force|(?:masih )?berlaku)\b", _OLD_CARD),
    (8, "khai sinh", r"^(?!.*2027).*\bkhai sinh (?:ở|tại) (?:(?:bất kỳ|bất cứ) )?xã nào\b", _CLAIM),
    (8, "any commune", r"^(?!.*2027).*\b(?:birth|child)\b.{0,30} (?:at|in) any commune\b", _CLAIM),
    (8, "kelahiran", r"^(?!.*2027).*\bkelahiran di (?:komune|kelurahan) mana (?:pun|saja)\b", _CLAIM),
    (9, "liên thông", r"\bliên thông\b.{0,80}\b3 ngày làm việc\b", _CLAIM),
    (9, "linked", r"\blinked\b.{0,80}\b3 working days\b", _CLAIM),
    (9, "terpadu", r"\bterpadu\b.{0,80}\b3 hari kerja\b", _CLAIM),
    (10, "2", r"\bmức (?:độ )?2 (?:\w+ ){0,3}(?:tại nhà|ở nhà|trên mạng|qua mạng)\b", _CLAIM),
    (10, "level 2", r"\blevel 2 (?:\w+ ){0,3}(?:at home|online)\b", _CLAIM),
    (10, "tingkat 2", r"\btingkat 2 (?:\w+ ){0,3}(?:di rumah|secara daring)\b", _CLAIM),
    (11, "hộ chiếu", r"\bVNeID (?:\w+ ){0,2}thay (?:\w+ )?hộ chiếu\b", _CLAIM),
    (11, "passport", r"\bVNeID (?:\w+ ){0,2}replaces? (?:\w+ )?passports?\b", _CLAIM),
    (11, "paspor", r"\bVNeID (?:\w+ ){0,2}menggantikan paspor\b", _CLAIM),
    (13, "2026", _near("xóa|deleted|(?:di)?hapus", "31(?:/12/| December | Desember )2026"), _CLAIM),
    (22, "lại", r"\btiền (?:\w+ )?(?:luôn|chắc chắn) (?:\w+ ){0,2}(?:lấy|đòi) lại được\b", _CLAIM),
    (22, "back", r"\b(?:always|certainly) (?:get|pull|take|give) (?:\w+ )?money back\b", _CLAIM),
    (22, "uang", r"\buang (?:\w+ )?(?:selalu|pasti) (?:bisa )?(?:kembali|dikembalikan)\b", _CLAIM),
    (27, "2g", r"\b2G (?:\w+ ){0,2}(?:tắt|ngừng) (?:\w+ )?(?:cả nước|mọi nơi|khắp nơi)\b", _CLAIM),
    (27, "2g", r"\b2G (?:is|has been) (?:switched )?off everywhere\b", _CLAIM),
    (27, "2g", r"\b2G (?:sudah )?(?:mati|dimatikan) di (?:mana-mana|seluruh)\b", _CLAIM),
    (28, "cổng", r"\bCổng Dịch vụ công quốc gia (?:do|của) (?:Văn phòng Chính phủ|Bộ Công an)\b", _CLAIM),
    (28, "portal", r"\bNational Public Service Portal is (?:run|kept|operated) by\b", _CLAIM),
    (28, "portal", r"\bPortal Layanan Publik Nasional di(?:kelola|jalankan)\b", _CLAIM),
)

_QUOTED = re.compile("“[^”]*”")
_DENIES = re.compile(
    r"\?|\b(?:không|chưa|đừng|chẳng|not|no|never|nobody|cannot|without|tidak|tak|bukan|belum|jangan|tanpa)\b",
    re.IGNORECASE,
)


def banned(text: str, *, is_question: bool = False) -> Iterator[tuple[str, str, str]]:
    """What is said of each place that must not stand there, the place itself, and what to write."""
    plain = text.replace("\n", " ")
    yield from _told(_OUTDATED, _hinted(TERMS, plain), plain)
    yield from _told(_UNPROVEN, _hinted(UNCHECKED, plain), plain)
    if not is_question and (claims := _hinted(CLAIMS, plain)):
        yield from _told(_UNPROVEN, claims, _QUOTED.sub("…", plain), _DENIES)


def _hinted(bans: Iterable[Ban], text: str) -> list[Ban]:
    small = text.lower()
    return [ban for ban in bans if ban.hint in small]


def _told(
    says: str, bans: list[Ban], text: str, excuse: re.Pattern[str] | None = None
) -> Iterator[tuple[str, str, str]]:
    """Sentence by sentence; one that holds the excuse is not looked at."""
    for sentence in sentences(text) if bans else ():
        if excuse is None or not excuse.search(sentence):
            for ban in bans:
                if found := ban.pattern.search(sentence):
                    yield says, found[0], ban.mend
