"""Who can sign in to the demonstration, one for each role."""

DEMO_PASSWORD = "minh-hoa-2026"  # noqa: S105 - of people who do not exist, printed by make run


DEMO_LOGINS = (
    ("canbo", "Cán bộ công an phường (Nam Cường, nay là Cam Đường)"),
    ("canbo2", "Cán bộ công an xã khác (Cốc San)"),
    ("truongca", "Trưởng công an phường"),
    ("totruong", "Tổ trưởng tổ dân phố"),
    ("yte", "Trạm y tế, cơ sở điều trị"),
    ("ubnd", "Văn phòng UBND phường"),
    ("banchidao", "Ban Chỉ đạo: chỉ xem số liệu"),
    ("thamdinh", "Cán bộ thẩm định: tên được che"),
    ("kiemtra", "Kiểm tra truy cập: chỉ xem nhật ký"),
    ("quantri", "Quản trị: tài khoản và đơn vị"),
)
