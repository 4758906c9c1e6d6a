"""Rules for lines and parts of lines that are not the article; each is a row with its reason."""

from __future__ import annotations

import re

# Lines that are noise by themselves.
LINE_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\s*[(\[【]?\s*(?:责任编辑|編輯|编辑|责编|来源|作者|记者)\s*[:：].*"),
        "the site editor line",
    ),
    (re.compile(r"\s*!\[[^\]\n]*\]\([^)\n]*\)[\s|*_]*"), "an image placeholder"),
    (
        re.compile(r"\s*\[?(?:image|img|hình ảnh|photo|video)\s*(?:placeholder)?\]?\s*", re.I),
        "an image placeholder",
    ),
    (re.compile(r"\s*<img\b[^>\n]*>\s*", re.I), "an image placeholder"),
    (re.compile(r"\s*(?:\|\s*|[-:]{2,}\s*)+"), "an empty table row"),
    (
        re.compile(
            r"\s*(?:chia sẻ|share|tweet|like|thích|bình luận|comment|gửi bình luận|in bài viết|bản in|print|"
            r"email|facebook|twitter|zalo|google\+?|linkedin|pinterest|copy link|sao chép liên kết|lưu bài|"
            r"theo dõi|follow|đăng ký|subscribe|quay lại|trở về trang trước|về đầu trang|xem bình luận|"
            r"chia sẻ bài viết|tin nhắn|messenger|[0-9]+ (?:bình luận|thích|lượt xem)|[•·|/\s,:()0-9])+",
            re.I,
        ),
        "share buttons",
    ),
    (
        re.compile(
            r"\s*(?:quảng cáo|advertisement|sponsored|tài trợ|loading\.*|đang tải\.*|cookie[^\n]{0,80}|"
            r"(?:©|copyright|bản quyền)[^\n]{0,120}|all rights reserved\.?)\s*",
            re.I,
        ),
        "an advertisement or a notice of the site",
    ),
    (
        re.compile(r"\s*(?:trang chủ|home)(?:\s*(?:>|»|/|›|\|)\s*[^\n>»›|]{1,40}){1,6}\s*", re.I),
        "the path of the page on its site",
    ),
    (
        re.compile(r"\s*(?:từ khóa|từ khoá|tags?|chủ đề|keywords?)\s*:\s*[^\n]{0,200}", re.I),
        "the list of keywords",
    ),
)

# Lines that open a list of links to other articles: what follows until a blank or a long line is part of it.
LIST_OPENERS = re.compile(
    r"\s*(?:>>|»|xem thêm|đọc thêm|tin liên quan|tin cùng chuyên mục|bài liên quan|các tin khác|tin khác|"
    r"tin mới|có thể bạn quan tâm|tin nổi bật|tin đọc nhiều|đọc nhiều|related (?:news|articles|posts)|"
    r"read more|see also)\s*:?\s*[^\n]{0,160}",
    re.I,
)
# One entry of such a list: a bullet of the site, or nothing but a link.
LINK_LINE = re.compile(
    r"\s*(?:[-*•+]\s*[·•▪►>»]\s*.*|[-*•+]?\s*\[[^\]\n]+\]\([^)\n]*\)\s*|[·▪►»]\s*.*|https?://\S+\s*)"
)

# Ends of lines that are not the article: who took the photograph.
TAIL_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"(?:\s+[-–—]\s*|\s*[.(|]\s*|\s+|^)(?:Ảnh|ẢNH|Hình|Photo|PHOTO|Nguồn ảnh)"
            r"(?:\s*(?:minh họa|tư liệu))?\s*[:：]\s*[^\n:.]{1,60}[.)]?\s*$"
        ),
        "the photographer's name",
    ),
)
