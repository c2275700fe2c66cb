"""The laws on drugs by the names that documents cite."""

LAW_2021 = "Luật Phòng, chống ma túy 73/2021/QH14"
LAW_2025 = "Luật Phòng, chống ma túy 120/2025/QH15"
