"""Choices of the case ledger, labelled as in Decree 105/2021 and its forms where they have one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    MALE = "male", _("nam")
    FEMALE = "female", _("nữ")


class Ethnicity(TextChoices):
    """Ethnic groups in the order of a picker in Lào Cai (domain.md §9).

    Statistics need only Kinh and others.
    """

    KINH = "01", "Kinh"
    MONG = "08", "Mông"
    TAY = "02", "Tày"
    DAO = "09", "Dao"
    GIAY = "25", "Giáy"
    NUNG = "07", "Nùng"
    THAI = "03", "Thái"
    PHU_LA = "40", "Phù Lá"
    HA_NHI = "35", "Hà Nhì"
    LA_CHI = "38", "La Chí"
    BO_Y = "49", "Bố Y"
    MUONG = "06", "Mường"
    HOA = "04", "Hoa"
    OTHER = "99", _("Khác")


class Education(TextChoices):
    """Levels of education in Form 05."""

    NONE = "none", _("chưa đi học")
    PRIMARY = "primary", _("tiểu học")
    LOWER = "lower", _("trung học cơ sở")
    UPPER = "upper", _("trung học phổ thông")
    COLLEGE = "college", _("trung cấp, cao đẳng, đại học")
    POSTGRADUATE = "postgraduate", _("sau đại học")


class Drug(TextChoices):
    """Kinds of drug in Form 05."""

    OPIUM = "opium", _("thuốc phiện")
    HEROIN = "heroin", "heroine"
    COCAINE = "cocaine", "cocain"
    CANNABIS = "cannabis", _("cần sa")
    AMPHETAMINE = "amphetamine", "amphetamine, methamphetamine"
    KETAMINE = "ketamine", "ketamine"
    OTHER = "other", _("loại khác")
    SEVERAL = "several", _("nhiều loại")


class Route(TextChoices):
    """Ways of taking drugs in Form 05."""

    INJECT = "inject", _("tiêm chích")
    INHALE = "inhale", _("hít")
    SWALLOW = "swallow", _("uống")
    OTHER = "other", _("khác")
    SEVERAL = "several", _("nhiều hình thức")


class ResidenceKind(TextChoices):
    PERMANENT = "permanent", _("thường trú")
    TEMPORARY = "temporary", _("tạm trú")
    ACTUAL = "actual", _("nơi ở hiện tại")


class AbsenceReason(TextChoices):
    """Why a person is not present in the area (criterion 4 counts those present)."""

    MOVED = "moved", _("đi nơi khác")
    DETAINED = "detained", _("bị tạm giữ, tạm giam, chấp hành án")
    IN_CENTRE = "in_centre", _("đang ở cơ sở cai nghiện")
    MISSING = "missing", _("không rõ nơi ở")


class TreatmentForm(TextChoices):
    """Forms of treatment (Law 73/2021 Art. 28; Law 120/2025 Art. 29-36)."""

    FAMILY = "family", _("cai nghiện tự nguyện tại gia đình")
    COMMUNITY = "community", _("cai nghiện tự nguyện tại cộng đồng")
    VOLUNTARY_CENTRE = "voluntary_centre", _("cai nghiện tự nguyện tại cơ sở")
    SUBSTITUTION = "substitution", _("điều trị bằng thuốc thay thế (methadone)")
    COMPULSORY = "compulsory", _("cai nghiện bắt buộc")


class DossierKind(TextChoices):
    MANAGEMENT = "management", _("hồ sơ quản lý")
    TREATMENT = "treatment", _("hồ sơ cai nghiện, điều trị")
    POST_REHAB = "post_rehab", _("hồ sơ quản lý sau cai")
    COMPULSORY = "compulsory", _("hồ sơ đề nghị cai nghiện bắt buộc")


class VisitResult(TextChoices):
    PRESENT = "present", _("có mặt tại nơi cư trú")
    ABSENT_KNOWN = "absent_known", _("vắng mặt có lý do")
    ABSENT_UNKNOWN = "absent_unknown", _("vắng mặt không rõ lý do")


class TestGround(TextChoices):
    """The legal grounds for a drug test (Decree 105/2021 Art. 38)."""

    TIP = "tip", _("tin tố giác đã xác minh")
    CASE = "case", _("tài liệu vụ việc")
    LOSS_OF_CONTROL = "loss_of_control", _("mất khả năng điều khiển hành vi")
    TRACES = "traces", _("có dấu vết, phương tiện sử dụng")
    DRIVER = "driver", _("người điều khiển phương tiện")
    AT_PLACE = "at_place", _("có mặt tại nơi sử dụng, không lý do chính đáng")
    SELF_DECLARED = "self_declared", _("tự khai báo")
    CAUGHT = "caught", _("bắt quả tang")
    UNDER_MANAGEMENT = "under_management", _("trong thời hạn quản lý")
    OTHER = "other", _("căn cứ khác")


class Sample(TextChoices):
    URINE = "urine", _("nước tiểu")
    BLOOD = "blood", _("máu")
    OTHER = "other", _("mẫu khác")


class TestResult(TextChoices):
    NEGATIVE = "negative", _("âm tính")
    POSITIVE = "positive", _("dương tính")
    REFUSED = "refused", _("không chấp hành")


class SupportKind(TextChoices):
    JOB = "job", _("việc làm")
    LOAN = "loan", _("vay vốn")
    TRAINING = "training", _("học nghề")
    SCHOOLING = "schooling", _("học văn hóa")
    OTHER = "other", _("hỗ trợ khác")


class HandoverState(TextChoices):
    SENT = "sent", _("đã gửi, chờ nhận")
    ACCEPTED = "accepted", _("đã tiếp nhận")
    REFUSED = "refused", _("từ chối")
    WITHDRAWN = "withdrawn", _("đã thu hồi")


class AuditAction(TextChoices):
    """Actions on people and their files in the access log."""

    PERSON_REGISTERED = "cases.person_registered", _("lập hồ sơ người")
    PERSON_CHANGED = "cases.person_changed", _("sửa thông tin người")
    PERSON_READ = "cases.person_read", _("xem hồ sơ người")
    IDENTITY_REVEALED = "cases.identity_revealed", _("xem số giấy tờ đầy đủ")
    PEOPLE_IMPORTED = "cases.people_imported", _("nhập danh sách người")
    PEOPLE_EXPORTED = "cases.people_exported", _("xuất danh sách người")
    RESIDENCE_SET = "cases.residence_set", _("ghi nơi cư trú")
    ABSENCE_RECORDED = "cases.absence_recorded", _("ghi vắng mặt")
    RETURN_RECORDED = "cases.return_recorded", _("ghi trở về")
    STATUS_MOVED = "cases.status_moved", _("chuyển diện quản lý")
    DOSSIER_OPENED = "cases.dossier_opened", _("lập hồ sơ")
    DOSSIER_CLOSED = "cases.dossier_closed", _("đóng hồ sơ")
    DOSSIER_FORM_FILED = "cases.dossier_form_filed", _("đưa biểu mẫu vào hồ sơ")
    TREATMENT_STARTED = "cases.treatment_started", _("bắt đầu cai nghiện, điều trị")
    TREATMENT_ENDED = "cases.treatment_ended", _("kết thúc cai nghiện, điều trị")
    DOSE_RECORDED = "cases.dose_recorded", _("ghi ngày uống, bỏ liều")
    VISIT_RECORDED = "cases.visit_recorded", _("ghi lần kiểm tra cư trú")
    TEST_RECORDED = "cases.test_recorded", _("ghi kết quả xét nghiệm")
    SUPPORT_RECORDED = "cases.support_recorded", _("ghi hỗ trợ")
