"""The words that the program itself says on a page, in the reader's language."""

from __future__ import annotations

_WORDS = {
    "aliases": ("còn gọi là", "also called"),
    "misspellings": ("bị viết sai thành", "misspelt as"),
    "note": ("ghi chú", "note"),
    "evidence": ("Dẫn chứng", "Evidence"),
    "links": ("Hiểu biết bên ngoài", "Outside knowledge"),
    "seen at": ("thấy ở", "seen at"),
    "no facts": ("Chưa có dữ kiện nào.", "No facts yet."),
    "more": ("… và {} nữa", "… and {} more"),
    "no evidence": ("không có dẫn chứng", "no evidence"),
    "characters": ("ký tự", "characters"),
    "said by": ("lời của", "said by"),
    "stated": ("nói rõ", "stated"),
    "headline": ("chỉ có ở tiêu đề", "headline only"),
    "inferred": ("suy ra", "inferred"),
    "hedged": ("câu chữ không rõ", "hedged"),
    "date": ("ngày", "date"),
    "what": ("nội dung", "what"),
    "name": ("tên", "name"),
    "parameters": ("tham số", "parameters"),
    "type": ("loại", "type"),
    "source": ("nguồn", "source"),
    "conflict": ("các nguồn nói khác nhau", "claims contradict each other"),
    "path": ("Đường nối", "Path"),
    "hop": ("bước", "hop"),
    "hops": ("bước", "hops"),
}  # fmt: skip


def word(key: str, lang: str) -> str:
    """A word of the program's own in a language (vi or en)."""
    vietnamese, english = _WORDS[key]
    return vietnamese if lang == "vi" else english
