"""User names and roles for signing in to the demonstration; every role has at least one."""

DEMO_PASSWORD = "minh-hoa-2026"  # noqa: S105 - of users who do not exist; `make run` prints it


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
