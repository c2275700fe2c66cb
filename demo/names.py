"""Invented Vietnamese names of Lào Cai's peoples; no real person is meant."""

from random import Random

from cases.enums import Ethnicity, Sex

_KINH_FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
    "Đinh",
)
_KINH_MIDDLE = {
    Sex.MALE: ("Văn", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Mạnh", "Đình"),
    Sex.FEMALE: ("Thị", "Thu", "Ngọc", "Thanh", "Bích", "Hồng"),
}
_GIVEN = {
    Sex.MALE: (
        "An",
        "Bình",
        "Chiến",
        "Cường",
        "Dũng",
        "Đạt",
        "Hà",
        "Hải",
        "Hiếu",
        "Hòa",
        "Hùng",
        "Khánh",
        "Kiên",
        "Lâm",
        "Long",
        "Nam",
        "Phúc",
        "Quân",
        "Sơn",
        "Tài",
        "Thắng",
        "Thủy",
        "Toàn",
        "Trung",
        "Tuấn",
        "Việt",
    ),
    Sex.FEMALE: (
        "Ánh",
        "Chi",
        "Dung",
        "Giang",
        "Hạnh",
        "Hiền",
        "Hoa",
        "Huệ",
        "Hương",
        "Lan",
        "Liên",
        "Loan",
        "Mai",
        "Nga",
        "Nhung",
        "Oanh",
        "Phượng",
        "Quỳnh",
        "Thảo",
        "Thúy",
        "Trang",
        "Tuyết",
        "Vân",
        "Yến",
    ),
}
_UPLAND: dict[Ethnicity, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    # family names, given names of men, given names of women
    Ethnicity.MONG: (
        ("Giàng", "Vàng", "Sùng", "Thào", "Lù", "Má", "Cư", "Hầu"),
        ("Tùng", "Páo", "Sử", "Chứ", "Dình", "Lềnh", "Vảng", "Chính", "Phừ"),
        ("Mỷ", "Sua", "Dở", "Chú", "Pàng", "Say", "Máy", "Dợ"),
    ),
    Ethnicity.DAO: (
        ("Tẩn", "Chảo", "Lý", "Phàn", "Bàn", "Triệu"),
        ("Láo Tả", "Phù Sinh", "Chòi Phin", "Vần Siệu", "Kim Sơn", "Láo San"),
        ("Mùi Nải", "Tả Mẩy", "Lở Mẩy", "Mán Mẩy", "Thị Pham"),
    ),
    Ethnicity.TAY: (
        ("Hoàng", "Nông", "Lương", "La", "Vi", "Ma"),
        ("Văn Tuyên", "Văn Khiêm", "Đức Thịnh", "Văn Nghiệp", "Minh Thái"),
        ("Thị Nhị", "Thị Điểm", "Thị Xuyến", "Thị Nguyệt", "Thị Thơm"),
    ),
    Ethnicity.GIAY: (
        ("Vàng", "Lù", "Sần", "Phan", "Nông", "Lý"),
        ("Văn Pín", "Văn Sấn", "A Cấu", "Văn Chướng", "Văn Toán"),
        ("Thị Sẻn", "Thị Nhẩn", "Thị Cố", "Thị Phấn", "Thị Chỉn"),
    ),
}
#: Shares of the province (domain.md §8.3), without the small groups.
_SHARES = {
    Ethnicity.KINH: 38,
    Ethnicity.MONG: 25,
    Ethnicity.TAY: 15,
    Ethnicity.DAO: 14,
    Ethnicity.GIAY: 8,
}


def ethnicity(dice: Random) -> Ethnicity:
    return dice.choices(list(_SHARES), list(_SHARES.values()))[0]


def full_name(dice: Random, people: Ethnicity, sex: Sex) -> str:
    """A name as that people form it: "Giàng A Páo", "Tẩn Mùi Nải", "Nguyễn Văn An"."""
    if people == Ethnicity.KINH:
        return f"{dice.choice(_KINH_FAMILY)} {dice.choice(_KINH_MIDDLE[sex])} {dice.choice(_GIVEN[sex])}"
    family, men, women = _UPLAND[people]
    given = dice.choice(men if sex == Sex.MALE else women)
    if people == Ethnicity.MONG:
        given = f"{'A' if sex == Sex.MALE else 'Thị'} {given}"
    return f"{dice.choice(family)} {given}"


def household_head(dice: Random) -> str:
    return full_name(dice, ethnicity(dice), dice.choice((Sex.MALE, Sex.MALE, Sex.FEMALE)))


def id_number(dice: Random, sex: Sex, birth_year: int) -> str:
    """A CCCD-shaped number of Lào Cai (010) whose century, sex and year digits agree."""
    century = (0 if birth_year < 2000 else 2) + (0 if sex == Sex.MALE else 1)
    return f"010{century}{birth_year % 100:02d}{dice.randrange(1_000_000):06d}"
